"""Entry fields: one widget per column, by its kind, and the value typed into it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from kam_core.entries.plain_values import MOMENT
from kam_core.locale.language import Language
from kam_core.vocabulary.choice_labels import NAMED_LABELS, choice_label, named_label
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

    key: of its widget. initial: the stored value that it begins with. frequent_values: words to choose from, where
    others may be typed as well.
    """

    table: Table
    field: Field
    key: str
    initial: Plain
    frequent_values: Sequence[str] = ()


def show_cell(cell: Cell, words: Language) -> None:
    """The widget of a column, with its label, unit and help."""
    field, key = cell.field, _key(cell, words)
    label, tip = _label(field, words), words.say(field.help) or None
    match field.kind:
        case Kind.CHOICE if field.choices:
            label_of = partial(_choice_label, cell, words)
            options: list[str] = [word for word, _ in field.choices]
            index = options.index(str(cell.initial)) if cell.initial in options else None
            st.selectbox(label, options, index=index, format_func=label_of, key=key, help=tip, placeholder="–")
        case Kind.TEXT if names := list(NAMED_LABELS.get((cell.table.name, field.name), {})):
            # A file may name what we do not know: it stays.
            options = list(dict.fromkeys([*names, *([] if cell.initial is None else [str(cell.initial)])]))
            index = None if cell.initial is None else options.index(str(cell.initial))
            st.selectbox(
                label, options, index=index, format_func=partial(_named_label, cell, words), key=key, help=tip,
                placeholder="–",
            )  # fmt: skip
        case Kind.DATE:
            st.date_input(
                label, value=_date_of(cell.initial), min_value=FIRST_DAY, max_value=LAST_DAY, format="YYYY-MM-DD",
                key=key, help=tip,
            )  # fmt: skip
        case Kind.MOMENT:
            day, time = st.columns(2, vertical_alignment="bottom")
            at = None if cell.initial is None else datetime.datetime.strptime(str(cell.initial), MOMENT)
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
                label, [True, False], default=cell.initial if isinstance(cell.initial, bool) else None,
                format_func=lambda option: words.say("Yes") if option else words.say("No"), key=key, help=tip,
            )  # fmt: skip
        case Kind.NUMBER if (steps := _steps(cell)) is not None:
            index = None if cell.initial is None else steps.index(float(cell.initial))
            st.selectbox(label, steps, index=index, format_func=lambda option: f"{option:g}", key=key, help=tip,
                         placeholder=f"{field.low:g}–{field.high:g}")  # fmt: skip
        case Kind.SHARE:
            initial = None if cell.initial is None else round(float(cell.initial) * PER_CENT, 6)
            st.number_input(label, value=initial, step=1.0, format="%g", key=key, help=tip)
        case Kind.COUNT | Kind.DAYS:
            st.number_input(label, value=None if cell.initial is None else int(cell.initial), step=1, key=key, help=tip)
        case Kind.NUMBER | Kind.SCORE:
            initial = None if cell.initial is None else float(cell.initial)
            st.number_input(label, value=initial, step=1.0, format=f"%.{_decimals_shown(initial)}f", key=key, help=tip)
        case _ if cell.frequent_values:
            options = list(
                dict.fromkeys([*cell.frequent_values, *([] if cell.initial is None else [str(cell.initial)])])
            )
            index = None if cell.initial is None else options.index(str(cell.initial))
            st.selectbox(
                label, options, index=index, format_func=partial(status_text, words=words), key=key, help=tip,
                accept_new_options=True, placeholder=words.say("Choose or type"),
            )  # fmt: skip
        case _:
            draw = st.text_area if field.name in LONG else st.text_input
            draw(label, value=_input_text(cell), key=key, help=tip)


def typed_value(cell: Cell, words: Language) -> object:
    """The value in the widget now; None where it is empty."""
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
    """Whether the value in the widget differs from the initial one."""
    now, initial = typed_value(cell, words), cell.initial
    if now is None or initial is None:
        return (now is None) != (initial is None)
    match cell.field.kind:
        case Kind.DATE:
            return str(now) != str(initial)
        case Kind.MOMENT:
            return not isinstance(now, datetime.datetime) or now.strftime(MOMENT) != initial
        case Kind.MONEY:
            return str(now) != _input_text(cell)
        case Kind.SHARE:
            return abs(float(str(now)) - float(initial)) > 1e-9
        case _:
            return now != initial


def _key(cell: Cell, words: Language) -> str:
    """Where options are words, each language has a widget of its own."""
    is_named = (cell.table.name, cell.field.name) in NAMED_LABELS
    has_words = cell.field.choices or cell.field.kind is Kind.FLAG or cell.frequent_values or is_named
    return f"{cell.key}_{words.code}" if has_words else cell.key


def _time_key(cell: Cell, words: Language) -> str:
    return f"{_key(cell, words)}_time"


def _label(field: Field, words: Language) -> str:
    label = label_with_unit(field, words)
    return f"{label} \\*" if field.required else label


def label_with_unit(field: Field, words: Language) -> str:
    """The label of a column with its unit, unless the label names it already."""
    label, unit = words.say(field.label), unit_of(field, words)
    return label if not unit or unit.casefold() in label.casefold() else f"{label} ({unit})"


def unit_of(field: Field, words: Language) -> str:
    """The unit of a column in the reader's words; empty where it has none."""
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


def _choice_label(cell: Cell, words: Language, word: str) -> str:
    return words.say(choice_label(cell.table.name, cell.field, word))


def _named_label(cell: Cell, words: Language, word: str) -> str:
    label = named_label(cell.table.name, cell.field.name, word)
    return word if label is None else words.say(label)


def _date_of(value: Plain) -> datetime.date | None:
    return None if value is None else datetime.date.fromisoformat(str(value))


def _input_text(cell: Cell) -> str:
    """A stored value as a person would type it: money without needless zeros."""
    if cell.initial is None:
        return ""
    if cell.field.kind is Kind.MONEY:
        whole, _, decimals = str(cell.initial).partition(".")
        trimmed = decimals.rstrip("0")
        return f"{whole}.{trimmed:<02}" if trimmed else whole
    return str(cell.initial)


def _decimals_shown(number: float | None) -> int:
    """The decimals that show a number unrounded, two at least: a typed number may have some."""
    return next((n for n in range(2, MOST_DECIMALS) if number is None or round(number, n) == number), MOST_DECIMALS)


def _steps(cell: Cell) -> list[float] | None:
    """The steps of a short scale, with the value between them that a file brought, if any."""
    low, high = cell.field.low, cell.field.high
    if low is None or high is None or high - low > MOST_STEPS or low != int(low) or high != int(high):
        return None
    steps = {float(step) for step in range(int(low), int(high) + 1)}
    if cell.initial is not None:
        steps.add(float(cell.initial))
    return sorted(steps)
