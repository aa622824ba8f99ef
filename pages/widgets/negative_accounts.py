"""Note on accounts with negative revenue, which shares of revenue leave out."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.locale.language import Language
from kam_core.measures.share_of_total import negative_accounts_note
from pages.widgets.escape import plain


def show_negative(accounts: pl.DataFrame, words: Language) -> None:
    """Show a caption with their number, their sum and the net total; nothing where no account is below zero."""
    note = negative_accounts_note(accounts)
    if note is not None:
        st.caption(plain(words.say(note)))
