"""Account table: values in the reader's format; selecting a row opens the account."""

from __future__ import annotations

from typing import Any, Literal

import polars as pl
import streamlit as st

from kam_core.locale.language import Language
from kam_core.vocabulary.enums import RANK_LABELS
from kam_core.vocabulary.field import Kind
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.money import MONEY_SCALE
from pages.navigation.page_link import open_account

MOST_ROWS = 1_000
"""Rows of a table that are sent to the browser; nobody reads further, and each costs time."""


def show_accounts(
    frame: pl.DataFrame,
    words: Language,
    key: str,
    columns: dict[str, Any] | None = None,
    widths: dict[str, int] | None = None,
    height: int | Literal["auto"] = "auto",
) -> None:
    """Show a table of accounts; selecting a row opens the account.

    frame: a hidden `account_id` first, then the columns in the order to show; ranks and money must be for display
    already (see `for_display`). The most important first: beyond `MOST_ROWS` it says how many there are. `columns` adds
    or overrides column settings by name, `widths` gives points.
    """
    if frame.is_empty():
        st.caption(words.say("No accounts match."))
        return
    if frame.height > MOST_ROWS:
        st.caption(words.say("Top {shown} of {all}.", shown=MOST_ROWS, all=frame.height))
    shown = frame.head(MOST_ROWS).drop("account_id")
    chosen = st.dataframe(
        shown,
        hide_index=True,
        column_config={**_settings(shown, words, widths or {}), **(columns or {})},
        key=key,
        on_select="rerun",
        selection_mode="single-row",
        height=height,
        placeholder="–",
    )
    rows = chosen["selection"]["rows"]
    if rows:
        open_account(frame["account_id"][rows[0]])


def for_display(frame: pl.DataFrame, words: Language) -> pl.DataFrame:
    """Money in currency units, shares in per cent, tiers and stages in the reader's words."""
    changes = []
    for name, kind in frame.schema.items():
        measure = MEASURES.get(name)
        if isinstance(kind, pl.Enum):
            labels = {word: words.say(RANK_LABELS[word]) for word in kind.categories}
            if name == "tier":
                labels = {word: f"{word} · {label}" for word, label in labels.items()}
            changes.append(pl.col(name).cast(pl.String).replace(labels).alias(name))
        elif measure is not None and measure.kind is Kind.MONEY:
            changes.append((pl.col(name) / MONEY_SCALE).round(0).alias(name))
        elif measure is not None and measure.kind is Kind.SHARE:
            changes.append((pl.col(name) * 100).alias(name))
    return frame.with_columns(changes)


def _settings(frame: pl.DataFrame, words: Language, widths: dict[str, int]) -> dict[str, Any]:
    settings: dict[str, Any] = {}
    for name in frame.columns:
        measure = MEASURES.get(name)
        label = words.say(measure.label if measure else COLUMN_LABELS.get(name, name))
        if measure is None:
            settings[name] = (
                st.column_config.ProgressColumn(label, min_value=0, max_value=100, format="%.1f")
                if name == "score"
                else st.column_config.Column(label, width=widths.get(name))
            )
        elif measure.kind is Kind.MONEY:
            currency = f" ({words.currency})" if words.currency else ""
            settings[name] = st.column_config.NumberColumn(label + currency, format="localized", step=1)
        elif measure.kind is Kind.SHARE:
            settings[name] = st.column_config.NumberColumn(label, format="%.1f %%")
        else:
            settings[name] = st.column_config.NumberColumn(label, format="%.4g")
    return settings


COLUMN_LABELS: dict[str, str] = {
    "name": N_("Account"),
    "tier": N_("Tier"),
    "cut_tier": N_("Tier by score"),
    "tier_then": N_("Previous tier"),
    "tier_now": N_("Current tier"),
    "score": N_("Score"),
    "stage": N_("Stage"),
    "owner": N_("Owner"),
    "region": N_("Region"),
    "industry": N_("Industry"),
    "value_class": N_("Role"),
    "history": N_("Last 12 months"),
    "why": N_("Why"),
    "firmness": N_("Firmness"),
    "next_step": N_("Next step"),
    "stake": N_("Revenue at stake"),
    "revenue_text": N_("Revenue"),
    "evergreen": N_("Evergreen"),
    "move": N_("Move"),
    "scores": N_("Score: previous → current"),
}
"""Labels of columns that are no measures."""
