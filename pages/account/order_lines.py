"""Money tab of an account: revenue over three years, its latest order lines down to file and row, and its contracts."""

from __future__ import annotations

import streamlit as st

from kam_core.charts.monthly_revenue import revenue_history_figure
from kam_core.charts.theme import CONFIG
from kam_core.insight import account_profile
from pages.account.account_view import AccountView
from pages.account.section_heading import show_section
from pages.account.tables import line_rows
from pages.panels.contracts import show_contracts
from pages.widgets.row_table import show_rows


def show_order_lines(view: AccountView) -> None:
    """Show the months, the latest order lines and the contracts."""
    context, words, account = view.context, view.words, view.account
    show_section("history", words.say("Revenue by month"), words.say("to {as_of}", as_of=context.view.as_of))
    st.plotly_chart(
        revenue_history_figure(account_profile.months(context.dataset, context.view, account.codes), words),
        key="account_history",
        config=CONFIG,
    )
    lines = account_profile.latest_lines(context.dataset, context.view, account.codes)
    show_section("lines", words.say("Latest order lines"), words.say("with file and row"))
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
    show_contracts(view.profile.account_id, account.codes, context)
