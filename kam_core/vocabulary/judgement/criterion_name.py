"""Name of a judged criterion for readers, also of one that this version does not know."""

from __future__ import annotations

from collections.abc import Callable

from kam_core.vocabulary.judgement.criteria import CRITERIA
from kam_core.vocabulary.message import Message


def criterion_name(name: str, say: Callable[[Message], str] = str) -> str:
    """The label of a judged criterion; one of another version keeps its name."""
    known = CRITERIA.get(name)
    return name if known is None else say(Message(known.label))
