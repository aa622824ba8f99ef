"""Sections of the settings screen, and the choice of the one that is shown."""

from __future__ import annotations

import streamlit as st

from kam_core.locale.language import Language
from kam_core.vocabulary.message import N_

MODELS, OVERRIDES, IMPORTS, LOG, COLUMNS, BOOKS = "models", "overrides", "imports", "log", "columns", "books"
DEFINITION, PEOPLE, ENTRIES = "definition", "people", "entries"
SECTIONS = {
    MODELS: N_("Models"),
    OVERRIDES: N_("Manual tiers"),
    IMPORTS: N_("Imports"),
    ENTRIES: N_("Entries"),
    LOG: N_("Audit log"),
    COLUMNS: N_("Columns"),
    BOOKS: N_("Data sets"),
    PEOPLE: N_("People"),
    DEFINITION: N_("Changed definitions"),
}
_CHOSEN = "settings_section"


def choose_section(name: str) -> None:
    """Show this section when the page is drawn next."""
    st.session_state[_CHOSEN] = name
    for key in [key for key in st.session_state if str(key).startswith("section_")]:
        del st.session_state[key]


def ask_section(words: Language) -> str:
    """Ask for the section to show; the choice outlives a change of language."""
    current = st.session_state.get(_CHOSEN, MODELS)
    chosen: str = st.segmented_control(
        words.say("Section"),
        list(SECTIONS),
        default=current,
        required=True,
        format_func=lambda name: words.say(SECTIONS[name]),
        key=f"section_{words.code}",
        label_visibility="collapsed",
    )
    st.session_state[_CHOSEN] = chosen
    return chosen
