"""Notice that the definition of a purchase changed, shown until somebody confirms it."""

from __future__ import annotations

import streamlit as st

from kam_core.locale.language import Language
from kam_core.services.purchase_definition_change import is_unread
from pages.navigation.page_link import open_page
from pages.shell import settings_sections
from pages.shell.cache.store_cache import open_store
from pages.shell.data_set.current import data_set_id
from pages.shell.page_context import PageContext


def show_definition_notice(context: PageContext, words: Language) -> None:
    """Show one line and a link to the list; nothing once it was confirmed, and nothing for cubes."""
    if context.dataset.line_store is not None or not is_unread(open_store(), data_set_id()):
        return
    with st.container(horizontal=True, vertical_alignment="center", key="definition_notice"):
        st.markdown(words.say("Purchases are counted by day now, which may change tiers."))
        if st.button(words.say("See which accounts change tier and why"), key="definition_open", type="tertiary"):
            settings_sections.choose_section(settings_sections.DEFINITION)
            open_page("settings")
