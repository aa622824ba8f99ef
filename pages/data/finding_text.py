"""Text of a finding without the place that its sentence begins with."""

from __future__ import annotations

from kam_core.intake import Finding
from kam_core.locale.language import Language

AFTER_PLACE = ":： "


def finding_text(finding: Finding, words: Language) -> str:
    """The sentence without file, line and column, where it begins with them."""
    text = words.say(finding.message)
    place = words.say(finding.place.words)
    return text.removeprefix(place).lstrip(AFTER_PLACE) if text.startswith(place) else text
