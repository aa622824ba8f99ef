"""Where the files say something else than what people typed, and which of the two counts."""

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
from pages.data.columns import labels_of
from pages.data.import_answers import Given
from pages.data.reading import Plan
from pages.shell.cache.store_cache import open_store
from pages.widgets.escape import plain

TYPED, FILE = "typed", "file"
WHICH = {TYPED: N_("keep what was typed"), FILE: N_("take what the files say")}


def show_typed(plan: Plan, given: Given, words: Language) -> None:
    """Per table: what differs, and a choice; what was typed stays unless somebody decides otherwise."""
    found = typed_in(plan)
    for table in dict.fromkeys(one.table for one in found):
        with st.container(border=True, key=f"typed_{table}"):
            title = words.say("{table}: typed here, other in the files", table=words.say(TABLES[table].label))
            st.markdown(f"**{plain(title)}**")
            st.segmented_control(
                words.say("Which of the two counts"),
                list(WHICH),
                default=FILE if table in given.typed else TYPED,
                required=True,
                format_func=lambda which: words.say(WHICH[which]),
                key=f"typed_{table}_{words.code}",
                on_change=_decide,
                args=(given, table, f"typed_{table}_{words.code}"),
            )
            _show([one for one in found if one.table == table], words)


def typed_in(plan: Plan) -> tuple[TypedDifference, ...]:
    """What differs between the data after this import and what people typed."""
    if plan.data_set is None:
        return ()
    versions = open_store().entries.versions(plan.data_set.id)
    if not versions:
        return ()
    return _found(
        plan, plan.data_set, (reading.key(), plan.data_set.id, plan.data_set.version, *sorted(versions.items()))
    )


@st.cache_resource(show_spinner=False, max_entries=4)
def _found(_plan: Plan, _data_set: DataSet, key: tuple[object, ...]) -> tuple[TypedDifference, ...]:
    data = _plan.outcome.part("dataset")
    assert isinstance(data, Dataset)
    return differences_with_typed(open_store(), _data_set, data)


def _decide(given: Given, table: str, key: str) -> None:
    if st.session_state[key] == FILE:
        given.typed.add(table)
    else:
        given.typed.discard(table)


def _show(found: Sequence[TypedDifference], words: Language) -> None:
    table = TABLES[found[0].table]
    labels = labels_of(table, words)
    columns = [words.say(one) for one in (N_("Which"), N_("Column"), N_("Typed"), N_("In the files"), N_("Typed by"))]
    rows = [
        (
            " · ".join(key_labels(table, one.key, words.say)),
            labels.get(one.field, one.field),
            "–" if one.typed is None else value_label(table, one.field, one.typed, words.say),
            value_label(table, one.field, one.imported, words.say),
            words.say("{who}, {at}", who=one.actor, at=moment(one.at)),
        )
        for one in found
    ]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")
    st.dataframe(frame, hide_index=True, key=f"typed_rows_{found[0].table}", height="content")
