"""An entry: what a person typed into a table, with who and when. Withdrawn, but never overwritten."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

Plain = str | int | float | bool | None
"""A value as it is kept: days and moments as ISO text, money as decimal text, an account as its id."""


@dataclass(frozen=True, slots=True)
class Target:
    """An imported row: the number of the way of its natural key that is filled, the kept values of that way, and
    which of the rows with this key it is."""

    key: tuple[Plain, ...]
    nth: int


@dataclass(frozen=True)
class Entry:
    """One act on one row.

    row_id: the entry that began the row or was its first change. target: None for a row that was typed; `nth` is then
    which of the rows with its key it was when it was typed. fields: what it says, None clears a value; released: fields
    that go back to what the import says. supersedes: the newest entry of the row that its author had seen; import_id:
    the import that made it. Times are UTC; changed: the audit entry of its last change.
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
    def stands(self) -> bool:
        """Whether nobody withdrew it."""
        return self.withdrawn_at is None
