"""Tabs of a screen: the open one alone is drawn, and the address names it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

import streamlit as st

from kam_core.locale.language import Language
from pages.navigation.address_parameters import asked_parameters, write_parameters
from pages.navigation.page_link import TAB

PARAMETERS = (TAB,)
Subject = TypeVar("Subject")
Tabs = Mapping[str, tuple[str, Callable[[Subject], None]]]
"""Name in the address → label (a message id) and the function that draws the tab."""


def show_address_tabs(tabs: Tabs[Subject], subject: Subject, words: Language, key: str) -> None:
    """Show the tabs under a widget key; the open one draws the subject."""
    labels = {name: words.say(label) for name, (label, _) in tabs.items()}
    key, first = _widget_key(words, key), next(iter(tabs))
    asked = asked_parameters(PARAMETERS).get(TAB)
    if asked is not None and asked in tabs:
        st.session_state[key] = labels[asked]
    drawn = st.tabs(list(labels.values()), key=key, on_change="rerun")
    for tab, (name, (_, show)) in zip(drawn, tabs.items(), strict=True):
        if tab.open:
            # The first tab needs no name: an address that is not written again is no step of the browser's history.
            write_parameters(PARAMETERS, {} if name == first else {TAB: name})
            with tab:
                show(subject)


def open_tab(tabs: Tabs[Subject], name: str, words: Language, key: str) -> None:
    """Let the next run show a tab; for callbacks, before the tabs under this key are drawn."""
    st.session_state[_widget_key(words, key)] = words.say(tabs[name][0])


def _widget_key(words: Language, key: str) -> str:
    return f"{key}_{words.code}"
