"""Cells that a spreadsheet would run as formulas, and the mark that keeps them text on their way out and in.

On the way out one mark is put before every text that begins like a formula, or with the mark itself; and within a text
before every such sign that follows what a spreadsheet of another country may take for the end of a cell. On the way in
exactly one is taken off where one was put. So every text comes back as it was.
"""

from __future__ import annotations

import polars as pl

MARK = "'"
STARTS = r"[=+\-@\t\r\n＝＋－＠']"
"""Beginnings that spreadsheets run, their full-width forms, and the mark."""
_ENDS = r'([;|\t\r\n][" ]*)'
"""Ends of a cell where the comma is the decimal mark or tabs were asked for, and what is dropped after them."""
_SIGNS = "[=+\\-@＝＋－＠']"


def marked(text: pl.Expr) -> pl.Expr:
    """Text with one mark before what begins like a formula or with a mark; null stays null."""
    within = text.str.replace_all(f"{_ENDS}({_SIGNS})", f"${{1}}{MARK}${{2}}")
    return pl.when(text.str.contains(f"^{STARTS}")).then(pl.lit(MARK) + within).otherwise(within)


def unmarked(text: pl.Expr) -> pl.Expr:
    """Text as it was before `marked`; what only begins with a mark, such as 'Neill, was never marked and stays."""
    begun = pl.when(text.str.contains(f"^{MARK}{STARTS}")).then(text.str.slice(1)).otherwise(text)
    return begun.str.replace_all(f"{_ENDS}{MARK}({_SIGNS})", "${1}${2}")
