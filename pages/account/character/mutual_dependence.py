"""Mutual dependence of an account: verdict, both questions, who needs whom, and visits of their executives."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.insight.mutual_dependence.sentence import verdict, who_needs_whom
from kam_core.insight.mutual_dependence.verdict import OVERALL, MutualDependence
from kam_core.vocabulary.judgement.criteria import CRITERIA
from kam_core.vocabulary.message import Message
from pages.account.account_view import AccountView
from pages.account.character.mark_table import show_mark_table, show_missing
from pages.account.section_heading import show_section
from pages.widgets.escape import plain
from pages.widgets.row_table import show_rows
from pages.widgets.shown_figures import say_figures


def show_mutual_dependence(view: AccountView, found: MutualDependence) -> None:
    """Show the verdict first, then what it rests on."""
    words = view.words
    show_section("mutual_dependence", words.say("Mutual dependence"), words.say("do we match each other?"))
    st.markdown(f"**{plain(words.say(verdict(found)))}**")
    st.markdown(plain(say_figures(words, who_needs_whom(found, view.alone))))
    rows = dict(found.questions) if found.overall is None else {**found.questions, OVERALL: found.overall}
    if any(rows.values()):
        show_mark_table(view, rows, "dependence")
    show_missing(view, [CRITERIA[name].label for name, mark in found.questions.items() if mark is None])
    _show_visits(view, found)


def _show_visits(view: AccountView, found: MutualDependence) -> None:
    words = view.words
    if found.visits is None:
        st.caption(words.say("Visits of their executives are unknown: add a contact with the role Executive."))
        return
    if not found.visits:
        st.caption(words.say("No meeting in person with their executives in the last 12 months."))
        return
    count = view.figure("executive_visits", len(found.visits))
    sentence = Message(
        "{count} meeting in person with their executives in the last 12 months.",
        "{count} meetings in person with their executives in the last 12 months.", "count", count=count,
    )  # fmt: skip
    st.caption(plain(say_figures(words, sentence)))
    visits = pl.DataFrame([{"on": one.on, "contact": one.contact, "kind": one.kind} for one in found.visits])
    labels = {"on": words.say("Date"), "contact": words.say("Contact"), "kind": words.say("Kind")}
    show_rows(visits, "account_profile_visits", labels, rows_at_first=5)
