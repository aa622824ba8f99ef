"""Heading of a part of the account screen, with a note beside it."""

from __future__ import annotations

import streamlit as st

from pages.widgets.escape import plain


def show_section(key: str, heading: str, note: str | None = None) -> None:
    """Show the heading and, small beside it, what it is about; both are in the reader's words."""
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"account_section_{key}"):
        st.markdown(f"**{plain(heading)}**", width="content")
        if note:
            st.caption(plain(note), width="content")
