"""The table in the browser: its code, what is sent to it, and what a click sends back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import polars as pl
import streamlit as st

from kam_core.charts.theme import DARK_TIER_COLOURS, DARK_TIER_INK, TIER_COLOURS, TIER_INK
from kam_core.locale.language import Language
from kam_core.vocabulary.enums import TIERS
from kam_core.vocabulary.message import N_
from pages.widgets.browser_files import browser_text
from pages.widgets.tables.cells import cells
from pages.widgets.tables.column import ANSWER, RIGHT, Cell, Column
from pages.widgets.tables.memory import TableChoices

_TABLE = st.components.v2.component(
    "kam_accounts",
    html='<div class="accounts"></div>',
    css=browser_text(__file__, "look.css"),
    js=browser_text(__file__, "cells.js", "choices.js", "cards.js", "table.js"),
)
MOST_ROWS = 1_000
"""Rows of a table that are sent to the browser; nobody reads further, and each costs time."""
LEAST_TO_SEARCH = 10
"""Rows from which on a table has a box to find text in."""


def rows_to_send(frame: pl.DataFrame, words: Language) -> pl.DataFrame:
    """The first rows of a table, with a line above it that says how many there are where not all are sent."""
    if frame.height > MOST_ROWS:
        st.caption(words.say("Top {shown} of {all}.", shown=MOST_ROWS, all=frame.height))
    return frame.head(MOST_ROWS)


def payload(
    frame: pl.DataFrame,
    columns: Mapping[str, Column],
    words: Language,
    choices: TableChoices,
    rows_at_first: int,
    find: bool,
) -> dict[str, Any]:
    """All that the browser needs; `frame` has the columns in the order to show.

    With a hidden `account_id` a row leads to its account; without it the table is only read.
    """
    default = tuple(name for name, column in columns.items() if not column.shown)
    leads_on = "account_id" in frame.columns and "account_id" not in columns
    roles = card_roles(columns) if leads_on else {}
    return {
        "columns": [
            {
                "n": name,
                "l": column.label,
                "k": column.cell.value,
                "p": column.priority,
                "w": column.width,
                "i": column.help,
                "r": int(column.right or column.cell in RIGHT),
                "c": roles.get(name, ""),
                # A number written as text has no order of its own.
                "f": int(column.right and column.cell == Cell.TEXT),
                **({"e": list(column.notes)} if column.notes else {}),
                **({"b": list(column.beside[: frame.height])} if any(column.beside) else {}),
                **cells(frame[name], column, words),
            }
            for name, column in columns.items()
        ],
        "ids": frame["account_id"].to_list() if leads_on else None,
        "rows": frame.height,
        "head": "name" if leads_on else next(iter(columns), ""),
        "hidden": list(default if choices.hidden is None else choices.hidden),
        "order": choices.order,
        "first": rows_at_first,
        "find": find and frame.height > LEAST_TO_SEARCH,
        "language": words.spec.tag,
        "tiers": {
            tier: [TIER_COLOURS[tier], DARK_TIER_COLOURS[tier], TIER_INK[tier], DARK_TIER_INK[tier]] for tier in TIERS
        },
        "words": {
            "accounts": words.say("Accounts") if leads_on else None,
            "find": words.say("Find in this table"),
            "columns": words.say("Choose columns"),
            "order": words.say("Sort by"),
            "as_given": words.say("Default order"),
            "narrow": words.say("no room on this screen"),
            "none": words.say("No accounts match.") if leads_on else words.say("No rows match."),
            "more": words.say(N_("Show {count} more")),
            "of": words.show(frame.height),
        },
    }


def card_roles(columns: Mapping[str, Column]) -> dict[str, str]:
    """What stands where on the card that a narrow screen shows: badge and name, amount, reason, date and owner."""

    def first(*kinds: Cell, names: tuple[str, ...] = ()) -> str | None:
        named = [name for name in names if name in columns]
        of_kind = [name for name, column in columns.items() if column.cell in kinds and column.shown]
        return next((name for name in (*named, *of_kind) if name not in roles), None)

    roles: dict[str, str] = {"name": "name"}
    for role, name in (
        ("badge", first(Cell.TIER, Cell.MOVE, names=("tier", "move"))),
        ("amount", first(Cell.MONEY, names=("stake", "larger_revenue", "revenue"))),
    ):
        if name is not None:
            roles[name] = role
    if "amount" not in roles.values() and (number := first(Cell.SCORE, Cell.NUMBER, Cell.SHARE)):
        roles[number] = "amount"
    for role, name in (("reason", first(names=("why", "next_step", "marks"))), ("date", first(Cell.DATE)),
                       ("owner", first(names=("owner",)))):  # fmt: skip
        if name is not None:
            roles[name] = role
    # What else carries the answer stands below with its head: a card has no heads of its own.
    for name, column in columns.items():
        if name not in roles and (name == "next_step" or column.priority == ANSWER) and column.cell != Cell.HISTORY:
            roles[name] = "line"
    return roles


def mount_rows(payload: Mapping[str, Any], key: str) -> None:
    """Show a table that is only read."""
    _TABLE(key=key, data=_encoded(payload))


def mount(
    payload: Mapping[str, Any], key: str, open_row: Callable[[str], None], save: Callable[[TableChoices], None]
) -> None:
    """Show a table of accounts. A click calls `open_row` with the id of the clicked row, whatever the order is."""

    def clicked() -> None:
        account_id = _sent(key, "open")
        if isinstance(account_id, str):
            open_row(account_id)

    def chosen() -> None:
        choices = parsed_choices(_sent(key, "choices"))
        if choices is not None:
            save(choices)

    _TABLE(key=key, data=_encoded(payload), on_open_change=clicked, on_choices_change=chosen)


def _encoded(payload: Mapping[str, Any]) -> bytes:
    """Bytes, because Streamlit would write each Chinese letter as six."""
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()


def _sent(key: str, event: str) -> object:
    return (st.session_state.get(key) or {}).get(event)


def parsed_choices(sent: object) -> TableChoices | None:
    """The choices that the browser sent; None where they are no choices."""
    if not isinstance(sent, dict):
        return None
    hidden, order = sent.get("hidden"), sent.get("order")
    if hidden is not None and not (isinstance(hidden, list) and all(isinstance(name, str) for name in hidden)):
        return None
    if isinstance(order, list) and len(order) == 2 and isinstance(order[0], str) and order[1] in ("up", "down"):
        return TableChoices(None if hidden is None else tuple(hidden), (order[0], order[1]))
    return TableChoices(None if hidden is None else tuple(hidden))
