"""Marks of an account: each judged criterion with its answer in words, who gave it and when; and a form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from kam_core.insight.judging.marks import mark_history
from kam_core.locale.language import Language
from kam_core.services.marks import TABLE
from kam_core.vocabulary.calendar import day_number
from kam_core.vocabulary.judgement.criteria import CRITERIA, CRITERIA_BY_GROUP, GROUP_LABELS
from pages.account.account_view import AccountView
from pages.account.character.mark_form import show_mark_form
from pages.account.section_heading import show_section
from pages.panels.entry.row_actions import show_done
from pages.panels.judging.answers import day_text
from pages.panels.judging.marks_now import marks_now
from pages.widgets.escape import plain
from pages.widgets.row_table import show_rows

COLUMNS = ("group", "criterion", "mark", "answer", "given", "assessor", "note")
LINKS = ("https://", "http://")


def show_marks(view: AccountView) -> None:
    """Show the latest mark of every criterion, what is open, a form to give one, and the history."""
    words = view.words
    marks = marks_now(view.context).filter(pl.col("account").is_in(list(view.account.codes)))
    given = {row["criterion"]: row for row in marks.iter_rows(named=True)}
    history = _history(view)
    show_section(
        "marks",
        words.say("Marks"),
        words.say("{given} of {all} criteria are judged", given=len(given), all=len(CRITERIA)),
    )
    if given:
        labels = {
            "group": words.say("Part of the profile"), "criterion": words.say("Criterion"), "mark": words.say("Mark"),
            "answer": words.say("In words"), "given": words.say("Given"), "assessor": words.say("Assessor"),
            "note": words.say("Note"),
        }  # fmt: skip
        show_rows(_table(view, given, history), "account_marks", labels, right=("mark",), rows_at_first=len(CRITERIA))
    else:
        st.caption(
            words.say(
                "No marks yet. Give one below, use the grid under Judge, or upload a file of assessments on Data."
            )
        )
    show_mark_form(view, {name: row["score"] for name, row in given.items()})
    show_done(TABLE, view.profile.account_id, view.context, asks_name=False)
    if not history.is_empty():
        with st.expander(
            words.say("All marks and their evidence"), key="account_mark_history", on_change="rerun"
        ) as fold:
            if fold.open:
                _show_history(view, history)


def _history(view: AccountView) -> pl.DataFrame:
    table = view.context.dataset.tables.get(TABLE)
    schema = {"criterion": pl.String, "score": pl.Float64, "assessed_on": pl.Int64, "assessor": pl.String,
              "evidence": pl.String}  # fmt: skip
    if table is None:
        return pl.DataFrame(schema=schema)
    today = day_number(max(view.context.working_day, view.context.view.as_of))
    return pl.concat([mark_history(table, code, today) for code in view.account.codes]).filter(
        pl.col("criterion").is_in(list(CRITERIA))
    )


def _table(view: AccountView, given: Mapping[str, Mapping[str, Any]], history: pl.DataFrame) -> pl.DataFrame:
    words, rows = view.words, []
    for group, criteria in CRITERIA_BY_GROUP.items():
        for criterion in criteria:
            mark = given.get(criterion.name)
            if mark is None:
                continue
            latest = history.filter(pl.col("criterion") == criterion.name)
            rows.append(
                {
                    "group": words.say(GROUP_LABELS[group]),
                    "criterion": words.say(criterion.label),
                    "mark": _number(mark["score"], words),
                    "answer": answer_text(criterion.name, mark["score"], words),
                    "given": day_text(mark["day"], view.context),
                    "assessor": (latest["assessor"][0] if latest.height else None) or "–",
                    "note": _note(mark, words),
                }
            )
    return pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String))


def answer_text(criterion: str, score: float, words: Language) -> str:
    """The answer of a mark in words; of a mean between two answers the nearer one, the lower where both are."""
    return words.say(CRITERIA[criterion].anchors[min(4, max(0, int(-(-(score - 0.5) // 1)) - 1))])


def _number(score: float, words: Language) -> str:
    return f"{score:.0f}" if score == round(score) else words.show(round(score, 1))


def _note(mark: Mapping[str, Any], words: Language) -> str:
    notes = []
    if mark["disagrees"]:
        notes.append(words.say("assessors differ: {low} and {high}", low=mark["low"], high=mark["high"]))
    if mark["is_old"]:
        notes.append(words.say("older than 12 months"))
    return "; ".join(notes)


def _show_history(view: AccountView, history: pl.DataFrame) -> None:
    """Every mark, the newest first; evidence that is an address is a link."""
    words = view.words
    for row in history.iter_rows(named=True):
        label = words.say(CRITERIA[row["criterion"]].label)
        who = row["assessor"] or words.say("assessor unknown")
        head = (
            f"**{_number(row['score'], words)}** {plain(label)} · {plain(day_text(row['assessed_on'], view.context))}"
        )
        evidence = str(row["evidence"] or "")
        if evidence.startswith(LINKS) and " " not in evidence:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"{head} · {plain(who)}", width="content")
                st.page_link(evidence, label=plain(evidence[:60]), icon=":material/link:")
        else:
            st.markdown(f"{head} · {plain(who)}" + (f" · {plain(evidence)}" if evidence else ""))
