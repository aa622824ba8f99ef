"""Characters that move a cursor, break a line or turn the direction of what follows: no name of ours holds one."""

from __future__ import annotations

import json
import re

CONTROL = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069\\ud800-\\udfff]")
"""The control characters of Unicode, its line ends and overrides of direction, and halves of a character."""


def visible(text: str) -> str:
    """The text with each of them as JSON would write it: a terminal prints it, and JSON stays the same value."""
    return CONTROL.sub(lambda found: json.dumps(found[0])[1:-1], text)
