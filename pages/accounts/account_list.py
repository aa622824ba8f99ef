"""Account list of the portfolio screen: rows and columns of its tables."""

from __future__ import annotations

import polars as pl

from kam_core.insight.account_list.account_rows import FINDINGS
from kam_core.locale.language import Language
from kam_core.vocabulary.enums import EVERGREEN
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import Share
from kam_core.whatif.robustness.tier_range import range_text
from pages.widgets.gate_effects import gate_names
from pages.widgets.tables.column import ANSWER, Cell, Column

UNDERLYING = (
    "provisional",
    "held_back_by",
    "equal_at_cut",
    "invest",
    *(name for name in FINDINGS if name != "ask_first"),
)
"""Columns that the column of marks, the tier or the value to ask for say in words."""


def list_rows(rows: pl.DataFrame, words: Language) -> pl.DataFrame:
    """The list for display: the due date, the evergreen flag in words, and the marks of a tier."""
    shown = rows.with_columns(
        pl.col("due").cast(pl.Int32).cast(pl.Date).alias("due"),
        pl.when("evergreen").then(pl.lit(words.say(EVERGREEN))).alias("evergreen"),
        _marks(rows, words).alias("marks"),
        # Only where it alone can change the tier: others are asked for on the screen of judgements.
        pl.when("ask_decides").then(pl.col("ask_first").replace(_measure_labels(rows, words))).alias("ask_first"),
    )
    # Beside the score, because a mark says why the tier is another one.
    first = [pl.col(name) for name in ("account_id", "tier", "name", "score", "marks")]
    return shown.select(*first, pl.exclude("account_id", "tier", "name", "score", "marks", *UNDERLYING))


def _measure_labels(rows: pl.DataFrame, words: Language) -> dict[str, str]:
    return {name: words.say(MEASURES[name].label) for name in rows["ask_first"].drop_nulls().unique().to_list()}


def tier_ranges_beside(rows: pl.DataFrame) -> tuple[str, ...]:
    """The range of tiers that stands beside each tier of the list, such as (B–S); empty where there is none."""
    return tuple(rows.select(range_text().fill_null("").alias("range"))["range"].to_list())


def _marks(rows: pl.DataFrame, words: Language) -> pl.Expr:
    """The marks of a tier in a few words: provisional, held back, equal at the cut, being built up and until when;
    empty if none."""
    ends = {day: words.show(day) for day in rows["development_until"].drop_nulls().unique().to_list()}
    until = pl.col("development_until").replace_strict(ends, default=None, return_dtype=pl.String)
    before_end, after_end = words.say("in development until {day}", day="\0").split("\0")
    before_soon, after_soon = words.say("development ends {day}: decide", day="\0").split("\0")
    before, after = words.say("held back by a gate: {gates}", gates="\0").split("\0")
    gated = pl.lit(before) + gate_names(words) + pl.lit(after)
    marks = [
        pl.when("provisional").then(pl.lit(words.say("provisional"))),
        gated,
        pl.when("equal_at_cut").then(pl.lit(words.say("tied at the cut"))),
        pl.when("development_fault")
        .then(pl.lit(words.say("mark as in development does not count")))
        .when("development_soon")
        .then(pl.lit(before_soon) + until + pl.lit(after_soon))
        .when(pl.col("invest") & until.is_not_null())
        .then(pl.lit(before_end) + until + pl.lit(after_end))
        .when("invest")
        .then(pl.lit(words.say("in development"))),
    ]
    return pl.concat_str(marks, separator=" · ", ignore_nulls=True)


def list_columns(words: Language, least_coverage: float, ranges: tuple[str, ...] = ()) -> dict[str, Column]:
    """Column settings of the list; what matters least leaves a narrow screen first. `ranges` stand beside the tiers."""
    return {
        "tier": Column(
            beside=ranges,
            help=words.say(
                "In brackets: the tiers that missing values allow, from all at their worst to all at their best."
            ),
        ),
        "value_points": Column(words.say("Value"), Cell.NUMBER, digits=0, priority=2),
        "health_points": Column(words.say("Health"), Cell.NUMBER, digits=0, priority=2),
        "ask_first": Column(words.say("Ask first"), width=100, priority=5),
        "realised_points": Column(words.say("Realised value"), Cell.NUMBER, digits=0, priority=6, shown=False),
        "potential_part_points": Column(words.say("Potential value"), Cell.NUMBER, digits=0, priority=6, shown=False),
        "influence_points": Column(words.say("Influence value"), Cell.NUMBER, digits=0, priority=6, shown=False),
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


def prospect_rows(rows: pl.DataFrame) -> pl.DataFrame:
    """The prospects for display."""
    return rows.drop("grade_provisional")


def prospect_columns(words: Language, rows: pl.DataFrame) -> dict[str, Column]:
    """Column settings of the prospects; a grade that rests on little data is marked beside it."""
    provisional = words.say("provisional")
    beside = tuple(provisional if flag else "" for flag in rows["grade_provisional"].to_list())
    return {
        "target_grade": Column(words.say("Target grade"), beside=beside),
        "prospect_points": Column(words.say("Potential (points)"), Cell.SCORE, priority=ANSWER),
    }
