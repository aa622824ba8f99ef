"""Text of entries in the reader's language: the key of the row, its columns and values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from kam_core.entries.row_keys import key_values
from kam_core.vocabulary.choice_labels import choice_label, named_label
from kam_core.vocabulary.entry import Plain
from kam_core.vocabulary.field import Kind, Table
from kam_core.vocabulary.message import Message, Term
from kam_core.vocabulary.plan_status import STATUSES

Say = Callable[[Message], str]


def key_labels(table: Table, key: Sequence[Plain], say: Say = str) -> list[str]:
    """The filled parts of a key as `key_of` gives it; those of a version with other keys as they are."""
    named = key_values(table, key)
    if named is None:
        return [str(value) for value in key[1:] if value is not None]
    return [value_label(table, name, value, say) for name, value in named.items() if value is not None]


def field_labels(table: Table, fields: Mapping[str, Plain], released: Iterable[str], say: Say = str) -> list[str]:
    """Column and value of typed fields, and the released columns, which are as imported."""
    typed = [
        f"{say(Message(table.field(name).label))}: {'–' if value is None else value_label(table, name, value, say)}"
        for name, value in fields.items()
        if name in table.names
    ]
    released_columns = [
        say(Message("{column}: as imported", column=Term(table.field(name).label)))
        for name in released
        if name in table.names
    ]
    return [*typed, *released_columns]


def value_label(table: Table, name: str, value: Plain, say: Say) -> str:
    """A value in the reader's words, where it is one of a column's choices or a status that a form proposes."""
    field, text = table.field(name), str(value)
    if field.kind is Kind.CHOICE:
        return say(Message(choice_label(table.name, field, text)))
    if (label := named_label(table.name, name, text)) is not None:
        return say(Message(label))
    return say(Message(text)) if name == "status" and text in STATUSES else text
