"""Action button of the settings screen: acts under a person's name and reports the outcome."""

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

ActionBy = Callable[[By], object]
NAME_FIELD = "who_settings"
"""Key of the name field."""


def action_button(
    label: str, key: str, action: Action, run: ActionBy, message: Message, words: Language, help: str | None = None
) -> None:
    """Show a button that runs an action under a person's name and draws the page anew; it is disabled where nothing can
    be saved, and where the role of the person does not allow it."""
    reason = denial_reason(action, words)
    disabled = open_store().why_read_only is not None or reason is not None
    if not st.button(label, key=key, disabled=disabled, help=reason or help):
        return
    try:
        run(by(NAME_FIELD))
    except UserError as error:
        show_error(error.message, words)
        return
    post_success(message)
    st.rerun()
