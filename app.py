"""The door: page config, who is here, which language, and where the pages are."""

import streamlit as st

from pages.shell import session
from pages.shell.context_bar import show_header
from pages.shell.navigation import places
from pages.shell.shared_draft import open_link, show_opened
from pages.shell.start_screen import open_start_screen
from pages.shell.style import apply_style
from pages.shell.unavailable_dataset import desk_or_way_out
from pages.widgets.messages import show_waiting_refusal

st.set_page_config(page_title="Key accounts · 大客户", page_icon="pages/shell/assets/icon.png", layout="wide")

with session.refusals_said():
    session.enter()
    open_link()
    page = st.navigation(places(session.language().say), position="top")
    open_start_screen(page)
    apply_style()
    desk = desk_or_way_out()
    show_waiting_refusal(desk.words)
    show_opened(desk.words)
    show_header(desk, draft=page.url_path != "what_if")
    page.run()
