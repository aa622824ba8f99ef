"""A finding beside its place: what it says after the place that its sentence begins with."""

from __future__ import annotations

from kam_core.intake import Finding
from kam_core.locale.language import Language

AFTER_PLACE = ":： "


def brief(one: Finding, words: Language) -> str:
    """The sentence without file, line and column, where it begins with them."""
    said = words.say(one.message)
    place = words.say(one.place.words)
    return said.removeprefix(place).lstrip(AFTER_PLACE) if said.startswith(place) else said
