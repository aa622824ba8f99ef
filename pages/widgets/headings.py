"""Heading of a part of a page."""

from __future__ import annotations

import streamlit as st

from pages.widgets.escape import plain


def show_heading(text: str, aside: str | None = None) -> None:
    """A heading inside a page, with a small text beside it; the page's own question is st.subheader."""
    st.markdown(f"**{plain(text)}**" if aside is None else f"**{plain(text)}** &nbsp; :small[:gray[{plain(aside)}]]")
