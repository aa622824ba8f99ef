"""One run of the app for one visitor: workspace, address, language, menu, header and screen."""

from __future__ import annotations

import streamlit as st

from pages.navigation.menu import lead_on, menu_pages
from pages.navigation.screens import SCREENS
from pages.shell.actor import start_screen
from pages.shell.context_link import apply_context_link, write_context_link
from pages.shell.data_set.current import current_tables
from pages.shell.draft.draft_link import open_link, show_opened
from pages.shell.error_boundary import errors_shown
from pages.shell.header.context_bar import show_header
from pages.shell.streamlit_words import translate_streamlit
from pages.shell.style import apply_style
from pages.shell.unavailable_dataset import context_or_stop
from pages.shell.view_choices import reader_language
from pages.shell.visit import note_visit
from pages.shell.workspace import enter_workspace
from pages.widgets.messages import show_posted
from pages.widgets.shown_figures import forget_figures


def run_app() -> None:
    """Draw the screen that the address names."""
    st.set_page_config(page_title="Key accounts · 大客户", page_icon="pages/shell/assets/icon.png", layout="wide")
    forget_figures()
    with errors_shown():
        enter_workspace()
        open_link()
        apply_context_link()
        tables = current_tables()
        page = st.navigation(menu_pages(reader_language().say, tables), position="top")
        if page.url_path in SCREENS:
            write_context_link()
        lead_on(page, start_screen(), tables)
        apply_style()
        translate_streamlit(reader_language().code)
        context = context_or_stop()
        note_visit(page.url_path)
        show_posted(context.words)
        show_opened(context.words)
        show_header(context, page.url_path)
        page.run()
