"""Escape cells that a spreadsheet would run as formulas on export, and unescape them on import.

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


def escape_formulas(text: pl.Expr) -> pl.Expr:
    """Put the mark before text that begins like a formula or with the mark; null stays null."""
    within = text.str.replace_all(f"{_ENDS}({_SIGNS})", f"${{1}}{MARK}${{2}}")
    return pl.when(text.str.contains(f"^{STARTS}")).then(pl.lit(MARK) + within).otherwise(within)


def unescape_formulas(text: pl.Expr) -> pl.Expr:
    """Undo `escape_formulas`; text that only begins with a mark, such as 'Neill, was never escaped and stays."""
    begun = pl.when(text.str.contains(f"^{MARK}{STARTS}")).then(text.str.slice(1)).otherwise(text)
    return begun.str.replace_all(f"{_ENDS}{MARK}({_SIGNS})", "${1}${2}")
