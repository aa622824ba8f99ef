"""Presets side by side: weights of value alone and of the full model, and who changes tier between them."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.locale.language import Language
from kam_core.scoring.model.labels import GROUP_LABELS
from kam_core.services.appraisal import preset_for
from kam_core.vocabulary.enums import RANK_LABELS
from kam_core.whatif.preset_comparison import (
    FULL,
    VALUE_ONLY,
    PresetComparison,
    compare_presets,
    comparison_sentence,
)
from pages.rules.drafts.what_if_context import WhatIfContext
from pages.shell.page_context import PageContext
from pages.widgets.account_table import show_accounts
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.row_table import show_rows
from pages.widgets.shown_figures import say_figures
from pages.widgets.tables.cells import move_text
from pages.widgets.tables.column import REASON, Column

MOST_CHANGES = 10


def show_presets(what_if: WhatIfContext) -> None:
    """Show what sets the presets apart, in sentences and weights, and the accounts in another tier."""
    context, words = what_if.context, what_if.words
    found = _comparison(context)
    show_heading(words.say("Does an unhappy giant keep its tier?"))
    st.markdown(plain(say_figures(words, comparison_sentence(found))))
    st.caption(
        words.say(
            "Value only leaves relationship and risk out of the score: they count in health alone, so that an unhappy "
            "giant keeps its tier while it needs care. Standard lowers it. Both presets with the cuts and gates that "
            "they come with, without manual tiers."
        )
    )
    show_rows(
        _weight_rows(found, words),
        "preset_weights",
        {"group": words.say("Group"), "full": words.say("Standard"), "value_only": words.say("Value only")},
        right=("full", "value_only"),
    )
    if found.changes.height:
        show_heading(words.say("Other tier by value alone, most money first"))
        show_accounts(_change_rows(found, words), words, "preset_changes", _columns(words), find=False)
        if found.changes.height > MOST_CHANGES:
            st.caption(words.say("The first {count} of {all}.", count=MOST_CHANGES, all=found.changes.height))


def _comparison(context: PageContext) -> PresetComparison:
    full, value_only = (
        context.under(preset_for(name, context.portfolio, context.frame_of)) for name in (FULL, VALUE_ONLY)
    )
    return compare_presets(full, value_only, context.accounts["account"])


def _weight_rows(found: PresetComparison, words: Language) -> pl.DataFrame:
    return found.groups.select(
        pl.Series("group", [words.say(GROUP_LABELS.get(group, group)) for group in found.groups["group"]]),
        *(pl.Series(name, [words.number(round(value)) for value in found.groups[name]])
          for name in ("full", "value_only")),
    )  # fmt: skip


def _change_rows(found: PresetComparison, words: Language) -> pl.DataFrame:
    rows = found.changes.head(MOST_CHANGES)
    return rows.select(
        "account_id",
        pl.Series("move", [move_text(*pair) for pair in rows.select("tier_full", "tier_value_only").iter_rows()]),
        "name",
        pl.Series("stage", [words.say(RANK_LABELS[str(stage)]) for stage in rows["stage"]]),
        "satisfaction",
        "owner",
        "revenue",
    )


def _columns(words: Language) -> dict[str, Column]:
    return {
        "move": Column(words.say("Standard → value only")),
        "stage": Column(words.say("Lifecycle stage"), priority=REASON),
    }
