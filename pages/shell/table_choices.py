"""Choices for tables in the workspace: hidden columns and order of each, by the key of the table."""

from __future__ import annotations

from pages.shell.view_choices import change_view, reader_language, view_choices
from pages.widgets.tables.memory import TableChoices, TableMemory, use_memory
from pages.widgets.tables.reader import use_language

COLUMNS, ORDERS = "columns", "orders"


def hidden_columns(key: str) -> tuple[str, ...] | None:
    """The columns of the table that were hidden by hand; None where nothing was chosen."""
    hidden = view_choices().get(COLUMNS, {}).get(key)
    return None if hidden is None else tuple(hidden)


def remember_columns(key: str, hidden: tuple[str, ...]) -> None:
    """Save which columns of the table are hidden."""
    change_view(**{COLUMNS: {**view_choices().get(COLUMNS, {}), key: list(hidden)}})


def forget_columns(key: str) -> None:
    """Let the table show the columns that it shows as long as nobody chose."""
    change_view(**{COLUMNS: {name: one for name, one in view_choices().get(COLUMNS, {}).items() if name != key}})


def table_order(key: str) -> tuple[str, str] | None:
    """The column by which the table was sorted by hand, and "up" or "down"."""
    order = view_choices().get(ORDERS, {}).get(key)
    return None if order is None else (order[0], order[1])


def remember_order(key: str, order: tuple[str, str] | None) -> None:
    """Save how the table is sorted; None is its own order."""
    others = {name: one for name, one in view_choices().get(ORDERS, {}).items() if name != key}
    change_view(**{ORDERS: others if order is None else {**others, key: list(order)}})


def _read(key: str) -> TableChoices:
    return TableChoices(hidden_columns(key), table_order(key))


def _save(key: str, choices: TableChoices) -> None:
    if choices.hidden is not None and choices.hidden != hidden_columns(key):
        remember_columns(key, choices.hidden)
    if choices.order != table_order(key):
        remember_order(key, choices.order)


def remember_tables() -> None:
    """Let the tables of all pages speak the reader's language and remember choices in the workspace."""
    use_language(reader_language)
    use_memory(TableMemory(_read, _save))
