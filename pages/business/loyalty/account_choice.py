"""Choice of one account of a list, to type something about it below the list."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from kam_core.insight.account_profile import find, label
from pages.shell.page_context import PageContext

MOST_CHOICES = 500
"""Accounts to choose from; each costs time in the browser."""


def choose_account(
    prompt: str, listed: Mapping[str, str], key: str, context: PageContext
) -> tuple[str, tuple[int, ...]] | None:
    """Ask for one of the listed accounts (id → name); returns its id and the codes united in it, None for no choice."""
    ids = list(listed)[:MOST_CHOICES]
    chosen = st.selectbox(
        prompt, ids, index=None, format_func=lambda one: label(one, listed[one]), key=f"{key}_{context.words.code}",
        placeholder=context.words.say("Choose an account"),
    )  # fmt: skip
    found = None if chosen is None else find(context.dataset, context.portfolio, chosen)
    return None if chosen is None or found is None else (chosen, found.codes)
