"""Committee tab: the rounds of the data set, the chosen one with its answer, and the form for a new one."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import streamlit as st

from kam_core.insight.grading.round_progress import progress
from kam_core.insight.grading.round_result import answer, results
from kam_core.services.rounds import given_cells, may_assess, visible_marks
from kam_core.vocabulary.judgement.grading_round import STATE_LABELS, GradingRound
from kam_core.vocabulary.message import Message
from pages.judge.rounds.acts import NAME_FIELD
from pages.judge.rounds.outcome import show_outcome
from pages.judge.rounds.own_marks import show_own_marks
from pages.judge.rounds.start_form import show_start_form
from pages.panels.name_field import ask_name
from pages.shell.actor import actor, by
from pages.shell.cache.store_cache import open_store
from pages.shell.page_context import PageContext
from pages.widgets.answer import show_answer
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.row_table import show_rows


def show_rounds(context: PageContext) -> None:
    """Show the rounds of the data set and the chosen one."""
    words = context.words
    rounds = _readable(open_store().rounds.of_data_set(context.data_set), context)
    if not actor().name:
        ask_name(NAME_FIELD, words)
        # Blind marks are shown to a known person alone, so the name comes before anything else.
        st.button(words.say("Continue"), on_click=_enter, key="committee_enter")
    if rounds:
        by_id = {one.id: one for one in rounds}
        if st.session_state.get("committee_round") not in by_id:
            st.session_state.pop("committee_round", None)
        chosen = st.selectbox(
            words.say("Round"), list(by_id), format_func=lambda one: _label(by_id[one], context), key="committee_round"
        )
        _show_round(by_id[chosen], context)
    else:
        show_answer(
            words, words.say("What does the committee judge?"), Message("No round yet"),
            Message("Several people give marks without seeing each other's. Start a round below."),
        )  # fmt: skip
    with st.expander(words.say("Start a round"), expanded=not rounds):
        show_start_form(context)


def _readable(rounds: Sequence[GradingRound], context: PageContext) -> Sequence[GradingRound]:
    """The rounds about accounts that this person may read; an own round is always among them."""
    if context.scope.owners is None:
        return rounds
    allowed = {*context.scope.rows(context.portfolio.accounts)["account_id"]}
    name = actor().name
    return [one for one in rounds if {*one.accounts} <= allowed or (name and one.assesses(name))]


def _label(one: GradingRound, context: PageContext) -> str:
    return f"{one.name} ({context.words.say(STATE_LABELS[one.state])})"


def _show_round(one: GradingRound, context: PageContext) -> None:
    words, store = context.words, open_store()
    given = given_cells(store, one)
    found = results(one, visible_marks(store, one, actor()))
    line = (
        Message("Started by {name} on {day}", name=one.created_by, day=one.created_at.date())
        if one.deadline is None
        else Message("Started by {name} on {day}, marks until {last}", name=one.created_by,
                     day=one.created_at.date(), last=one.deadline)
    )  # fmt: skip
    show_answer(words, one.name, answer(one, found, len(given)), line)
    if one.is_open:
        st.caption(words.say("Marks of an open round count in no score. They become assessments when it is closed."))
        if may_assess(one, actor()):
            show_own_marks(one, given, context)
        elif actor().name:
            st.caption(plain(words.say("You are not an assessor of this round.")))
    show_heading(words.say("Progress"))
    show_rows(
        pl.DataFrame(
            [
                {"assessor": row.assessor, "given": row.given, "asked": row.asked, "accounts": row.accounts}
                for row in progress(one, given)
            ]
        ),
        f"round_progress_{one.id}",
        {
            "assessor": words.say("Assessor"),
            "given": words.say("Marks given"),
            "asked": words.say("Asked for"),
            "accounts": words.say("Accounts complete"),
        },
    )
    show_outcome(one, found, context)


def _enter() -> None:
    """Take the name that was typed as that of the reader."""
    by(NAME_FIELD)
