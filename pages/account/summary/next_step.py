"""Card of an account's next step: the agreed action or a suggestion, why, and what to do with it."""

from __future__ import annotations

import streamlit as st

from kam_core.insight.attention.account_attention import Attention
from kam_core.insight.attention.alert_state import SNOOZED, Alert
from kam_core.vocabulary.message import Message
from pages.account.account_view import AccountView
from pages.panels.attention import attention_of_account
from pages.panels.attention_acts import may_act, show_acts
from pages.panels.attention_undo import last_acts, undo
from pages.shell.cache import frame_cache
from pages.widgets.escape import plain

SHOWN_REASONS = 3
"""Reasons on the card; the list of what is due has the others."""


def show_next_step(view: AccountView) -> None:
    """Show what to do next, the reasons for it, and the buttons to finish, snooze and assign it."""
    words = view.words
    found = attention_of_account(view.context, view.profile.account_id)
    step = None if found is None else found.next_step
    if found is None or step is None:
        st.caption(words.say("Next step"))
        nothing = words.say("No open action, and nothing needs attention.")
        st.markdown(f"**{plain(nothing)}**")
        st.caption(words.say("Agree the next action with the customer and add it on the tab Plan."))
        return
    # Its day stands in the list of what is due: beside it the day of a promised contact may be the earlier one.
    st.caption(words.say("Next step") if step.agreed else words.say("Suggestion"))
    st.markdown(f"**{plain(words.say(step.text))}**")
    st.caption(plain(_reasons(view, found)))
    _show_acts(view, found)


def _reasons(view: AccountView, found: Attention) -> str:
    words = view.words
    if not found.reasons:
        return words.say("Nothing else needs attention.")
    reasons = "; ".join(words.say(one.text) for one in found.reasons[:SHOWN_REASONS])
    more = len(found.reasons) - SHOWN_REASONS
    if more <= 0:
        return words.say("Because: {reasons}.", reasons=reasons)
    return words.say(
        "Because: {reasons}; and {count} more reason.",
        "Because: {reasons}; and {count} more reasons.",
        "count",
        reasons=reasons,
        count=more,
    )


def _show_acts(view: AccountView, found: Attention) -> None:
    """Show the buttons, or what was done during this visit with the way back."""
    words, context, account_id = view.words, view.context, found.account_id
    act = last_acts().get(account_id)
    if act is not None:
        with st.container(horizontal=True, vertical_alignment="center", key="account_act"):
            st.caption(plain(words.say(act.message)), width="content")
            st.button(
                words.say("Undo"), key=f"account_undo_{account_id}", type="tertiary", on_click=undo,
                args=(account_id, context),
            )  # fmt: skip
    elif found.is_hidden and found.alert is not None:
        st.caption(plain(words.say(_decided(view, found.alert))))
        return
    if found.main is not None and may_act(found, context) and not (act is not None and act.strikes):
        with st.container(horizontal=True, key="account_acts"):
            places = [st.container(width="content") for _ in range(3)]
        show_acts(found, frame_cache.owners(context.dataset), context, places, first=True)


def _decided(view: AccountView, alert: Alert) -> Message:
    """What keeps the account off the list of Today."""
    if alert.state == SNOOZED and alert.until is not None:
        return Message("Snoozed until {day}.", day=view.day(alert.until))
    return Message("Done: {result}", result=alert.result) if alert.result else Message("Done.")
