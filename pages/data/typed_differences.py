"""Differences between the files and entries, and the choice which of the two counts."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import streamlit as st

from kam_core.entries.entry_text import key_labels, value_label
from kam_core.entries.typed_differences import TypedDifference
from kam_core.locale.language import Language
from kam_core.services.imports import differences_with_typed
from kam_core.store.data_sets import DataSet
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.message import N_, moment
from kam_core.vocabulary.tables import TABLES
from pages.data import reading
from pages.data.column_matching import field_labels
from pages.data.import_answers import ImportAnswers
from pages.data.reading import ImportPlan
from pages.shell.cache.store_cache import open_store
from pages.widgets.escape import plain
from pages.widgets.row_table import show_rows

HEADERS = {
    "row": N_("Row"), "column": N_("Column"), "typed": N_("Entered value"), "imported": N_("In the files"),
    "who": N_("Entered by"),
}  # fmt: skip
TYPED, FILE = "typed", "file"
WINNERS = {TYPED: N_("keep the entry"), FILE: N_("use the files")}


def show_entry_differences(plan: ImportPlan, answers: ImportAnswers, words: Language) -> None:
    """Show the differences per table with a choice; entries win unless somebody decides otherwise."""
    differences = entry_differences(plan)
    for table in dict.fromkeys(difference.table for difference in differences):
        with st.container(border=True, key=f"typed_{table}"):
            title = words.say("{table}: entries that differ from the files", table=words.say(TABLES[table].label))
            st.markdown(f"**{plain(title)}**")
            st.segmented_control(
                words.say("Value to use"),
                list(WINNERS),
                default=FILE if table in answers.typed else TYPED,
                required=True,
                format_func=lambda winner: words.say(WINNERS[winner]),
                key=f"typed_{table}_{words.code}",
                on_change=_decide,
                args=(answers, table, f"typed_{table}_{words.code}"),
            )
            _show([difference for difference in differences if difference.table == table], words)


def entry_differences(plan: ImportPlan) -> tuple[TypedDifference, ...]:
    """The differences between the data after this import and the entries."""
    if plan.data_set is None:
        return ()
    versions = open_store().entries.versions(plan.data_set.id)
    if not versions:
        return ()
    return _differences(
        plan, plan.data_set, (reading.key(), plan.data_set.id, plan.data_set.version, *sorted(versions.items()))
    )


@st.cache_resource(show_spinner=False, max_entries=4)
def _differences(_plan: ImportPlan, _data_set: DataSet, key: tuple[object, ...]) -> tuple[TypedDifference, ...]:
    data = _plan.outcome.part("dataset")
    assert isinstance(data, Dataset)
    return differences_with_typed(open_store(), _data_set, data)


def _decide(answers: ImportAnswers, table: str, key: str) -> None:
    if st.session_state[key] == FILE:
        answers.typed.add(table)
    else:
        answers.typed.discard(table)


def _show(differences: Sequence[TypedDifference], words: Language) -> None:
    table = TABLES[differences[0].table]
    labels = field_labels(table, words)
    rows = [
        (
            " · ".join(key_labels(table, difference.key, words.say)),
            labels.get(difference.field, difference.field),
            "–" if difference.typed is None else value_label(table, difference.field, difference.typed, words.say),
            value_label(table, difference.field, difference.imported, words.say),
            words.say("{who}, {at}", who=difference.actor, at=moment(difference.at)),
        )
        for difference in differences
    ]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(HEADERS, pl.String), orient="row")
    show_rows(frame, f"typed_rows_{table.name}", {name: words.say(label) for name, label in HEADERS.items()})
