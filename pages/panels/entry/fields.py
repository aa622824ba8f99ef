"""One widget for one column, by its kind: how it is drawn, and what was typed into it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from kam_core.entries.plain_values import MOMENT
from kam_core.locale.language import Language
from kam_core.vocabulary.choice_labels import choice_label
from kam_core.vocabulary.entry import Plain
from kam_core.vocabulary.field import Field, Kind, Table
from pages.panels.entry.value_text import status_text

FIRST_DAY, LAST_DAY = datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)
MOST_STEPS = 10
"""A scale of whole steps up to here is chosen from a list."""
LONG = frozenset({"situation", "problem", "implication", "need_payoff", "text", "note", "evidence", "reason", "result"})
"""Columns of notes: several lines."""
PER_CENT = 100.0
MOST_DECIMALS = 6


@dataclass(frozen=True)
class Cell:
    """A column of a form.

    key: of its widget. first: the kept value that it begins with. proposed: words to choose from, where others may be
    typed as well.
    """

    table: Table
    field: Field
    key: str
    first: Plain
    proposed: Sequence[str] = ()


def show_cell(cell: Cell, words: Language) -> None:
    """The widget of a column, with its label, unit and help."""
    field, key = cell.field, _key(cell, words)
    label, tip = _label(field, words), words.say(field.help) or None
    match field.kind:
        case Kind.CHOICE if field.choices:
            said = partial(_choice, cell, words)
            options: list[str] = [word for word, _ in field.choices]
            index = options.index(str(cell.first)) if cell.first in options else None
            st.selectbox(label, options, index=index, format_func=said, key=key, help=tip, placeholder="–")
        case Kind.DATE:
            st.date_input(
                label, value=_day(cell.first), min_value=FIRST_DAY, max_value=LAST_DAY, format="YYYY-MM-DD", key=key,
                help=tip,
            )  # fmt: skip
        case Kind.MOMENT:
            day, time = st.columns(2, vertical_alignment="bottom")
            at = None if cell.first is None else datetime.datetime.strptime(str(cell.first), MOMENT)
            day.date_input(
                label, value=None if at is None else at.date(), min_value=FIRST_DAY, max_value=LAST_DAY,
                format="YYYY-MM-DD", key=key, help=tip,
            )  # fmt: skip
            time.time_input(
                words.say("Time"), value=None if at is None else at.time(), step=datetime.timedelta(minutes=1),
                key=_time_key(cell, words),
            )  # fmt: skip
        case Kind.FLAG:
            st.segmented_control(
                label, [True, False], default=cell.first if isinstance(cell.first, bool) else None,
                format_func=lambda one: words.say("Yes") if one else words.say("No"), key=key, help=tip,
            )  # fmt: skip
        case Kind.NUMBER if (steps := _steps(cell)) is not None:
            index = None if cell.first is None else steps.index(float(cell.first))
            st.selectbox(label, steps, index=index, format_func=lambda one: f"{one:g}", key=key, help=tip,
                         placeholder=f"{field.low:g}–{field.high:g}")  # fmt: skip
        case Kind.SHARE:
            first = None if cell.first is None else round(float(cell.first) * PER_CENT, 6)
            st.number_input(label, value=first, step=1.0, format="%g", key=key, help=tip)
        case Kind.COUNT | Kind.DAYS:
            st.number_input(label, value=None if cell.first is None else int(cell.first), step=1, key=key, help=tip)
        case Kind.NUMBER | Kind.SCORE:
            first = None if cell.first is None else float(cell.first)
            st.number_input(label, value=first, step=1.0, format=f"%.{_decimals(first)}f", key=key, help=tip)
        case _ if cell.proposed:
            options = list(dict.fromkeys([*cell.proposed, *([] if cell.first is None else [str(cell.first)])]))
            index = None if cell.first is None else options.index(str(cell.first))
            st.selectbox(
                label, options, index=index, format_func=partial(status_text, words=words), key=key, help=tip,
                accept_new_options=True, placeholder=words.say("Choose or type"),
            )  # fmt: skip
        case _:
            draw = st.text_area if field.name in LONG else st.text_input
            draw(label, value=_written(cell), key=key, help=tip)


def typed(cell: Cell, words: Language) -> object:
    """What stands in the widget now; None where it is empty."""
    value = st.session_state.get(_key(cell, words))
    match cell.field.kind:
        case Kind.MOMENT:
            time = st.session_state.get(_time_key(cell, words))
            if isinstance(value, datetime.date) and isinstance(time, datetime.time):
                return datetime.datetime.combine(value, time)
            # A day or a time alone is refused with a sentence, not dropped.
            return str(value or time) if value or time else None
        case Kind.SHARE if value is not None:
            return round(float(value) / PER_CENT, 8)
        case _:
            return None if value == "" else value


def is_changed(cell: Cell, words: Language) -> bool:
    """Whether the widget holds something else than it began with."""
    now, first = typed(cell, words), cell.first
    if now is None or first is None:
        return (now is None) != (first is None)
    match cell.field.kind:
        case Kind.DATE:
            return str(now) != str(first)
        case Kind.MOMENT:
            return not isinstance(now, datetime.datetime) or now.strftime(MOMENT) != first
        case Kind.MONEY:
            return str(now) != _written(cell)
        case Kind.SHARE:
            return abs(float(str(now)) - float(first)) > 1e-9
        case _:
            return now != first


def _key(cell: Cell, words: Language) -> str:
    """Where options are words, each language has a widget of its own."""
    spoken = cell.field.choices or cell.field.kind is Kind.FLAG or cell.proposed
    return f"{cell.key}_{words.code}" if spoken else cell.key


def _time_key(cell: Cell, words: Language) -> str:
    return f"{_key(cell, words)}_time"


def _label(field: Field, words: Language) -> str:
    label = named(field, words)
    return f"{label} \\*" if field.required else label


def named(field: Field, words: Language) -> str:
    """The label of a column with its unit, where it does not say it already."""
    label, unit = words.say(field.label), unit_of(field, words)
    return label if not unit or unit.casefold() in label.casefold() else f"{label} ({unit})"


def unit_of(field: Field, words: Language) -> str:
    """What the numbers of a column count, in the reader's words; empty where there is nothing to say."""
    if field.unit:
        return words.say(field.unit)
    match field.kind:
        case Kind.MONEY:
            return words.currency or ""
        case Kind.DAYS:
            return words.say("days")
        case Kind.SHARE:
            return "%"
        case _:
            return ""


