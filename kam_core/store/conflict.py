"""Two editors at once: the later one is told, and nothing of the earlier one is lost."""

from __future__ import annotations

import datetime

from kam_core.vocabulary.message import Message, UserError


class ConflictError(UserError):
    """What was to be changed has been changed meanwhile.

    theirs: what is kept now; mine: what was to be kept; by, at: who changed it and when (UTC).
    """

    def __init__(self, *, theirs: object, mine: object, by: str, at: datetime.datetime) -> None:
        super().__init__(
            Message(
                "This was changed by {by} at {at} while you worked on it. Look at both and decide again; "
                "nothing was overwritten.",
                by=by,
                at=at.replace(microsecond=0),
            )
        )
        self.theirs = theirs
        self.mine = mine
        self.by = by
        self.at = at
