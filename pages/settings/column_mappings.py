"""What was said of columns: remembered for the next files with the same headers, until somebody forgets it."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl
import streamlit as st

from kam_core.intake.matching.mapping import ColumnMapping
from kam_core.locale.language import Language
from kam_core.services.access import Action
from kam_core.services.imports import forget
from kam_core.store.column_mappings import Mapping as Remembered
from kam_core.vocabulary.message import Message, moment
from kam_core.vocabulary.tables import TABLES
from pages.settings.action import act_button
from pages.shell.cache import store_cache
from pages.shell.cache.store_cache import open_store
from pages.widgets.choices import choose
from pages.widgets.row_table import show_rows


def show_columns(words: Language) -> None:
    """Every set of columns that is remembered; one of them can be forgotten."""
    kept, mapped = open_store().mappings.all(), store_cache.column_mappings()
    if not kept:
        st.info(words.say("Nothing is remembered. What you say of columns when you bring a file is kept for the next."))
        return
    show_rows(
        column_rows(kept, mapped, words),
        "columns",
        {
            "table": words.say("Read as"),
            "columns": words.say("Columns"),
            "who": words.say("By"),
            "at": words.say("When"),
        },
    )
    keys = list(kept)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = choose(
            words.say("These columns"), keys, lambda key: columns_words(mapped.get(key), words), "forget_which", words,
            width=420,
        )  # fmt: skip
        act_button(
            words.say("Forget them"),
            "forget_columns",
            Action.REMEMBER_COLUMNS,
            lambda by: forget(open_store(), chosen, by),
            Message("Forgotten. The next file with these headers is read without it."),
            words,
        )


def column_rows(kept: Mapping[str, Remembered], mapped: Mapping[str, ColumnMapping], words: Language) -> pl.DataFrame:
    """One row per set of headers."""
    return pl.DataFrame(
        [
            {
                "table": _table_words(mapped.get(key), words),
                "columns": columns_words(mapped.get(key), words),
                "who": one.who,
                "at": moment(one.at),
            }
            for key, one in kept.items()
        ]
    )


def columns_words(one: ColumnMapping | None, words: Language) -> str:
    """Amount ← 金额, Date ← 日期; a field without a column is left out."""
    if one is None:
        return words.say("of another version of this app")
    labels = {field.name: field.label for table in TABLES.values() for field in table.fields}
    labels |= {} if one.table is None else {field.name: field.label for field in TABLES[one.table].fields}
    return ", ".join(
        f"{words.say(labels.get(field, field))} ← {header}" for field, header in one.fields.items() if header
    )


def _table_words(one: ColumnMapping | None, words: Language) -> str:
    return "–" if one is None or one.table not in TABLES else words.say(TABLES[one.table].label)
