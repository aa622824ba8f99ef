"""List of what is due at an account: contact, actions, complaints, money, contract."""

from __future__ import annotations

import streamlit as st

from kam_core.insight.account_summary.due_items import DueItem, DueKind, due_items
from kam_core.services.rules.care_cadence import CARE_CADENCE
from kam_core.vocabulary.message import Message, Money
from pages.account.account_view import AccountView
from pages.widgets.escape import plain

SHOWN = 6
"""Items on the summary; the others are on the plan."""


def show_due_list(view: AccountView) -> None:
    """Show the items, late ones in red, with their day."""
    context, words = view.context, view.words
    items = due_items(
        context.dataset, view.portfolio, view.account.row, view.account.codes, context.working_day, view.published,
        context.document(CARE_CADENCE).value,
    )  # fmt: skip
    if not items:
        st.caption(words.say("Nothing is due: no open action, complaint or late payment, and no contact that is late."))
        return
    for place, item in enumerate(items[:SHOWN]):
        with st.container(horizontal=True, vertical_alignment="center", key=f"account_due_row_{place}", gap="small"):
            st.markdown(plain(words.say(_what(item))), width="stretch")
            state = plain(words.say(_state(item)))
            st.markdown(f":red[**{state}**]" if item.late else state, width="content")
            st.caption("" if item.on is None else plain(view.day(item.on)), width=72, text_alignment="right")
    if len(items) > SHOWN:
        st.caption(words.say("{count} more", count=len(items) - SHOWN))


def _what(item: DueItem) -> Message:
    match item.kind:
        case DueKind.CONTACT:
            return Message("Contact, every {days} day", "Contact, every {days} days", "days", days=item.days or 0)
        case DueKind.COMPLAINT if item.text:
            return Message("Close the complaint: {text}", text=item.text)
        case DueKind.COMPLAINT:
            return Message("Close the complaint")
        case DueKind.MONEY if item.amount is not None:
            return Message("Collect {money} before the next delivery", money=Money(item.amount))
        case DueKind.MONEY:
            return Message("Collect the overdue amount before the next delivery.")
        case DueKind.CONTRACT:
            return Message("Renew the contract")
        case _:
            return Message("{text}", text=item.text or "–")


def _state(item: DueItem) -> Message:
    days = item.days_late
    if days is None:
        return Message("open since") if item.kind == DueKind.COMPLAINT else Message("no date")
    if item.kind == DueKind.MONEY:
        return Message("{days} day overdue", "{days} days overdue", "days", days=days)
    if days > 0:
        return Message("{days} day late", "{days} days late", "days", days=days)
    if days == 0:
        return Message("today")
    return Message("in {days} day", "in {days} days", "days", days=-days)
