"""Call list of Loyalty: the accounts with the largest expected loss among those that may leave, with their reasons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from kam_core.insight.churn_risk.risk import ChurnRisk
from kam_core.vocabulary.message import Money, Share
from pages.business.loyalty.calls.call_button import show_call_button
from pages.navigation.page_link import ACCOUNT, TAB, show_page_link
from pages.panels.attention_list import first_upper
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.shown_figures import show_figure

SHOWN = 8
MOST_REASONS = 3
"""Reasons of a row: the main one, and so many minus one below it."""
WIDTHS = (0.3, 2.2, 3.5, 0.5, 0.8)


def show_call_list(context: PageContext, risk: ChurnRisk) -> None:
    """Show the list and the button that puts it on Today; where no account may leave, a sentence."""
    words, leaving = context.words, risk.may_leave
    shown = leaving.head(SHOWN)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="call_top"):
        show_heading(
            words.say("Call list"),
            words.say("{shown} of {count}, the largest expected loss first", shown=shown.height, count=leaving.height)
            if shown.height
            else None,
        )
        if shown.height:
            show_call_button(context, shown)
    if shown.is_empty():
        st.caption(_empty_text(context, risk))
        return
    with st.container(key="call_list"):
        _show_head(context)
        for place, row in enumerate(shown.iter_rows(named=True)):
            _show_row(context, risk, row, place == 0)
    with st.container(horizontal=True, horizontal_alignment="distribute", key="call_foot"):
        show_page_link("loyalty", words.say("Show all {count}", count=leaving.height), **{TAB: "who_may_leave"})
        st.caption(words.say("Weights of the reasons are judgement"), width="content")


def _empty_text(context: PageContext, risk: ChurnRisk) -> str:
    words = context.words
    if risk.too_early:
        return words.say("Load older orders, or upload surveys, contracts or touches: each can warn of a loss.")
    return words.say("No account carries a risk of {line} or more.", line=Share(risk.policy.may_leave))


def _show_head(context: PageContext) -> None:
    words = context.words
    with st.container(key="call_head"):
        columns = st.columns(WIDTHS)
        for column, head in zip(columns[1:3], (words.say("Account"), words.say("Why")), strict=True):
            column.caption(head)
        for name, column, head in zip(
            ("risk", "loss"), columns[3:], (words.say("Risk"), words.say("Expected loss")), strict=True
        ):
            with column, st.container(key=f"call_number_head_{name}"):
                st.caption(head)


def _show_row(context: PageContext, risk: ChurnRisk, row: Mapping[str, Any], is_first: bool) -> None:
    words, account = context.words, str(row["account_id"])
    reasons = risk.reasons(row["account"])[:MOST_REASONS]
    main = first_upper(words.say(reasons[0].text)) if reasons else words.say("Accounts like it often left")
    population = f"account:{account}"
    with st.container(key=f"call_row_{account}"):
        columns = st.columns(WIDTHS, vertical_alignment="center")
        with columns[0]:
            if row["tier"] is not None:
                with st.container(key=f"call_tier_{row['tier']}_{account}"):
                    st.markdown(row["tier"])
        with columns[1]:
            show_page_link("account", plain(row["name"] or account), **{ACCOUNT: account})
            st.caption(plain(row["owner"] or words.say("no owner")))
        with columns[2]:
            st.markdown(f"**{plain(main)}**" if is_first else plain(main))
            if reasons[1:]:
                st.caption(plain(" · ".join(words.say(reason.short) for reason in reasons[1:])))
        with columns[3], st.container(key=f"call_number_risk_{account}"):
            st.markdown(plain(show_figure(words, "churn_risk", population, Share(row["risk"]))))
        with columns[4], st.container(key=f"call_number_loss_{account}"):
            loss = show_figure(words, "expected_loss", population, Money(row["loss"]))
            st.markdown(f"**{plain(loss)}**")
            st.caption(
                plain(words.say("of {stake}", stake=show_figure(words, "stake", population, Money(row["stake"]))))
            )
