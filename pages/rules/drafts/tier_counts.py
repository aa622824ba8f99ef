"""Tier strip of a draft: accounts and money of each tier, before and after."""

from __future__ import annotations

import streamlit as st

from kam_core.locale.language import Language
from kam_core.vocabulary.enums import RANK_LABELS
from kam_core.vocabulary.message import Money
from kam_core.whatif.comparison import WhatIf
from pages.widgets.shown_figures import show_figure


def show_tier_counts(result: WhatIf, words: Language) -> None:
    """Show accounts and money per tier, before → after."""
    with st.container(horizontal=True, key="tier_counts"):
        for row in result.mix.iter_rows(named=True):
            tier = row["tier"]
            counts = (
                show_figure(words, "accounts", f"tier:{tier}", row["accounts_before"]),
                show_figure(words, "accounts", f"draft:{tier}", row["accounts_after"]),
            )
            money = (
                show_figure(words, "revenue", f"tier:{tier}", Money(row["revenue_before"])),
                show_figure(words, "revenue", f"draft:{tier}", Money(row["revenue_after"])),
            )
            st.metric(
                f"{tier} · {words.say(RANK_LABELS[tier])}",
                " → ".join(counts),
                " → ".join(money),
                delta_color="off",
                delta_arrow="off",
                border=True,
                width="stretch",
            )
