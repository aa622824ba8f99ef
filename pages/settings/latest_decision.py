"""Latest decision: the last entry of the audit log, and the number of active tier overrides."""

from __future__ import annotations

import streamlit as st

from kam_core.locale.language import Language
from kam_core.reports.audit_list import about, action
from kam_core.vocabulary.actor import actor_name
from kam_core.vocabulary.message import Message, moment
from pages.shell.cache.store_cache import open_store
from pages.shell.data_set.current import data_set_id
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain


def show_latest_decision(context: PageContext, words: Language) -> None:
    """Show the last decision, the number of active overrides, and why nothing can be saved, if so."""
    store = open_store()
    why_read_only = store.why_read_only
    if why_read_only is not None:
        st.error(plain(words.say(why_read_only)))
    newest = store.audit.entries(limit=1)
    if newest:
        last = newest[0]
        message = Message(
            "Latest of {count} entry: {who}, {at} – {action}: {about}.",
            "Latest of {count} entries: {who}, {at} – {action}: {about}.",
            "count",
            count=last.seq,
            who=actor_name(last.who, words.say),
            at=moment(last.at),
            action=action(last.action, words.say),
            about=about(last, words.say),
        )
    else:
        message = Message("No decisions yet: the built-in model applies and there are no manual tiers.")
    st.markdown(plain(words.say(message)))
    active_overrides = store.overrides.active(data_set_id(), context.view.as_of)
    if newest:
        st.caption(
            words.say(
                "Manual tiers in force on {day}: {count}.",
                day=context.view.as_of,
                count=len(active_overrides),
            )
        )
