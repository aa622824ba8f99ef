"""Card of an account's next step: the agreed action or a suggestion, and why."""

from __future__ import annotations

import streamlit as st

from kam_core.insight.attention.account_attention import Attention
from kam_core.vocabulary.message import Message
from pages.account.account_view import AccountView
from pages.panels.attention import attention_of_account
from pages.widgets.escape import plain


def show_next_step(view: AccountView) -> None:
    """Show what to do next and the reasons for it."""
    words = view.words
    found = attention_of_account(view.context, view.profile.account_id)
    step = None if found is None else found.next_step
    if found is None or step is None:
        st.caption(words.say("Next step"))
        st.markdown(f"**{plain(words.say('No open action, and nothing needs attention.'))}**")
        st.caption(words.say("Agree the next action with the customer and add it on the tab Plan."))
        return
    if not step.agreed:
        label = Message("Suggestion")
    elif step.due is None:
        label = Message("Next step")
    else:
        label = Message("Next step, due {day}", day=view.day(step.due))
    st.caption(plain(words.say(label)))
    st.markdown(f"**{plain(words.say(step.text))}**")
    st.caption(plain(_reasons(view, found)))


def _reasons(view: AccountView, found: Attention) -> str:
    words = view.words
    if not found.reasons:
        return words.say("Nothing else needs attention.")
    return words.say("Because: {reasons}.", reasons="; ".join(words.say(one.text) for one in found.reasons))
