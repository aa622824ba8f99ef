"""Points in time as people read them: the same for every reader, with the zone said."""

from __future__ import annotations

import datetime

from kam_core.vocabulary.message import Message, Refusal


def moment(at: datetime.datetime) -> str:
    """2026-11-22 07:30 UTC."""
    return f"{at.astimezone(datetime.UTC):%Y-%m-%d %H:%M} UTC"


def in_words(refusal: Refusal) -> Message:
    """The sentence of a refusal with its points in time written like all others."""
    values = {
        name: moment(value) if isinstance(value, datetime.datetime) else value
        for name, value in refusal.message.values.items()
    }
    return Message(refusal.message.text, **values)
