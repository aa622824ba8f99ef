"""An entry: a change that a person typed into a table, with author and time; withdrawn, never overwritten."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

Plain = str | int | float | bool | None
"""A stored value: days and moments as ISO text, money as decimal text, an account as its id."""


@dataclass(frozen=True, slots=True)
class Target:
    """A reference to an imported row: the number of the filled alternative of its natural key, the values of that
    alternative, and the position among rows with the same key."""

    key: tuple[Plain, ...]
    nth: int


@dataclass(frozen=True)
class Entry:
    """One change of one row.

    row_id: the first entry of the row. target: None for a row that was typed; `nth` is then its position among rows
    with the same key at that time. fields: the new values, None clears a value; released: fields that go back to the
    imported value. supersedes: the newest entry of the row that its author had seen; import_id: the import that made
    it. Times are UTC; changed: the audit entry of its last change.
    """

    id: str
    data_set_id: str
    number: int
    table: str
    row_id: str
    target: Target | None
    nth: int
    fields: Mapping[str, Plain]
    released: tuple[str, ...]
    note: str
    actor: str
    at: datetime.datetime
    supersedes: str | None
    import_id: str | None
    withdrawn_at: datetime.datetime | None
    withdrawn_by: str | None
    changed: int

    @property
    def is_active(self) -> bool:
        """Whether it has not been withdrawn."""
        return self.withdrawn_at is None
