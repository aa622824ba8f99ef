"""Renewals tab: contracts that end soon or ended without a renewal, and what is done about them."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.insight.renewals.renewal_book import (
    AUTOMATIC,
    HORIZONS,
    IN_PROGRESS,
    NOT_STARTED,
    RenewalBook,
    renewal_book,
)
from kam_core.insight.renewals.sentence import contract_money, left_out, renewal_sentence
from kam_core.locale.language import Language
from kam_core.services.appraisal import in_unit_of
from kam_core.vocabulary.calendar import day_number
from kam_core.vocabulary.message import N_
from pages.business.loyalty.account_choice import choose_account
from pages.panels.churn_risk import churn_risk_of
from pages.panels.contracts import show_contracts
from pages.shell.figure_info import figure_info
from pages.shell.page_context import PageContext
from pages.widgets.account_table import show_accounts
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.metrics import Metric, show_figure_grid
from pages.widgets.shown_figures import say_figures, show_figure
from pages.widgets.tables.column import ANSWER, DETAIL, REASON, Cell, Column

COLUMNS = ("end", "days_left", "why", "money", "likelihood", "source", "last_touch", "owner", "number")
STATES = {NOT_STARTED: N_("not started"), IN_PROGRESS: N_("in progress"), AUTOMATIC: N_("extends itself")}


def show_renewals(context: PageContext) -> None:
    """Show the contracts to renew, late ones first, and the form to note the renewal."""
    words = context.words
    tables = in_unit_of(context.dataset, context.view).tables
    accounts = context.accounts
    book = renewal_book(
        accounts, tables.get("contracts"), tables.get("touches"), day_number(context.working_day),
        churn_risk_of(context).frame.select("account", "risk"),
    )  # fmt: skip
    if book.rows.is_empty() and not (book.signed or book.later or book.lapsed or book.undated):
        st.info(
            words.say(
                "No contract has an end date. Add contracts below, upload a file of contracts, or fill in the contract "
                "end in the account list."
            )
        )
    else:
        _show_book(book, context)
    _show_entry(book, accounts, context)


def _show_book(book: RenewalBook, context: PageContext) -> None:
    words = context.words
    show_heading(say_figures(words, renewal_sentence(book)))
    with st.container(border=True):
        show_figure_grid(_strip(book, context), "renewals_strip")
    if not book.rows.is_empty():
        shown = renewal_rows(book.rows, words)
        show_accounts(shown, words, "renewals", renewal_columns(words), height=440)
    notes = [words.say(message) for message in left_out(book)]
    if notes:
        st.caption(plain(words.say("Not in the list: {parts}.", parts=words.listed(notes))))
    if book.rows["is_stake"].any():
        st.caption(
            words.say(
                "Without a contract value: the larger of the account's revenue in this period and in the comparison "
                "period, once per account."
            )
        )


def _strip(book: RenewalBook, context: PageContext) -> list[Metric]:
    """Late contracts, and those that end within each horizon."""
    words = context.words
    parts = [(words.say("Ended, not renewed"), "late", book.late)]
    parts += [(words.say("End within {days} days", days=days), str(days), book.within(days)) for days in HORIZONS]
    return [
        Metric(
            label,
            show_figure(words, "renewals", population, contracts.height),
            None if contracts.is_empty() else _money(population, contracts, words),
            figure_info(context, "renewals"),
        )
        for label, population, contracts in parts
    ]


def _money(population: str, contracts: pl.DataFrame, words: Language) -> str:
    figure = contract_money(population, contracts)
    return show_figure(words, figure.name, figure.population, figure.value)


def renewal_rows(rows: pl.DataFrame, words: Language) -> pl.DataFrame:
    """Account, contract, end, days, renewal, money and what it is, likelihood, last contact; columns of which nothing
    is known are left out."""
    known = [name for name in ("number", "likelihood", "last_touch") if rows[name].count()]
    # Where every contract has a value there is nothing to tell apart.
    known += ["source"] if rows["is_stake"].any() else []
    sources = [words.say("revenue at stake") if one else words.say("contract value") for one in rows["is_stake"]]
    return rows.with_columns(
        pl.Series("why", [words.say(STATES[state]) for state in rows["renewal"]], dtype=pl.String),
        pl.Series("source", sources, dtype=pl.String),
    ).select(
        "account_id", "tier", "name",
        *(name for name in COLUMNS if name in {*known, "end", "days_left", "why", "money", "owner"}),
    )  # fmt: skip


def renewal_columns(words: Language) -> dict[str, Column]:
    """Column settings with short heads."""
    return {
        "number": Column(words.say("Contract"), width=90, priority=DETAIL),
        "end": Column(words.say("Ends"), priority=ANSWER),
        "days_left": Column(words.say("Days left"), digits=0, priority=REASON),
        "why": Column(words.say("Renewal"), width=100, priority=ANSWER),
        "money": Column(words.say("Money"), Cell.MONEY, priority=ANSWER),
        "source": Column(words.say("Measured by"), width=90, priority=DETAIL),
        "likelihood": Column(
            words.say("Likelihood"), Cell.SHARE, priority=REASON, digits=0,
            help=words.say("1 − risk that the account leaves."),
        ),
        "last_touch": Column(words.say("Last contact"), priority=REASON),
    }  # fmt: skip


def _show_entry(book: RenewalBook, accounts: pl.DataFrame, context: PageContext) -> None:
    """Ask for an account, those of the book first, and show its contracts to note the renewal."""
    words = context.words
    show_heading(words.say("Note a renewal or add a contract"))
    rest = accounts.sort("revenue", "account", descending=[True, False])
    listed = {
        account: name or account
        for frame in (book.rows, rest)
        for account, name in frame.select("account_id", "name").iter_rows()
    }
    chosen = choose_account(words.say("Contracts of"), listed, "renewal_account", context)
    if chosen is not None:
        show_contracts(*chosen, context)
