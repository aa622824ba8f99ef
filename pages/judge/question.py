"""Question card: five answers in words with the tier that each would give, and the button that saves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
import streamlit as st

from kam_core.insight.judging.progress import marks_given
from kam_core.scoring.tiering.tier import NONE
from kam_core.services.access import Action
from kam_core.services.marks import TABLE
from kam_core.vocabulary.enums import TIERS
from kam_core.vocabulary.judgement.criteria import CRITERIA
from kam_core.vocabulary.message import Money
from kam_core.whatif.judging.answer_effects import MARKS, answer_effects
from kam_core.whatif.judging.answer_sentence import answer_sentence
from kam_core.whatif.judging.summary import ROW
from pages.judge.open_questions import OpenQuestions
from pages.judge.style import apply_style, tiers_key
from pages.panels.entry.row_actions import name_field_key, show_done
from pages.panels.judging.answers import JUDGE, account_name, day_text, own_mark_seen, save_answer
from pages.panels.judging.cell import Cell
from pages.panels.name_field import ask_name
from pages.shell.actor import actor, denial_reason
from pages.widgets.escape import plain
from pages.widgets.shown_figures import say_figures, show_figure

LONGEST_EVIDENCE = 500


def show_question(questions: OpenQuestions, cell: Cell, number: int, count: int, following: Cell | None) -> None:
    """Show the question of the chosen cell. number, count: its account's place in the list."""
    context, words = questions.context, questions.context.words
    criterion, portfolio = CRITERIA[cell.criterion], questions.context.portfolio
    rows = _of(questions, cell)[ROW].to_numpy()
    effects = answer_effects(portfolio, rows, cell.criterion)
    tiers, scores = effects.tiers[0].tolist(), effects.scores[0].tolist()
    changes = effects.scored or effects.gated
    apply_style()
    seen = own_mark_seen(context, cell)
    given = _given(questions, cell)
    with st.container(border=True, key="judge_question"):
        with st.container(gap=None):
            revenue = show_figure(
                words, "revenue", f"account:{cell.account}", Money(_of(questions, cell)["revenue"][0])
            )
            place = words.say("Question {number} of {count}", number=number, count=count)
            st.caption(f"{place} · {revenue}")
            question = words.say(criterion.question, account=account_name(context, cell.account))
            st.markdown(f"#### {plain(question)}")
        key = cell.key("answer")
        if key not in st.session_state and given is not None and given == round(given):
            st.session_state[key] = int(given)
        labels = {
            mark: _label(mark, words.say(criterion.anchors[mark - 1]), tiers if changes else ()) for mark in MARKS
        }
        with st.container(key=tiers_key(tiers if changes else ())):
            answer = st.radio(
                question, MARKS, index=None, format_func=lambda mark: labels.get(mark, words.say("Unknown")), key=key,
                label_visibility="collapsed", width="stretch",
            )  # fmt: skip
        if changes:
            st.caption(plain(say_figures(words, answer_sentence(_score(questions, rows), scores, tiers))))
        else:
            st.caption(words.say("This criterion is not part of the score: its mark is kept with the account."))
        if given is not None:
            st.caption(plain(_given_text(questions, cell)))
        st.text_input(
            words.say("Evidence"), key=cell.key("evidence"), max_chars=LONGEST_EVIDENCE,
            placeholder=words.say("Evidence: link or a sentence"), label_visibility="collapsed",
        )  # fmt: skip
        if not actor().name:
            ask_name(name_field_key(TABLE), words)
        elif (reason := denial_reason(Action.ENTRY, words)) is not None:
            st.warning(plain(reason))
        with st.container(horizontal=True):
            st.button(
                words.say("Unknown"), key="judge_unknown", on_click=save_answer,
                args=(cell, 0, seen, following, JUDGE, context),
            )  # fmt: skip
            st.button(
                words.say("Save, next"), key="judge_save", type="primary", width="stretch", on_click=save_answer,
                args=(cell, answer, seen, following, JUDGE, context),
            )  # fmt: skip
        progress = marks_given(_of(questions, cell), questions.criteria)
        st.caption(words.say("{given} of {all} marks given", given=progress.given, all=progress.possible))
    show_done(TABLE, JUDGE, context, asks_name=False)


def _label(mark: int, anchor: str, tiers: Sequence[int]) -> str:
    tier = f" `{TIERS[tiers[mark - 1]]}`" if tiers and tiers[mark - 1] != NONE else ""
    return f"**{mark}** {plain(anchor)}{tier}"


def _score(questions: OpenQuestions, rows: np.ndarray) -> float:
    return float(questions.context.portfolio.scores.score[rows[0]])


def _of(questions: OpenQuestions, cell: Cell) -> pl.DataFrame:
    """The row of the cell's account."""
    return questions.accounts.filter(pl.col("account_id") == cell.account)


def _row(questions: OpenQuestions, cell: Cell) -> pl.DataFrame:
    codes = _of(questions, cell)["account"].to_list()
    return questions.marks.filter(pl.col("account").is_in(codes), pl.col("criterion") == cell.criterion)


def _given(questions: OpenQuestions, cell: Cell) -> float | None:
    found = _row(questions, cell)
    return None if found.is_empty() else float(found["score"][0])


def _given_text(questions: OpenQuestions, cell: Cell) -> str:
    """When the mark was given, whether it is old, and whether two assessors differ."""
    words, row = questions.context.words, _row(questions, cell).row(0, named=True)
    parts = [
        words.say(
            "Mark today: {mark}, given {day}.",
            mark=row["score"],
            day=day_text(row["day"], questions.context),
        )
    ]
    if row["is_old"]:
        parts.append(words.say("It is older than 12 months: confirm or change it."))
    if row["disagrees"]:
        parts.append(words.say("Assessors differ: {low} and {high}.", low=row["low"], high=row["high"]))
    if row["day"] is not None and row["day"] > questions.context.view.as_of_day:
        parts.append(words.say("It counts in the score from {day} on.", day=day_text(row["day"], questions.context)))
    return words.joined(parts)
