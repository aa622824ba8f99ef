"""Voice and care tab of an account: interactions, and what the customer said."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.vocabulary.message import Message
from kam_core.vocabulary.tables.feedback import FEEDBACK
from pages.account.account_view import AccountView
from pages.account.section_heading import show_section
from pages.account.touches import show_touches
from pages.account.unfilled_tab import show_unfilled
from pages.panels.entry.current_rows import account_names, current_rows
from pages.panels.entry.value_text import value_text
from pages.widgets.row_table import show_rows

COLUMNS = ("date", "kind", "satisfaction", "topic", "text", "status")


def show_voice(view: AccountView) -> None:
    """Show the interactions and the feedback, the newest first."""
    context, words = view.context, view.words
    left, right = st.columns([4, 5], gap="medium")
    with left:
        show_touches(view)
    with right:
        show_section("feedback", words.say("What they say"), words.say("surveys, complaints, praise"))
        members = tuple(account_names(context, view.account.codes))
        rows = sorted(
            current_rows(context, FEEDBACK.name, members), key=lambda row: str(row.values.get("date")), reverse=True
        )
        if not rows:
            show_unfilled(
                view,
                Message("Shows the surveys, complaints and praise of this account, and whether each was handled."),
                words.say(FEEDBACK.label), "voice",
            )  # fmt: skip
            return
        frame = pl.DataFrame(
            [
                {name: value_text(FEEDBACK, FEEDBACK.field(name), row.values.get(name), words) for name in COLUMNS}
                for row in rows
            ],
            schema=dict.fromkeys(COLUMNS, pl.String),
        )
        labels = {name: words.say(FEEDBACK.field(name).label) for name in COLUMNS}
        show_rows(frame, "account_feedback", labels, right=("satisfaction",))
