"""The window as words, for sentences that say over which months they speak."""

from __future__ import annotations

from kam_core.vocabulary.durations import months_to
from kam_core.vocabulary.message import Message
from pages.shell.session import Desk


def window_words(desk: Desk) -> Message:
    """From how many months, up to which day."""
    return months_to(desk.months, desk.view.as_of)
