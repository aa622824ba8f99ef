"""All owners: the answer, the figures behind it, the list, and the accounts without an owner."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.insight.churn_risk.summary import LIVING
from kam_core.insight.owners.owner_list import OwnerList
from kam_core.insight.owners.sentence import name_notes, orphans_line, owners_answer, owners_population
from kam_core.vocabulary.message import Money
from pages.owners.owner_rows import ACCOUNT_UNIT
from pages.owners.owner_table import show_owner_table
from pages.shell.figure_info import figure_info
from pages.shell.page_context import PageContext
from pages.widgets.account_table import show_accounts
from pages.widgets.answer import show_answer
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.metrics import Metric, show_figure_grid
from pages.widgets.shown_figures import show_figure

ALL = "all"


def show_all_owners(listed: OwnerList, context: PageContext) -> None:
    """Show the list of owners; a row opens the owner."""
    words = context.words
    show_answer(
        words, words.say("Who looks after what, and where is help needed?"), owners_answer(listed),
        orphans_line(listed), owners_population(listed),
    )  # fmt: skip
    named = listed.frame.filter(pl.col("owner").is_not_null())
    if named.is_empty():
        st.info(words.say("Fill in the owner of each account: on its page, or as a column of the account list."))
        return
    with st.container(border=True):
        show_figure_grid(_strip(named, listed, context), "owners_strip")
    show_heading(words.say("Owners"), words.say("largest gap to target first; a click opens the owner"))
    show_owner_table(named, words)
    _show_notes(listed, named, context)
    _show_orphans(context)


def _strip(named: pl.DataFrame, listed: OwnerList, context: PageContext) -> list[Metric]:
    """Below target, attention, overdue purchases and accounts without owner; what is not known is left out."""
    metrics = [
        _targets(named, context), _loss(listed, context), _attention(listed, context), _purchases(listed, context)
    ]  # fmt: skip
    return [metric for metric in metrics if metric is not None]


def _targets(named: pl.DataFrame, context: PageContext) -> Metric | None:
    words, behind = context.words, named.filter(pl.col("gap") < 0)
    if not named["gap"].count():
        return None
    missing = show_figure(words, "owners_shortfall", ALL, Money(-int(behind["gap"].sum())))
    return Metric(
        words.say("Owners below target"),
        show_figure(words, "owners_below_target", ALL, behind.height),
        words.say("{money} missing", money=missing),
        figure_info(context, "owners_below_target"),
    )


def _loss(listed: OwnerList, context: PageContext) -> Metric | None:
    words, losses = context.words, listed.frame["loss"]
    if not losses.count():
        return None
    return Metric(
        words.say("Expected loss"),
        show_figure(words, "expected_loss", LIVING, Money(int(losses.sum()))),
        words.say("money at stake × risk to leave"),
        figure_info(context, "expected_loss"),
        "loyalty",
    )


def _attention(listed: OwnerList, context: PageContext) -> Metric:
    words, frame = context.words, listed.frame
    stake = show_figure(words, "attention_stake", ALL, Money(int(frame["alert_stake"].sum())))
    return Metric(
        words.say("Accounts that need attention"),
        show_figure(words, "attention_accounts", ALL, int(frame["alerts"].sum())),
        words.say("{money} at stake", money=stake),
        figure_info(context, "attention_accounts"),
    )


def _purchases(listed: OwnerList, context: PageContext) -> Metric:
    words, frame = context.words, listed.frame
    stake = show_figure(words, "purchases_stake", "purchases_overdue", Money(int(frame["purchases_stake"].sum())))
    return Metric(
        words.say("Purchases overdue"),
        show_figure(words, "purchases_overdue", ALL, int(frame["purchases_overdue"].sum())),
        words.say("{money} at stake", money=stake),
        figure_info(context, "purchases_overdue"),
    )


def _show_notes(listed: OwnerList, named: pl.DataFrame, context: PageContext) -> None:
    """What is left out or counted in another way."""
    words = context.words
    for note in name_notes(listed):
        st.caption(plain(words.say(note)))
    if context.view.unit != ACCOUNT_UNIT:
        st.caption(words.say("Targets are set for the accounts of an owner: choose the unit Account to see the gaps."))
    elif not named["target"].count():
        st.caption(words.say("No owner has a target in this window. Upload a file of targets on the Data page."))
    if not named["minutes"].count():
        st.caption(words.say("No touch has minutes yet: load is the number of accounts alone."))


def _show_orphans(context: PageContext) -> None:
    """The accounts without an owner, the largest first."""
    orphans = context.accounts.filter(pl.col("owner").is_null())
    if orphans.is_empty():
        return
    words = context.words
    show_heading(words.say("Accounts without an owner"), words.say("largest revenue first"))
    rows = orphans.sort("revenue", "account", descending=[True, False])
    shown = context.with_value_texts(rows.select("account_id", "tier", "name", "stage", "industry", "revenue"),
                                     "industry")  # fmt: skip
    show_accounts(shown, words, "owners_orphans", height=400)
