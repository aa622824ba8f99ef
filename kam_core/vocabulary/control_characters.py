"""Control characters: detect them in names, and escape them for terminals and JSON."""

from __future__ import annotations

import json
import re

CONTROL_CHARACTERS = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069\\ud800-\\udfff]")
"""The control characters of Unicode, its line ends and overrides of direction, and halves of a character."""


def escape_control_characters(text: str) -> str:
    """Write control characters as JSON escapes, so that a terminal prints them and JSON keeps its value."""
    return CONTROL_CHARACTERS.sub(lambda found: json.dumps(found[0])[1:-1], text)
