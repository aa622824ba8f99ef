"""An act on the settings page: somebody's name, the moment, and a sentence for what became of it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from kam_core.locale.language import Language
from kam_core.services.access import Action
from kam_core.vocabulary.actor import By
from kam_core.vocabulary.message import Message, UserError
from pages.shell.actor import by, denial_reason
from pages.shell.cache.store_cache import open_store
from pages.widgets.messages import post_success, show_error

Act = Callable[[By], object]
WHO = "who_settings"
"""Key of the field for the name."""


def act_button(
    label: str, key: str, action: Action, act: Act, said: Message, words: Language, help: str | None = None
) -> None:
    """A button that acts in somebody's name and draws the page anew; it is off where nothing can be saved, and where
    the role of the person who is here does not allow it."""
    denied = denial_reason(action, words)
    off = open_store().why_read_only is not None or denied is not None
    if not st.button(label, key=key, disabled=off, help=denied or help):
        return
    try:
        act(by(WHO))
    except UserError as error:
        show_error(error.message, words)
        return
    post_success(said)
    st.rerun()
