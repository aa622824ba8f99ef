"""Account list of the portfolio screen: rows and columns of its tables."""

from __future__ import annotations

import polars as pl

from kam_core.locale.language import Language
from kam_core.vocabulary.enums import EVERGREEN
from kam_core.vocabulary.message import Share
from pages.widgets.gate_effects import gate_names
from pages.widgets.tables.column import ANSWER, Cell, Column

UNDERLYING = ("provisional", "held_back_by", "equal_at_cut", "invest")
"""Columns that the column of marks says in words."""


def list_rows(rows: pl.DataFrame, words: Language) -> pl.DataFrame:
    """The list for display: the due date, the evergreen flag in words, and the marks of a tier."""
    shown = rows.with_columns(
        pl.col("due").cast(pl.Int32).cast(pl.Date).alias("due"),
        pl.when("evergreen").then(pl.lit(words.say(EVERGREEN))).alias("evergreen"),
        _marks(words).alias("marks"),
    )
    # Beside the score, because a mark says why the tier is another one.
    first = [pl.col(name) for name in ("account_id", "tier", "name", "score", "marks")]
    return shown.select(*first, pl.exclude("account_id", "tier", "name", "score", "marks", *UNDERLYING))


def _marks(words: Language) -> pl.Expr:
    """The marks of a tier in a few words: provisional, held back, equal at the cut, being built up; empty if none."""
    before, after = words.say("held back by a gate: {gates}", gates="\0").split("\0")
    gated = pl.lit(before) + gate_names(words) + pl.lit(after)
    marks = [
        pl.when("provisional").then(pl.lit(words.say("provisional"))),
        gated,
        pl.when("equal_at_cut").then(pl.lit(words.say("tied at the cut"))),
        pl.when("invest").then(pl.lit(words.say("in development"))),
    ]
    return pl.concat_str(marks, separator=" · ", ignore_nulls=True)


def list_columns(words: Language, least_coverage: float) -> dict[str, Column]:
    """Column settings of the list; what matters least leaves a narrow screen first."""
    return {
        "history": Column(words.say("12 months"), priority=4),
        "margin_rate": Column(words.say("Margin rate"), priority=3),
        "growth": Column(words.say("Growth")),
        "stage": Column(priority=3, width=70),
        "owner": Column(width=80),
        "next_step": Column(words.say("Next step"), width=120),
        "due": Column(words.say("Due")),
        "overdue_money": Column(words.say("Overdue"), Cell.MONEY),
        "value_class": Column(words.say("Role"), priority=4),
        "evergreen": Column(
            words.say(EVERGREEN),
            width=80,
            priority=5,
            help=words.say("Purchases in each of the last five years, with a regularity of at least 0.8."),
        ),
        "marks": Column(
            words.say("Flags"),
            help=words.say(
                "provisional: S or A with data for less than {share} of the score weight; tied at the cut: "
                "another account with the same score is in the next tier, decided only by account id",
                share=Share(least_coverage),
            ),
        ),
    }


def prospect_columns(words: Language) -> dict[str, Column]:
    """Column settings of the prospects."""
    return {"prospect_points": Column(words.say("Potential (points)"), Cell.SCORE, priority=ANSWER)}
