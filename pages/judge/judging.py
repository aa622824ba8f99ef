"""Marks tab of the judge screen: what the missing marks could change, the grid, and the question to answer."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.vocabulary.judgement.criteria import CRITERIA
from kam_core.whatif.judging.answer_effects import model_criteria
from kam_core.whatif.judging.summary import ROW, judging_answer, judging_line, judging_population, judging_summary
from pages.judge.grid_component import grid_payload, mount_grid, page_ids
from pages.judge.open_questions import ALL, DECIDES, KEY, LISTS, OpenQuestions, open_questions
from pages.judge.progress import show_progress
from pages.judge.question import show_question
from pages.judge.sheet import show_sheet
from pages.navigation.account_walk import remember_list
from pages.navigation.page_link import open_account
from pages.panels.judging.answers import JUDGE, own_mark_seen, save_answer
from pages.panels.judging.cell import Cell, answered, choose_cell, chosen_cell
from pages.shell.page_context import PageContext
from pages.widgets.answer import show_answer
from pages.widgets.headings import show_heading

PAGE_ROWS = 50
_CRITERIA, _LIST, _OPEN = "judge_criteria", "judge_list", "judge_open"


def show_judging(context: PageContext) -> None:
    """Show the answer, the grid of a list of accounts, and the question of the chosen cell."""
    words = context.words
    if (account := st.session_state.pop(_OPEN, None)) is not None:
        open_account(account)
    chosen = tuple(st.session_state.get(f"{_CRITERIA}_{words.code}") or ())
    questions = open_questions(context, tuple(name for name in CRITERIA if name in chosen) if chosen else ())
    summary = judging_summary(questions.accounts, questions.deciding, questions.criteria)
    show_answer(
        words, words.say("Which missing marks matter?"), judging_answer(summary), judging_line(summary),
        judging_population(summary),
    )  # fmt: skip
    if questions.accounts.is_empty():
        st.info(words.say("No customer bought in this period, so there is no one to judge. Upload order lines."))
        return
    left, right = st.columns([15, 4], gap="medium")
    with left:
        counts = {DECIDES: summary.deciding, KEY: summary.key, ALL: summary.active}
        name = _choose_list(context, counts)
        listed = questions.listed(name)
        _choose_criteria(questions)
        if listed.is_empty():
            st.info(words.say("No account in this list. Choose another list above."))
            return
        cell = _cell_in(questions, listed)
        number = page_ids(listed).index(cell.account)
        _show_grid(questions, listed, cell, number)
    with right:
        show_question(questions, cell, number + 1, listed.height, _following(questions, listed, number, cell))
        done = len(answered() & set(questions.accounts["account_id"].to_list()))
        show_progress(summary, done, done + summary.deciding, words)


def _choose_list(context: PageContext, counts: dict[str, int]) -> str:
    words = context.words
    with st.container(horizontal=True, vertical_alignment="center", key="judge_tools"):
        show_heading(words.say("Marks 1 to 5"), words.say("by revenue; ? = not judged; outlined in blue = ask first"))
        st.space("stretch")
        first = DECIDES if counts[DECIDES] else ALL
        picked = st.segmented_control(
            words.say("List"), list(LISTS), default=first, required=True, key=f"{_LIST}_{words.code}",
            format_func=lambda name: f"{words.say(LISTS[name])} {words.show(counts[name])}",
            label_visibility="collapsed",
        )  # fmt: skip
    return str(picked or first)


def _choose_criteria(questions: OpenQuestions) -> None:
    words = questions.context.words
    with st.container(horizontal=True, vertical_alignment="center", key="judge_pages"):
        with st.popover(words.say("Criteria")):
            st.multiselect(
                words.say("Criteria of the grid"),
                list(CRITERIA),
                default=list(model_criteria(questions.context.portfolio, tuple(CRITERIA))),
                format_func=lambda name: words.say(CRITERIA[name].label),
                key=f"{_CRITERIA}_{words.code}",
                placeholder=words.say("those of the model"),
            )
        st.space("stretch")
        show_sheet(questions)


def _cell_in(questions: OpenQuestions, listed: pl.DataFrame) -> Cell:
    """The chosen cell, if it is in this list and grid; else the first question of the first account."""
    cell = chosen_cell()
    if cell is not None and cell.criterion in questions.criteria and cell.account in set(page_ids(listed)):
        return cell
    return _first(questions, listed, 0)


def _first(questions: OpenQuestions, listed: pl.DataFrame, place: int) -> Cell:
    asked = questions.first_question(listed[ROW][place])
    return Cell(listed["account_id"][place], asked if asked in questions.criteria else questions.criteria[0])


def _following(questions: OpenQuestions, listed: pl.DataFrame, number: int, cell: Cell) -> Cell:
    """The first question of the next account, after the last one that of the first."""
    if listed.height == 1:
        return cell
    return _first(questions, listed, (number + 1) % listed.height)


def _show_grid(questions: OpenQuestions, listed: pl.DataFrame, cell: Cell, number: int) -> None:
    context, words = questions.context, questions.context.words
    start = number // PAGE_ROWS * PAGE_ROWS
    rows = listed.slice(start, PAGE_ROWS)
    ids = tuple(page_ids(rows))
    places = {account: start + place for place, account in enumerate(ids)}

    def save(changed: Cell, mark: int) -> None:
        following = _following(questions, listed, places[changed.account], changed)
        save_answer(changed, mark, own_mark_seen(context, changed), following, JUDGE, context)

    def leave(account: str) -> None:
        remember_list(list(ids))
        st.session_state[_OPEN] = account

    mount_grid(grid_payload(questions, rows, cell), ids, choose_cell, save, leave)
    with st.container(horizontal=True, vertical_alignment="center", key="judge_keys"):
        for label, place in ((words.say("Previous accounts"), start - PAGE_ROWS), (words.say("Next accounts"),
                             start + PAGE_ROWS)):  # fmt: skip
            if 0 <= place < listed.height:
                st.button(
                    label, key=f"judge_page_{place}", type="tertiary", on_click=choose_cell,
                    args=(_first(questions, listed, place),),
                )  # fmt: skip
        if listed.height > PAGE_ROWS:
            st.caption(
                words.say(
                    "{first}–{last} of {all}",
                    first=start + 1, last=start + rows.height, all=listed.height,
                )
            )  # fmt: skip
        st.space("stretch")
        st.caption(words.say("Keys: 1–5 mark, 0 unknown, arrows move, Enter saves and goes on"))
