"""Money tab of an account: its latest order lines, down to file and row."""

from __future__ import annotations

import streamlit as st

from kam_core.insight import account_profile
from pages.account.account_view import AccountView
from pages.account.tables import line_rows
from pages.widgets.headings import show_heading
from pages.widgets.row_table import show_rows


def show_order_lines(view: AccountView) -> None:
    """Show the latest order lines."""
    context, words, account = view.context, view.words, view.account
    lines = account_profile.latest_lines(context.dataset, context.view, account.codes)
    show_heading(words.say("Latest order lines, with file and row"))
    if lines.is_empty():
        st.caption(words.say("No order lines up to {day}.", day=context.view.as_of))
    else:
        show_rows(
            line_rows(lines, words),
            "account_lines",
            {
                "day": words.say("Day"),
                "order_id": words.say("Order"),
                "product": words.say("Product"),
                "amount": words.say("Amount"),
                "margin": words.say("Margin"),
                "source": words.say("File"),
                "line": words.say("Line"),
            },
            right=("amount", "margin", "line"),
        )
