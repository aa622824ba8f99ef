"""Button that puts the accounts of the call list on Today, and takes them back."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import streamlit as st

from kam_core.insight.attention.alert_state import TABLE, last_alerts, planned_calls
from kam_core.services import entries
from kam_core.services.access import Action
from kam_core.services.appraisal import in_unit_of
from kam_core.services.planned_calls import PlannedCall, put_on_today
from kam_core.vocabulary.message import Message, UserError
from pages.panels.name_field import ask_name
from pages.shell.actor import actor, by, denial_reason
from pages.shell.cache.store_cache import open_store
from pages.shell.page_context import PageContext
from pages.widgets.messages import post_error, post_success

_MADE, _NAME = "calls_on_today", "calls_who"


def show_call_button(context: PageContext, shown: pl.DataFrame) -> None:
    """Show the button for the accounts that have no call on Today yet; once all have one, what was done, with Undo."""
    words = context.words
    planned = planned_calls(last_alerts(in_unit_of(context.dataset, context.view).tables.get(TABLE)))["account"]
    waiting = shown.filter(~pl.col("account").is_in(planned.implode()))
    if waiting.is_empty():
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            st.caption(words.say("All {count} are on Today", count=shown.height), width="content")
            if st.session_state.get(_MADE):
                st.button(words.say("Undo"), key="calls_undo", type="tertiary", on_click=_take_back, args=(context,))
        return
    calls = [
        PlannedCall(str(row["account_id"]), row["owner"], row["stake"], row["loss"], row["risk"])
        for row in waiting.iter_rows(named=True)
    ]
    label = words.say("Put {count} call on Today", "Put {count} calls on Today", "count", count=len(calls))
    if actor().name:
        denied = denial_reason(Action.ENTRY, words)
        st.button(
            label, key="calls_put", type="primary", icon=":material/add:", on_click=_put, args=(calls, context),
            disabled=denied is not None, help=denied,
        )  # fmt: skip
        return
    # Somebody without a name is asked for it first.
    with st.popover(label, type="primary", icon=":material/add:", key="calls_open", width="content"):
        ask_name(_NAME, words)
        st.button(words.say("Put on Today"), key="calls_put", on_click=_put, args=(calls, context))


def _put(calls: Sequence[PlannedCall], context: PageContext) -> None:
    try:
        made = put_on_today(
            open_store(), context.data_set, context.dataset, calls, by(_NAME), context.working_day
        )  # fmt: skip
    except UserError as error:
        post_error(error.message)
        return
    st.session_state[_MADE] = tuple(entry.id for entry in made)
    post_success(
        Message("{count} call is on Today, due within a week.", "{count} calls are on Today, due within a week.",
                "count", count=len(made))
    )  # fmt: skip


def _take_back(context: PageContext) -> None:
    """Withdraw the alerts of this session, the newest first."""
    try:
        for entry_id in reversed(st.session_state.pop(_MADE, ())):
            entries.withdraw(open_store(), context.data_set, context.dataset, entry_id, by())
    except UserError as error:
        post_error(error.message)
