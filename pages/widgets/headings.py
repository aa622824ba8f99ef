"""Heading of a part of a page."""

from __future__ import annotations

import streamlit as st

from pages.widgets.escape import plain


def show_heading(text: str) -> None:
    """A heading inside a page; the page's own question is st.subheader."""
    st.markdown(f"**{plain(text)}**")
