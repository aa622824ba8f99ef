"""Column mappings: remembered for the next files with the same headers, until somebody deletes them."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl
import streamlit as st

from kam_core.intake.matching.mapping import ColumnMapping
from kam_core.locale.language import Language
from kam_core.services.access import Action
from kam_core.services.imports import forget
from kam_core.store.column_mappings import StoredMapping
from kam_core.vocabulary.message import Message, moment
from kam_core.vocabulary.tables import TABLES
from pages.settings.action_button import action_button
from pages.shell.cache import store_cache
from pages.shell.cache.store_cache import open_store
from pages.widgets.choices import choose
from pages.widgets.row_table import show_rows


def show_column_mappings(words: Language) -> None:
    """Show every stored mapping; one of them can be deleted."""
    stored, mappings = open_store().mappings.all(), store_cache.column_mappings()
    if not stored:
        st.info(
            words.say("No saved column mappings yet. Your column choices during an upload are saved for the next file.")
        )
        return
    show_rows(
        mapping_rows(stored, mappings, words),
        "columns",
        {
            "table": words.say("Read as"),
            "columns": words.say("Columns"),
            "who": words.say("By"),
            "at": words.say("When"),
        },
    )
    keys = list(stored)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = choose(
            words.say("Column mapping"), keys, lambda key: mapping_text(mappings.get(key), words), "forget_which",
            words, width=420,
        )  # fmt: skip
        action_button(
            words.say("Delete mapping"),
            "forget_columns",
            Action.REMEMBER_COLUMNS,
            lambda by: forget(open_store(), chosen, by),
            Message("Mapping deleted. The next file with these headers will be detected automatically."),
            words,
        )


def mapping_rows(
    stored: Mapping[str, StoredMapping], mappings: Mapping[str, ColumnMapping], words: Language
) -> pl.DataFrame:
    """One row per set of headers."""
    return pl.DataFrame(
        [
            {
                "table": _table_text(mappings.get(key), words),
                "columns": mapping_text(mappings.get(key), words),
                "who": mapping.who,
                "at": moment(mapping.at),
            }
            for key, mapping in stored.items()
        ]
    )


def mapping_text(mapping: ColumnMapping | None, words: Language) -> str:
    """Amount ← 金额, Date ← 日期; a field without a column is left out."""
    if mapping is None:
        return words.say("saved by another version of this app")
    labels = {field.name: field.label for table in TABLES.values() for field in table.fields}
    labels |= {} if mapping.table is None else {field.name: field.label for field in TABLES[mapping.table].fields}
    return ", ".join(
        f"{words.say(labels.get(field, field))} ← {header}" for field, header in mapping.fields.items() if header
    )


def _table_text(mapping: ColumnMapping | None, words: Language) -> str:
    return "–" if mapping is None or mapping.table not in TABLES else words.say(TABLES[mapping.table].label)
