"""A short name for what a model decides: the same hash, the same tiers from the same accounts."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from kam_core.scoring.model.model import Model, Override, without_overrides
from kam_core.scoring.model.view_bounds import at_home

HASH_DIGITS = 12
"""Hexadecimal digits: 48 bits tell a million models apart, and a person can still read them out."""


def model_hash(model: Model, kept_elsewhere: tuple[Override, ...] = ()) -> str:
    """The hash of what a model decides, `HASH_DIGITS` hexadecimal digits.

    Neither its name counts nor the view in which it is seen, nor do the decisions on single accounts that are kept
    elsewhere: they hold for every model. The order of the criteria counts, because sums of doubles depend on it in
    their last bit.
    """
    document = without_overrides(at_home(model), kept_elsewhere).model_dump(mode="json", exclude_none=True)
    fields = type(model).model_fields
    # A part that a later version of the app adds must not rename all models that do not use it.
    empty = {name: _plain(field.get_default()) for name, field in fields.items() if not field.is_required()}
    empty["bounds"] = []
    decides = {
        name: value
        for name, value in document.items()
        if name == "version" or (name != "name" and value != empty.get(name))
    }
    text = json.dumps(_one_zero(decides), sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()[:HASH_DIGITS]


def _plain(value: Any) -> Any:
    return value.model_dump(mode="json", exclude_none=True) if hasattr(value, "model_dump") else value


def _one_zero(value: Any) -> Any:
    """Minus zero is zero to every sum, so it is to the hash."""
    match value:
        case dict():
            return {name: _one_zero(part) for name, part in value.items()}
        case list() | tuple():
            return [_one_zero(part) for part in value]
        case float():
            return value + 0.0
        case _:
            return value
