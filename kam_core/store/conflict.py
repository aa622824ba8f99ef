"""Edit conflict: an error that carries the values of both editors."""

from __future__ import annotations

import datetime

from kam_core.vocabulary.message import Message, UserError


class ConflictError(UserError):
    """Somebody else changed the record since it was read.

    theirs: the stored value; mine: the refused value; by, at: who changed it and when (UTC).
    """

    def __init__(self, *, theirs: object, mine: object, by: str, at: datetime.datetime) -> None:
        super().__init__(
            Message(
                "{by} changed this at {at} while you were editing. Compare both and decide again; nothing was "
                "overwritten.",
                by=by,
                at=at.replace(microsecond=0),
            )
        )
        self.theirs = theirs
        self.mine = mine
        self.by = by
        self.at = at
