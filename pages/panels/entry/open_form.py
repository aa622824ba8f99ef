"""The form that a person has open on a table: what they saw when they began, and what was refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

from kam_core.entries.entry_rows import EntryRow
from kam_core.store.conflict import ConflictError
from kam_core.vocabulary.message import Message

_OPEN, _STAMP, _DONE = "entry_open", "entry_stamp", "entry_done"


@dataclass
class OpenForm:
    """A form and what became of it.

    account: whose page it is on. row: the row as it was read, None for a new one. stamp: tells its widgets from those
    of forms before it. faults, refusal: why it was not saved; stale: who was faster; mine: what was to be saved then.
    """

    table: str
    account: str
    row: EntryRow | None
    stamp: int
    faults: Mapping[str, Message] = field(default_factory=dict)
    refusal: Message | None = None
    stale: ConflictError | None = None
    mine: Mapping[str, object] = field(default_factory=dict)

    def key(self, name: str) -> str:
        """The key of a widget."""
        return f"entry_{self.table}_{name}_{self.stamp}"

    def is_on(self, row: EntryRow) -> bool:
        """Whether it was opened on this row, which somebody may have changed meanwhile."""
        if self.row is None:
            return False
        if self.row.target is not None and self.row.target == row.target:
            return True
        return self.row.row_id is not None and self.row.row_id == row.row_id


@dataclass(frozen=True)
class Done:
    """What was done just now and can be undone: by withdrawing the entry, or by letting it count again."""

    account: str
    told: Message
    entry_id: str
    withdrawn: bool = False


def row_key(row: EntryRow) -> str:
    """What tells a row from the others of its table."""
    return row.row_id or str(row.target)


def open_form(table: str, account: str, row: EntryRow | None = None) -> None:
    """Begin a form; another one on the table is closed."""
    stamp = int(st.session_state.get(_STAMP, 0)) + 1
    st.session_state[_STAMP] = stamp
    forms()[table] = OpenForm(table, account, row, stamp)
    done().pop(table, None)


def close_form(table: str) -> None:
    """Put the form away, with what was typed in it."""
    forms().pop(table, None)


def opened(table: str, account: str) -> OpenForm | None:
    """The form that is open on a table of an account."""
    found = forms().get(table)
    return found if found is not None and found.account == account else None


def forms() -> dict[str, OpenForm]:
    """The open forms by table."""
    found: dict[str, OpenForm] = st.session_state.setdefault(_OPEN, {})
    return found


def done() -> dict[str, Done]:
    """What was done last, by table."""
    found: dict[str, Done] = st.session_state.setdefault(_DONE, {})
    return found
