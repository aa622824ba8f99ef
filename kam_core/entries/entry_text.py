"""Say what an entry is about in the reader's words: the key of its row, its columns and values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from kam_core.entries.row_keys import key_values
from kam_core.vocabulary.choice_labels import choice_label
from kam_core.vocabulary.entry import Plain
from kam_core.vocabulary.field import Kind, Table
from kam_core.vocabulary.message import Message, Term
from kam_core.vocabulary.plan_status import STATUSES

Say = Callable[[Message], str]


def key_said(table: Table, key: Sequence[Plain], say: Say = str) -> list[str]:
    """The filled parts of a key as `key_of` gives it; those of a version with other keys as they are."""
    named = key_values(table, key)
    if named is None:
        return [str(value) for value in key[1:] if value is not None]
    return [value_said(table, name, value, say) for name, value in named.items() if value is not None]


def fields_said(table: Table, fields: Mapping[str, Plain], released: Iterable[str], say: Say = str) -> list[str]:
    """Column and value of what was typed, and the columns that give way to the files."""
    typed = [
        f"{say(Message(table.field(name).label))}: {'–' if value is None else value_said(table, name, value, say)}"
        for name, value in fields.items()
        if name in table.names
    ]
    given_way = [
        say(Message("{column}: as imported", column=Term(table.field(name).label)))
        for name in released
        if name in table.names
    ]
    return [*typed, *given_way]


def value_said(table: Table, name: str, value: Plain, say: Say) -> str:
    """A value in the reader's words, where it is one of a column's choices or a status that a form proposes."""
    field, text = table.field(name), str(value)
    if field.kind is Kind.CHOICE:
        return say(Message(choice_label(table.name, field, text)))
    return say(Message(text)) if name == "status" and text in STATUSES else text
