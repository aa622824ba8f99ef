"""Entry of every page: page config, workspace, language, navigation."""

import streamlit as st

from pages.shell.context_bar import show_header
from pages.shell.draft.draft_link import open_link, show_opened
from pages.shell.error_boundary import errors_shown
from pages.shell.navigation import menu_pages
from pages.shell.start_screen import open_start_screen
from pages.shell.style import apply_style
from pages.shell.unavailable_dataset import context_or_stop
from pages.shell.view_choices import reader_language
from pages.shell.workspace import enter_workspace
from pages.widgets.messages import show_posted

st.set_page_config(page_title="Key accounts · 大客户", page_icon="pages/shell/assets/icon.png", layout="wide")

with errors_shown():
    enter_workspace()
    open_link()
    page = st.navigation(menu_pages(reader_language().say), position="top")
    open_start_screen(page)
    apply_style()
    context = context_or_stop()
    show_posted(context.words)
    show_opened(context.words)
    show_header(context, draft=page.url_path != "what_if")
    page.run()
