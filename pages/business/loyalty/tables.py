"""Tables of the lifecycle page: transitions, cooling accounts, accounts to win back."""

from __future__ import annotations

import polars as pl

from kam_core.locale.language import Language
from kam_core.scoring.tiering.key_accounts import was_key_of
from kam_core.vocabulary.enums import RANK_LABELS, STAGES
from pages.widgets.tables.column import ANSWER, REASON, Cell, Column


def transition_rows(table: pl.DataFrame, words: Language) -> pl.DataFrame:
    """The transition matrix: stages in words, nothing where nobody moved."""
    names = [words.say(RANK_LABELS[stage]) if stage else words.say("no data") for stage in table["stage_then"]]
    return table.with_columns(
        pl.Series("stage_then", names, dtype=pl.String),
        *(pl.when(pl.col(stage) > 0).then(pl.col(stage)).alias(stage) for stage in STAGES),
    )


def cooling_rows(frame: pl.DataFrame, words: Language) -> pl.DataFrame:
    """The cooling list and, where an account is no longer key, when it was."""
    return _with_was_key(frame, words)


def _with_was_key(frame: pl.DataFrame, words: Language) -> pl.DataFrame:
    """Join `was_tier`, `was_on` and `was_published` into one column of text, `was_key`."""
    was = [was_key_of(row) for row in frame.select("was_tier", "was_on", "was_published").iter_rows(named=True)]
    texts = pl.Series("was_key", [None if one is None else words.say(one) for one in was], dtype=pl.String)
    return frame.drop("was_tier", "was_on", "was_published").with_columns(texts)


def cooling_columns(words: Language) -> dict[str, Column]:
    """Column settings with short headers, so that the whole row fits on the screen."""
    return {
        "recency_days": Column(words.say("Days since last purchase"), priority=ANSWER),
        "gap_days": Column(words.say("Usual gap (days)"), digits=0, priority=REASON),
        "growth": Column(words.say("Growth")),
        "revenue": Column(words.say("Revenue"), priority=REASON),
        "revenue_prior": Column(words.say("Previous window")),
        "was_key": Column(words.say("Former key account"), priority=REASON),
    }


def win_back_columns(words: Language) -> dict[str, Column]:
    """Column settings with short headers, so that the whole row fits on the screen."""
    return {
        "yearly_revenue": Column(words.say("Average yearly revenue"), kind=Cell.MONEY, priority=ANSWER),
        "families": Column(words.say("Used to buy"), priority=REASON, width=160),
        "recency_days": Column(words.say("Days since last purchase"), priority=REASON),
        "purchases_total": Column(words.say("Total purchases")),
        "revenue_total": Column(words.say("Total revenue")),
        "was_key": Column(words.say("Former key account"), priority=REASON),
    }


def win_back_rows(frame: pl.DataFrame, words: Language) -> pl.DataFrame:
    """The win-back list and, where an account was key, when it was."""
    return _with_was_key(frame, words)
