"""Tables of the lifecycle page: transitions, cooling accounts, accounts to win back."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from kam_core.locale.language import Language
from kam_core.scoring.tiering.key_accounts import was_key_of
from kam_core.vocabulary.enums import RANK_LABELS, STAGES
from kam_core.vocabulary.money import MONEY_SCALE
from pages.widgets.account_table import for_display


def transition_rows(table: pl.DataFrame, words: Language) -> pl.DataFrame:
    """The transition matrix: stages in words, nothing where nobody moved."""
    names = [words.say(RANK_LABELS[stage]) if stage else words.say("no data") for stage in table["stage_then"]]
    return table.with_columns(
        pl.Series("stage_then", names, dtype=pl.String),
        *(pl.when(pl.col(stage) > 0).then(pl.col(stage)).alias(stage) for stage in STAGES),
    )


def cooling_rows(frame: pl.DataFrame, words: Language) -> pl.DataFrame:
    """The cooling list with its money in currency units and, where an account is no longer key, when it was."""
    return _with_was_key(for_display(frame, words), frame, words)


def _with_was_key(shown: pl.DataFrame, frame: pl.DataFrame, words: Language) -> pl.DataFrame:
    """Join `was_tier`, `was_on` and `was_published` into one column of text, `was_key`."""
    was = [was_key_of(row) for row in frame.select("was_tier", "was_on", "was_published").iter_rows(named=True)]
    texts = pl.Series("was_key", [None if one is None else words.say(one) for one in was], dtype=pl.String)
    return shown.drop("was_tier", "was_on", "was_published").with_columns(
        (pl.col("stake") / MONEY_SCALE).round(0), texts
    )


def cooling_columns(words: Language) -> dict[str, Any]:
    """Column settings with short headers, so that the whole row fits on the screen."""
    currency = f" ({words.currency})" if words.currency else ""
    return {
        "recency_days": _number(words.say("Days without purchase"), "%d", 105),
        "gap_days": _number(words.say("Usual gap (days)"), "%.0f", 130),
        "growth": _number(words.say("Growth"), "%.1f %%", 85),
        "stake": _number(words.say("Revenue at stake") + currency, "localized", 130),
        "revenue": _number(words.say("Revenue") + currency, "localized", 130),
        "revenue_prior": _number(words.say("Previous window") + currency, "localized", 160),
        "owner": st.column_config.Column(words.say("Owner"), width=110),
        "was_key": st.column_config.Column(words.say("Former key account"), width=170),
    }


def win_back_columns(words: Language) -> dict[str, Any]:
    """Column settings with short headers, so that the whole row fits on the screen."""
    currency = f" ({words.currency})" if words.currency else ""
    return {
        "yearly_revenue": _number(words.say("Average yearly revenue") + currency, "localized", 200),
        "stake": _number(words.say("Revenue at stake") + currency, "localized", 130),
        "recency_days": _number(words.say("Days without purchase"), "%d", 105),
        "purchases_total": _number(words.say("Total purchases"), "%d", 95),
        "revenue_total": _number(words.say("Total revenue") + currency, "localized", 150),
        "owner": st.column_config.Column(words.say("Owner"), width=110),
        "industry": st.column_config.Column(words.say("Industry"), width=150),
        "was_key": st.column_config.Column(words.say("Former key account"), width=170),
    }


def _number(label: str, form: str, width: int) -> Any:
    return st.column_config.NumberColumn(label, format=form, width=width)


def win_back_rows(frame: pl.DataFrame, words: Language) -> pl.DataFrame:
    """The win-back list with its money in currency units."""
    shown = for_display(frame, words).with_columns((pl.col("yearly_revenue") / MONEY_SCALE).round(0))
    return _with_was_key(shown, frame, words)
