"""Parts of a model – a cut, the gates – as one line of plain text: `kind:quota,s:0.05,a:0.15,b:0.3`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from kam_core.vocabulary.message import UserError

OFF = "off"
"""A part in which nothing is set, such as a capacity without limits."""
SWITCHES = {"true": True, "false": False}
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_WORD = re.compile(r"[a-z_]{1,40}")
_LONGEST_NUMBER = 400
"""The longest double without an exponent has fewer digits."""


def exact(value: float) -> str:
    """A number in the one way that it is written in a link: every digit, no exponent, no needless zero."""
    text = format(Decimal(repr(float(value) + 0.0)), "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def number(name: str, text: str) -> float:
    """A number as `exact` writes it, not negative. Refuses every other way to write it, and what is no number."""
    if not _NUMBER.fullmatch(text) or len(text) > _LONGEST_NUMBER:
        raise UserError("The link says {name}: {text} is not a number like 20.5.", name=name, text=text[:60])
    if text.startswith("-"):
        raise UserError("The link says {name}: {text} is negative; no lever goes below 0.", name=name, text=text[:60])
    value = float(text)
    if exact(value) != text:
        raise UserError(
            "The link says {name}: {text} is not written as a link writes it. It was changed on its way; "
            "ask for it again.",
            name=name,
            text=text[:60],
        )
    return value


def flat(part: BaseModel) -> str:
    """A part as text, every field by name; one that is None is left out."""
    return ",".join(f"{name}:{value}" for name, value in _fields(part.model_dump(exclude_none=True), "")) or OFF


def read_flat(name: str, text: str) -> Mapping[str, Any]:
    """The fields of a part as plain data. Refuses what `flat` does not write."""
    if text == OFF:
        return {}
    found: dict[str, Any] = {}
    for one in text.split(","):
        path, mark, value = one.partition(":")
        *above, last = path.split(".")
        if not mark or not all(_WORD.fullmatch(word) for word in (*above, last)):
            raise UserError("The link says {name} = {text}, which cannot be read.", name=name, text=one[:60])
        place = found
        for word in above:
            place = place.setdefault(word, {})
            if not isinstance(place, dict):
                raise UserError("The link says {name} = {text}, which cannot be read.", name=name, text=one[:60])
        if last in place:
            raise UserError("The link says {name} twice: {text}.", name=name, text=one[:60])
        place[last] = _value(name, value)
    return found


def _fields(values: Mapping[str, Any], above: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in values.items():
        match value:
            case dict():
                found += _fields(value, f"{above}{name}.")
            case bool():
                found.append((above + name, "true" if value else "false"))
            case int() | float():
                found.append((above + name, exact(value)))
            case _:
                found.append((above + name, str(value)))
    return found


def _value(name: str, text: str) -> Any:
    if text in SWITCHES:
        return SWITCHES[text]
    if _WORD.fullmatch(text):
        return text
    value = number(name, text)
    # A count is a whole number; a share that happens to be whole is read the same.
    return int(value) if "." not in text else value
