"""The door: page config, who is here, which language, and where the pages are."""

import streamlit as st

from pages.parts import session
from pages.parts.header import show_header
from pages.parts.messages import show_waiting_refusal
from pages.parts.places import places
from pages.parts.sharing import open_link, show_opened
from pages.parts.start_screen import open_start_screen
from pages.parts.style import apply_style
from pages.parts.way_out import desk_or_way_out

st.set_page_config(page_title="Key accounts · 大客户", page_icon="pages/parts/assets/icon.png", layout="wide")

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
