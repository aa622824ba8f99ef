"""Accounts in development (invest): those marked, and the form that exempts one from the gates that make exceptions."""

from __future__ import annotations

import streamlit as st

from kam_core.insight.gate_exemptions import exemptible_accounts
from kam_core.scoring.portfolio import Portfolio
from kam_core.vocabulary.calendar import month_end, month_number
from kam_core.vocabulary.tables.economics import INVEST
from pages.panels.entry.current_rows import account_names, current_rows
from pages.panels.entry.form import FormLayout, show_form
from pages.panels.entry.list_heading import show_list_head
from pages.panels.entry.row_actions import show_row_actions
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain
from pages.widgets.gate_effects import show_gates

TABLE = INVEST.name
FRONT_COLUMNS = ("reason", "until")
PROPOSED_MONTHS = 12
"""Length of a new mark that the form proposes."""


def show_gates_panel(context: PageContext, portfolio: Portfolio, key: str) -> None:
    """Show what the gates do, the accounts that they hold back, and those that are exempt as in development."""
    with show_gates(portfolio, context.words, key):
        show_invest_marks(context, portfolio, key)


def show_invest_marks(context: PageContext, portfolio: Portfolio, key: str) -> None:
    """Show a button with the accounts in development; nothing where none is marked nor could be."""
    words = context.words
    candidates = exemptible_accounts(portfolio.accounts)
    marked = _marked(context)
    if not candidates and not marked:
        return
    opened = st.popover(
        words.say("Accounts in development: {count}", count=len(marked)),
        key=f"{key}_invest",
        on_change="rerun",
        type="tertiary",
    )
    if opened.open:
        with opened:
            _show_marks(context, candidates, marked, key)


def _marked(context: PageContext) -> dict[str, str]:
    """Id → name of the accounts with a mark."""
    marks = context.dataset.tables.get(TABLE)
    return {} if marks is None else account_names(context, tuple(marks["account"].unique().to_list()))


def _show_marks(context: PageContext, candidates: dict[str, str], marked: dict[str, str], key: str) -> None:
    words = context.words
    st.caption(
        words.say(
            "An account in development passes the gates on recurring purchases and revenue until the date given, for "
            "at most 24 months."
        )
    )
    for row in current_rows(context, TABLE, tuple(marked)):
        account = str(row.values["account"])
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                plain(
                    words.say(
                        "{account}: {reason}, until {until}",
                        account=marked.get(account, account),
                        reason=str(row.values.get("reason") or "–"),
                        until=str(row.values.get("until") or "–"),
                    )
                ),
                width="content",
            )
            show_row_actions(row, account, f"{key}_invest_{account}", context)
    if not candidates:
        st.caption(words.say("No other account is held back by one of these two gates."))
        return
    first = next(iter(candidates))
    form = show_list_head(TABLE, first, words.say("Held back by one of these gates"), words.say("Exempt one…"), context)
    if form is not None:
        show_form(form, _layout(context, candidates), context, words.say("Mark as in development"))


def _layout(context: PageContext, candidates: dict[str, str]) -> FormLayout:
    until = month_end(month_number(context.view.as_of) + PROPOSED_MONTHS)
    return FormLayout(FRONT_COLUMNS, defaults={"until": until.isoformat()}, accounts=candidates)
