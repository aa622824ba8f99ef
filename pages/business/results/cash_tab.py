"""Tab of cash: signed, revenue and collected by month, what is overdue per owner, and the credit list."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.charts.results.cash_months import cash_months_figure
from kam_core.charts.theme import CONFIG
from kam_core.insight.cash.credit_list import overdue_by_owner
from kam_core.insight.cash.sentence import cash_notes, cash_sentence, credit_notes
from kam_core.vocabulary.message import Message
from pages.business.results.fiscal_figures import Cash, cash_of
from pages.shell.page_context import PageContext
from pages.widgets.account_table import show_accounts
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.row_table import show_rows
from pages.widgets.shown_figures import say_figures
from pages.widgets.tables.column import ANSWER, Cell, Column


def show_cash_tab(context: PageContext) -> None:
    """Show what came in against what was sold, and who owes."""
    words, cash = context.words, cash_of(context)
    st.markdown(f"**{plain(say_figures(words, cash_sentence(cash.months, cash.credit)))}**")
    left, right = st.columns([3, 2], gap="large")
    with left:
        start, end = context.window_dates
        show_heading(
            words.say("Signed, revenue, collected"), words.say("{start} – {end}, by month", start=start, end=end)
        )
        if cash.months.months.is_empty():
            st.caption(words.say("No account has revenue in this period."))
        else:
            st.plotly_chart(cash_months_figure(cash.months.months, words), key="results_cash", config=CONFIG)
        _say(context, cash_notes(cash.months))
    with right:
        _show_overdue(context, cash)
    _show_credit(context, cash)


def _show_overdue(context: PageContext, cash: Cash) -> None:
    words = context.words
    show_heading(words.say("Overdue per owner"), words.say("as of {day}", day=context.view.as_of))
    owners = overdue_by_owner(cash.credit.rows)
    if owners.is_empty():
        known = context.accounts["credit_days_overdue"].count()
        st.caption(
            words.say("Nothing is overdue.")
            if known
            else words.say("Days overdue are not known. Add the column “days overdue” to the list of accounts.")
        )
        return
    rows = pl.DataFrame(
        {
            "owner": [words.say("No owner") if name is None else name for name in owners["owner"]],
            "accounts": owners["accounts"],
            "overdue": [words.money(value, fixed=True) for value in owners["overdue"]],
            "days": owners["days"],
        }
    )
    columns = {
        "owner": words.say("Owner"), "accounts": words.say("Accounts"), "overdue": words.say("Overdue"),
        "days": words.say("Longest, days"),
    }  # fmt: skip
    show_rows(rows, "cash_overdue", columns, right=("accounts", "overdue", "days"))
    last = context.dataset.last_day
    if last is not None and context.view.as_of < last:
        # The list of accounts has one state; payments alone go back.
        st.caption(
            words.say("Days overdue are those of the account list as loaded, not of {day}.", day=context.view.as_of)
        )


def _show_credit(context: PageContext, cash: Cash) -> None:
    words, rows = context.words, cash.credit.rows
    show_heading(words.say("Credit list"), words.say("largest open balance first"))
    if rows.is_empty():
        st.caption(
            words.say(
                "No open balance is known. Add the column “open balance” to the list of accounts, "
                "or upload a file of payments."
            )
        )
        return
    _say(context, credit_notes(cash.credit))
    columns = {
        "open_balance": Column(words.say("Open balance"), Cell.MONEY, priority=ANSWER),
        "credit_limit": Column(words.say("Credit limit"), Cell.MONEY),
        "over_limit": Column(words.say("Over limit by"), Cell.MONEY, priority=ANSWER),
        "late_payments": Column(words.say("Late payments"), Cell.NUMBER),
    }
    empty = [name for name in ("credit_limit", "over_limit", "late_payments", "credit_days_overdue")
             if rows[name].null_count() == rows.height]  # fmt: skip
    show_accounts(rows.drop(empty), words, "credit_list", columns, height=400)


def _say(context: PageContext, notes: list[Message]) -> None:
    if notes:
        words = context.words
        st.caption(plain(words.joined([say_figures(words, one) for one in notes])))
