"""Cells that a spreadsheet would run as formulas, and the mark that keeps them text on their way out and in.

On the way out one mark is put before every text that begins like a formula, or with the mark itself; on the way in
exactly one is taken off where one was put. So every text comes back as it was.
"""

from __future__ import annotations

import polars as pl

MARK = "'"
STARTS = r"[=+\-@\t\r\n＝＋－＠']"
"""Beginnings that spreadsheets run, their full-width forms, and the mark."""


def marked(text: pl.Expr) -> pl.Expr:
    """Text with one mark before what begins like a formula or with a mark; null stays null."""
    return pl.when(text.str.contains(f"^{STARTS}")).then(pl.lit(MARK) + text).otherwise(text)


def unmarked(text: pl.Expr) -> pl.Expr:
    """Text as it was before `marked`; what only begins with a mark, such as 'Neill, was never marked and stays."""
    return pl.when(text.str.contains(f"^{MARK}{STARTS}")).then(text.str.slice(1)).otherwise(text)
