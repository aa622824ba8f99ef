"""Account table: values in the reader's format; a click anywhere in a row opens its account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

import polars as pl
import streamlit as st

from kam_core.locale.language import Language
from kam_core.vocabulary.formulas import formula_of
from kam_core.vocabulary.measures import MEASURES
from pages.navigation.account_walk import remember_list
from pages.navigation.page_link import open_account
from pages.widgets.tables.column import COLUMN_LABELS, Column, settled
from pages.widgets.tables.memory import TableChoices, table_memory
from pages.widgets.tables.table_component import mount, payload, rows_to_send

ROWS_AT_FIRST = 50
HEAD_POINTS, ROW_POINTS = 36, 36


def show_accounts(
    frame: pl.DataFrame,
    words: Language,
    key: str,
    columns: Mapping[str, Column] | None = None,
    widths: Mapping[str, int] | None = None,
    height: int | Literal["auto"] = "auto",
    infos: Mapping[str, str] | None = None,
    find: bool = True,
) -> None:
    """Show a table of accounts; a click anywhere in a row, or Enter, opens the account.

    frame: a hidden `account_id` first, then the columns in the order to show, the most important rows first; money in
    ten-thousandths, shares from 0 to 1, tiers as letters. Beyond `MOST_ROWS` it says how many there are. `columns`
    sets what does not follow from name and type, `widths` least widths in points, `infos` what a number means beside
    the formula that follows from its name; `height` limits the rows at first, the others follow on demand. `find`: with
    a box to find text in.
    """
    if frame.is_empty():
        st.caption(words.say("No accounts match."))
        return
    shown = rows_to_send(frame, words)
    settings = {
        name: _settings(name, dtype, (columns or {}).get(name), widths or {}, infos or {}, words)
        for name, dtype in shown.schema.items()
        if name != "account_id"
    }
    rows = ROWS_AT_FIRST if height == "auto" else max(5, (height - HEAD_POINTS) // ROW_POINTS)
    memory = table_memory()
    mount(
        payload(shown, settings, words, memory.read(key), rows, find),
        key,
        lambda account_id: _open(account_id, shown, memory.read(key)),
        lambda choices: memory.save(key, choices),
    )


def _open(account_id: str, shown: pl.DataFrame, choices: TableChoices) -> None:
    """Open an account of a table, through which the account screen walks."""
    remember_list(shown_order(shown, choices))
    open_account(account_id)


def shown_order(shown: pl.DataFrame, choices: TableChoices) -> list[str]:
    """The ids of a table's accounts in the order in which the reader sees them, unknown values last."""
    rows = shown
    if choices.order is not None and choices.order[0] in shown.columns:
        name, way = choices.order
        rows = shown.sort(name, descending=way == "down", nulls_last=True, maintain_order=True)
    return rows["account_id"].to_list()


def _settings(
    name: str,
    dtype: pl.DataType,
    column: Column | None,
    widths: Mapping[str, int],
    infos: Mapping[str, str],
    words: Language,
) -> Column:
    given = column or Column()
    measure = MEASURES.get(name)
    label = words.say(measure.label if measure else COLUMN_LABELS.get(name, name))
    width = widths.get(name) if given.width is None else given.width
    help_text = given.help or infos.get(name) or words.say(formula_of(name))
    return settled(name, dtype, replace(given, width=width, help=help_text), label)
