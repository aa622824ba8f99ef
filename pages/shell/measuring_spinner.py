"""Spinner while very many accounts are measured for the first time; later views come from the cache."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

import streamlit as st

from pages.shell.page_context import PageContext

LARGE = 200_000
"""Number of accounts from which measuring takes noticeably long."""


def measuring_spinner(context: PageContext) -> AbstractContextManager[None]:
    """Show a spinner for as long as the block takes; none for few accounts."""
    count = context.dataset.accounts.height
    if count < LARGE:
        return nullcontext()
    return st.spinner(context.words.say("Calculating {count} accounts (only the first time).", count=count))
