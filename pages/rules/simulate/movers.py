"""Movers: accounts that change tier under the draft, the largest revenue first, by whether they leave S and A."""

from __future__ import annotations

import streamlit as st

from kam_core.vocabulary.message import N_
from kam_core.whatif.mover_groups import MOVER_GROUPS, MoverGroup, group_movers
from kam_core.whatif.tier_crossings import KEY_LINE, tier_crossings
from pages.rules.drafts.mover_table import mover_columns, mover_rows
from pages.rules.drafts.stability import show_stability
from pages.rules.drafts.what_if_context import WhatIfContext
from pages.rules.simulate.mover_files import show_mover_files
from pages.widgets.account_table import show_accounts
from pages.widgets.headings import show_heading

GROUP_LABELS: dict[MoverGroup, str] = {
    "all": N_("All {count}"),
    "leave": N_("Leave S and A {count}"),
    "enter": N_("Enter S and A {count}"),
}


def show_movers(what_if: WhatIfContext) -> None:
    """Show the list with the choice of a group; a selected row opens its account. Nothing while nobody moves."""
    words, result = what_if.words, what_if.result
    if result.moved:
        with st.container(horizontal=True, vertical_alignment="center", key="movers_head"):
            show_heading(words.say("Who moves"))
            st.caption(
                words.say(
                    "{count} account, largest revenue first",
                    "{count} accounts, largest revenue first",
                    "count",
                    count=result.moved,
                ),
                width="content",
            )
            st.space("stretch")
            group = _ask_group(what_if)
            show_mover_files(what_if)
        movers = group_movers(result, group)
        if movers:
            show_accounts(
                mover_rows(movers, result.published.accounts, words), words, "movers", mover_columns(words), find=False
            )
        else:
            st.caption(words.say("No tier changes."))
    show_stability(what_if, "simulate_stability")


def _ask_group(what_if: WhatIfContext) -> MoverGroup:
    words, result = what_if.words, what_if.result
    key_line = tier_crossings(result)[KEY_LINE]
    counts = {"all": result.moved, "leave": key_line.falling, "enter": key_line.rising}
    group = st.segmented_control(
        words.say("Show"),
        MOVER_GROUPS,
        default="all",
        required=True,
        format_func=lambda one: words.say(GROUP_LABELS[one], count=counts[one]),
        key="mover_group",
        label_visibility="collapsed",
        persist_state="session",
    )
    return group or "all"
