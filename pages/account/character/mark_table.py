"""Table of marks with who gave them, when and on what evidence, and the sentence on those that are missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl
import streamlit as st

from kam_core.measures.judgement.marks import Mark
from kam_core.vocabulary.judgement.criteria import CRITERIA
from pages.account.account_view import AccountView
from pages.navigation.page_link import show_page_link
from pages.widgets.escape import plain
from pages.widgets.row_table import show_rows

EMPTY = "–"
COLUMNS = ("criterion", "mark", "assessor", "on", "evidence")


def show_mark_table(
    view: AccountView, marks: Mapping[str, Mark | None], key: str, notes: Mapping[str, str] | None = None
) -> None:
    """Show a row for each criterion; one that is not judged has dashes. notes: text beside the label of some."""
    words = view.words
    rows = [_row(view, name, mark, (notes or {}).get(name)) for name, mark in marks.items()]
    labels = {
        "criterion": words.say("Criterion"), "mark": words.say("Mark"), "assessor": words.say("Assessor"),
        "on": words.say("Assessed on"), "evidence": words.say("Evidence"),
    }  # fmt: skip
    frame = pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String))
    show_rows(frame, f"account_profile_{key}", labels, right=("mark",))


def _row(view: AccountView, name: str, mark: Mark | None, note: str | None) -> dict[str, str]:
    words = view.words
    label = words.say(CRITERIA[name].label)
    first = label if note is None else words.say("{label} ({note})", label=label, note=note)
    if mark is None:
        return {"criterion": first, **dict.fromkeys(COLUMNS[1:], EMPTY)}
    separator = words.spec.list_separator
    return {
        "criterion": first,
        "mark": f"{mark.score:g}" if float(mark.score).is_integer() else words.number(mark.score, 1),
        "assessor": separator.join(mark.assessors) or EMPTY,
        "on": EMPTY if mark.on is None else mark.on.isoformat(),
        "evidence": "; ".join(mark.evidence) or EMPTY,
    }


def show_missing(view: AccountView, labels: Sequence[str]) -> None:
    """Say which marks are missing; `labels` are message ids. Nothing where none is."""
    if labels:
        names = view.words.spec.list_separator.join(view.words.say(label) for label in labels)
        st.caption(plain(view.words.say("Not judged yet: {criteria}.", criteria=names)))


def show_ways_to_judge(view: AccountView) -> None:
    """Say where marks of this account are given, with a link to the grid for several."""
    words = view.words
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(words.say("Give marks below, or of several accounts at once:"), width="content")
        show_page_link("judge", words.say("Judge several accounts"), icon=":material/grid_on:")
