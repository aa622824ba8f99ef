"""Recurring window: setting for the length of the windows in which purchases must recur."""

from __future__ import annotations

import streamlit as st

from kam_core.locale.language import Language
from kam_core.measures.view import RECURRING_LENGTHS
from kam_core.services.access import Action
from kam_core.services.rules.recurring_window import recurring_window, set_recurring_window
from kam_core.store.data_sets import DataSet
from kam_core.vocabulary.actor import By
from kam_core.vocabulary.durations import months_text
from kam_core.vocabulary.message import Message
from pages.settings.action_button import action_button
from pages.shell.cache.store_cache import open_store


def show_recurring_window(data_set: DataSet, words: Language) -> None:
    """Ask for the length; the button to save it appears once another length is chosen."""
    stored = recurring_window(open_store(), data_set.id)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        months = st.selectbox(
            words.say("Check recurring purchases over"),
            RECURRING_LENGTHS,
            index=RECURRING_LENGTHS.index(stored.months),
            format_func=lambda length: words.say(months_text(length)),
            key=f"recurring_{data_set.id}_{stored.version}",
            help=words.say("Use a longer period for equipment that is bought every few years."),
            width=320,
        )
        if months == stored.months:
            return

        def save(by: By) -> None:
            set_recurring_window(open_store(), data_set.id, months, expected=stored.version, by=by)

        message = Message("Recurring purchases are now checked over {months}.", months=months_text(months))
        action_button(words.say("Save"), f"set_recurring_{data_set.id}", Action.SETTINGS, save, message, words)
