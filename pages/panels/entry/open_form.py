"""State of an open entry form: the row as the person read it, and the errors of the last attempt to save."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

from kam_core.entries.entry_rows import EntryRow
from kam_core.store.conflict import ConflictError
from kam_core.vocabulary.message import Message

_OPEN, _NUMBER, _DONE = "entry_open", "entry_number", "entry_done"


@dataclass
class OpenForm:
    """A form and the outcome of the last attempt to save it.

    account: id of the page's account. row: the row as it was read, None for a new one. number: tells its widgets from
    those of earlier forms. field_errors, error: why it was not saved. conflict: the change of somebody else that was
    faster; unsaved_values: the values that were to be saved then.
    """

    table: str
    account: str
    row: EntryRow | None
    number: int
    field_errors: Mapping[str, Message] = field(default_factory=dict)
    error: Message | None = None
    conflict: ConflictError | None = None
    unsaved_values: Mapping[str, object] = field(default_factory=dict)

    def key(self, name: str) -> str:
        """The key of a widget."""
        return f"entry_{self.table}_{name}_{self.number}"

    def is_on(self, row: EntryRow) -> bool:
        """Whether it was opened on this row, which somebody may have changed meanwhile."""
        if self.row is None:
            return False
        if self.row.target is not None and self.row.target == row.target:
            return True
        return self.row.row_id is not None and self.row.row_id == row.row_id


@dataclass(frozen=True)
class LastAction:
    """The last action on a table, undone by withdrawing its entry, or by restoring a withdrawn one."""

    account: str
    message: Message
    entry_id: str
    withdrawn: bool = False


def row_id_text(row: EntryRow) -> str:
    """A key that tells a row from the others of its table."""
    return row.row_id or str(row.target)


def open_form(table: str, account: str, row: EntryRow | None = None) -> None:
    """Open a form; another one on the table is closed."""
    number = int(st.session_state.get(_NUMBER, 0)) + 1
    st.session_state[_NUMBER] = number
    open_forms()[table] = OpenForm(table, account, row, number)
    last_actions().pop(table, None)


def close_form(table: str) -> None:
    """Close the form and drop the values typed in it."""
    open_forms().pop(table, None)


def open_form_of(table: str, account: str) -> OpenForm | None:
    """The form that is open on a table of an account."""
    forms = open_forms().get(table)
    return forms if forms is not None and forms.account == account else None


def open_forms() -> dict[str, OpenForm]:
    """The open forms by table."""
    forms: dict[str, OpenForm] = st.session_state.setdefault(_OPEN, {})
    return forms


def last_actions() -> dict[str, LastAction]:
    """The last action by table."""
    forms: dict[str, LastAction] = st.session_state.setdefault(_DONE, {})
    return forms