def _choice(cell: Cell, words: Language, word: str) -> str:
    return words.say(choice_label(cell.table.name, cell.field, word))


def _day(value: Plain) -> datetime.date | None:
    return None if value is None else datetime.date.fromisoformat(str(value))


def _written(cell: Cell) -> str:
    """A kept value as a person would type it: money without noughts that say nothing."""
    if cell.first is None:
        return ""
    if cell.field.kind is Kind.MONEY:
        whole, _, decimals = str(cell.first).partition(".")
        kept = decimals.rstrip("0")
        return f"{whole}.{kept:<02}" if kept else whole
    return str(cell.first)


def _decimals(number: float | None) -> int:
    """How many decimals show a number as it is, two at least: what is typed may have some."""
    return next((n for n in range(2, MOST_DECIMALS) if number is None or round(number, n) == number), MOST_DECIMALS)


def _steps(cell: Cell) -> list[float] | None:
    """The steps of a short scale, with a value between them where a file brought one."""
    low, high = cell.field.low, cell.field.high
    if low is None or high is None or high - low > MOST_STEPS or low != int(low) or high != int(high):
        return None
    steps = {float(step) for step in range(int(low), int(high) + 1)}
    if cell.first is not None:
        steps.add(float(cell.first))
    return sorted(steps)
