"""Publish tab: the consequences of the draft for S and A, its gates, then name, reason and the button."""

from __future__ import annotations

import streamlit as st

from kam_core.whatif.mover_groups import group_movers
from kam_core.whatif.publication_preview import publication_answer
from pages.panels.publish_form import show_publish_form
from pages.rules.decide.saved_scenarios import show_draft_state
from pages.rules.drafts.gate_settings import show_gate_settings
from pages.rules.drafts.mover_table import mover_columns, mover_rows
from pages.rules.drafts.stability import show_stability
from pages.rules.drafts.tier_counts import show_tier_counts
from pages.rules.drafts.what_if_context import WhatIfContext
from pages.shell.draft.saved_draft import draft_scenario
from pages.widgets.account_table import show_accounts
from pages.widgets.answer import show_answer
from pages.widgets.headings import show_heading


def show_publication_answer(what_if: WhatIfContext) -> None:
    """Show what publishing would do, or that there is nothing to publish."""
    found = publication_answer(what_if.result, what_if.is_unchanged)
    show_answer(
        what_if.words, what_if.words.say("Which rules do we publish?"), found.headline, found.cause, found.population
    )


def show_publication(what_if: WhatIfContext) -> None:
    """Show the consequences first, then the form."""
    words, result = what_if.words, what_if.result
    if not what_if.is_unchanged:
        show_tier_counts(result, words)
        entering, leaving = (group_movers(result, group) for group in ("enter", "leave"))
        if entering or leaving:
            show_heading(words.say("Who enters and leaves S and A"))
            movers = sorted((*entering, *leaving), key=lambda mover: -mover.revenue)
            show_accounts(
                mover_rows(movers, result.published.accounts, words),
                words,
                "decide_movers",
                mover_columns(words),
                find=False,
            )
        elif result.moved:
            st.caption(words.say("No account enters or leaves S and A."))
    show_stability(what_if, "decide_stability")
    show_heading(words.say("Gates"))
    show_gate_settings(what_if, "decide")
    if draft_scenario() is not None:
        show_draft_state(what_if)
    show_publish_form(what_if.context, what_if.draft)
