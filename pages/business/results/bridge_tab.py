"""Tab with what lies behind the revenue bridge: the accounts of each kind, and the bridge of each tier."""

from __future__ import annotations

import streamlit as st

from kam_core.insight.revenue_bridge.bridge import Bridge
from kam_core.insight.revenue_bridge.by_tier import bridge_by_tier, retention_by_tier
from kam_core.insight.revenue_bridge.changes import KIND_LABELS, KINDS, LOST
from kam_core.insight.revenue_bridge.retention import contract_retention
from kam_core.insight.revenue_bridge.sentence import incomplete_prior, kind_sentence, no_bridge
from kam_core.services.appraisal import in_unit_of
from pages.business.results.bridge_tables import (
    kind_columns,
    kind_rows,
    retention_heads,
    retention_rows,
    tier_heads,
    tier_rows,
)
from pages.business.results.price_volume import show_price_volume
from pages.business.results.result_figures import bridge_of, changes_with_tier
from pages.shell.measuring_spinner import measuring_spinner
from pages.shell.page_context import PageContext
from pages.widgets.account_table import show_accounts
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.row_table import show_rows

KIND = "results_bridge_kind"
"""Where a session keeps the kind that was chosen."""


def show_bridge_tab(context: PageContext) -> None:
    """Show the accounts of the chosen kind, then each tier with its retention."""
    words, found = context.words, bridge_of(context)
    if found is None:
        st.info(words.say(no_bridge(context.view, context.dataset.first_month)))
        return
    incomplete = incomplete_prior(found)
    if incomplete is not None:
        st.caption(words.say(incomplete))
    with measuring_spinner(context):
        changes = changes_with_tier(context, found)
    kind = _kind(context, found)
    st.caption(plain(words.say(kind_sentence(found, kind))))
    show_accounts(kind_rows(changes, kind), words, f"bridge_{kind}", kind_columns(found, words), height=400)

    show_heading(
        words.say("By tier"), words.say("by tier at the end of the earlier window; today's model at both dates")
    )
    heads = tier_heads(found, words)
    show_rows(tier_rows(bridge_by_tier(changes), words), "bridge_tiers", heads, right=list(heads)[1:])

    show_heading(words.say("Revenue kept"), words.say("customers of the earlier window, by their tier then"))
    data = in_unit_of(context.dataset, context.view)
    contracts = contract_retention(found.changes, context.accounts, data.tables.get("contracts"), context.view)
    heads = retention_heads(words)
    rows = retention_rows(found.retention, retention_by_tier(changes), contracts, words)
    show_rows(rows, "bridge_retention", heads, right=list(heads)[1:])
    if contracts is None:
        st.caption(words.say("No contract was live at the end of the earlier window: add contracts for GRR and NRR."))
    show_price_volume(context, found)


def _kind(context: PageContext, found: Bridge) -> str:
    """The kind to list: as chosen here or by a click on a bar; lost accounts at first."""
    words = context.words
    return st.segmented_control(
        words.say("Kind of change"),
        KINDS,
        default=LOST,
        required=True,
        format_func=lambda kind: f"{words.say(KIND_LABELS[kind])} {words.number(found.step(kind).accounts)}",
        label_visibility="collapsed",
        key=KIND,
        persist_state="session",
    )
