"""Tabs that wait for data or later work: what they will hold, and which file fills them."""

from __future__ import annotations

import streamlit as st

from kam_core.vocabulary.message import Message
from pages.account.account_view import AccountView
from pages.navigation.page_link import show_page_link
from pages.widgets.escape import plain


def show_unfilled(view: AccountView, holds: Message, table: str, tab: str) -> None:
    """Say what a tab will hold; `table` is the label of the file that fills it, in the reader's words."""
    words = view.words
    with st.container(border=True, key=f"account_unfilled_{tab}", gap="xsmall"):
        st.markdown(plain(words.say(holds)))
        st.caption(plain(words.say("Filled by the file: {table}.", table=table)))
        show_page_link("data", words.say("Open the Data page"), icon=":material/upload_file:")
