"""A word for whoever waits: the first look at very many accounts takes seconds, the next finds them measured."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

import streamlit as st

from pages.shell import session

LARGE = 200_000
"""Accounts from which on measuring and scoring them is felt."""


def while_measuring(desk: session.Desk) -> AbstractContextManager[None]:
    """Say on the page what is being done, for as long as the block takes; nothing where it is over at once."""
    count = desk.dataset.accounts.height
    if count < LARGE:
        return nullcontext()
    return st.spinner(desk.words.say("Measuring {count} accounts; they are kept after the first time.", count=count))
