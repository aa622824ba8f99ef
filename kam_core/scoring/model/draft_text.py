"""Serialise a part of a model as one line of text: `kind:quota,s:0.05,a:0.15,b:0.3`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from kam_core.vocabulary.message import UserError

OFF = "off"
"""Text of a part without values, such as a capacity without limits."""
SWITCHES = {"true": True, "false": False}
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_WORD = re.compile(r"[a-z_]{1,40}")
_LONGEST_NUMBER = 400
"""The longest double without an exponent has fewer digits."""


def exact_text(value: float) -> str:
    """A number in canonical notation: every digit, no exponent, no trailing zeros."""
    text = format(Decimal(repr(float(value) + 0.0)), "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def number(name: str, text: str) -> float:
    """Parse a non-negative number in the notation of `exact_text`. Refuses every other notation."""
    if not _NUMBER.fullmatch(text) or len(text) > _LONGEST_NUMBER:
        raise UserError("{name} in the link: {text} is not a number like 20.5.", name=name, text=text[:60])
    if text.startswith("-"):
        raise UserError("{name} in the link: {text} is negative; the minimum is 0.", name=name, text=text[:60])
    value = float(text)
    if exact_text(value) != text:
        raise UserError(
            "{name} in the link: {text} has the wrong format. The link may have been altered; ask for it again.",
            name=name,
            text=text[:60],
        )
    return value


def part_text(part: BaseModel) -> str:
    """A part as text, every field by name; fields that are None are left out."""
    return ",".join(f"{name}:{value}" for name, value in _fields(part.model_dump(exclude_none=True), "")) or OFF


def read_flat(name: str, text: str) -> Mapping[str, Any]:
    """Parse the fields of a part into plain data. Refuses text that `part_text` does not write."""
    if text == OFF:
        return {}
    fields: dict[str, Any] = {}
    for one in text.split(","):
        path, mark, value = one.partition(":")
        *above, last = path.split(".")
        if not mark or not all(_WORD.fullmatch(word) for word in (*above, last)):
            raise UserError("{name} = {text} in the link cannot be read.", name=name, text=one[:60])
        parent = fields
        for word in above:
            parent = parent.setdefault(word, {})
            if not isinstance(parent, dict):
                raise UserError("{name} = {text} in the link cannot be read.", name=name, text=one[:60])
        if last in parent:
            raise UserError("The link contains {name} twice: {text}.", name=name, text=one[:60])
        parent[last] = _value(name, value)
    return fields


def _fields(values: Mapping[str, Any], above: str) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for name, value in values.items():
        match value:
            case dict():
                pairs += _fields(value, f"{above}{name}.")
            case bool():
                pairs.append((above + name, "true" if value else "false"))
            case int() | float():
                pairs.append((above + name, exact_text(value)))
            case _:
                pairs.append((above + name, str(value)))
    return pairs


def _value(name: str, text: str) -> Any:
    if text in SWITCHES:
        return SWITCHES[text]
    if _WORD.fullmatch(text):
        return text
    value = number(name, text)
    # Counts are integers; a whole share is read as an integer, too.
    return int(value) if "." not in text else value
