"""Language switch: a button for the other language, or a list where there are several."""

from __future__ import annotations

import streamlit as st

from kam_core.locale.languages import LANGUAGES, LanguageSpec
from pages.shell.view_choices import change_view, reader_language


def show_language_switch() -> None:
    """Show a button for the other language, or a list of buttons where there are several.

    The choice is saved in the workspace, so that a reload keeps it.
    """
    current = reader_language().spec
    others = [language for language in LANGUAGES.values() if language != current]
    if len(others) == 1:
        _language_button(others[0], others[0].short_name, "language_switch")
        return
    with st.popover(current.short_name, icon=":material/translate:"):
        for other in others:
            _language_button(other, other.name, f"language_switch_{other.code}")


def _language_button(language: LanguageSpec, label: str, key: str) -> None:
    st.button(label, key=key, help=language.name, on_click=change_view, kwargs={"language": language.code})
