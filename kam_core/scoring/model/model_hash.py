"""Hash of a model: the same hash gives the same tiers for the same accounts."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from kam_core.scoring.model.model import Model
from kam_core.scoring.model.overrides import Override, without_overrides
from kam_core.scoring.model.view_bounds import with_home_bounds

HASH_DIGITS = 12
"""Hexadecimal digits: 48 bits tell a million models apart, and a person can still read them out."""


def model_hash(model: Model, separate_overrides: tuple[Override, ...] = ()) -> str:
    """The hash of all parts of a model that affect tiers, `HASH_DIGITS` hexadecimal digits.

    Its name and current view are left out, as are separately stored overrides, which apply to every model. The order of
    the criteria is included, because sums of doubles depend on it in their last bit.
    """
    document = without_overrides(with_home_bounds(model), separate_overrides).model_dump(mode="json", exclude_none=True)
    fields = type(model).model_fields
    # A part with its default value, as a later version of the app may add, must not change the hash.
    defaults = {name: _plain(field.get_default()) for name, field in fields.items() if not field.is_required()}
    defaults["bounds"] = []
    relevant = {
        name: value
        for name, value in document.items()
        if name == "version" or (name != "name" and value != defaults.get(name))
    }
    text = json.dumps(_without_minus_zero(relevant), sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()[:HASH_DIGITS]


def _plain(value: Any) -> Any:
    return value.model_dump(mode="json", exclude_none=True) if hasattr(value, "model_dump") else value


def _without_minus_zero(value: Any) -> Any:
    """Replace −0.0 by 0.0: sums do not distinguish them, so the hash must not."""
    match value:
        case dict():
            return {name: _without_minus_zero(part) for name, part in value.items()}
        case list() | tuple():
            return [_without_minus_zero(part) for part in value]
        case float():
            return value + 0.0
        case _:
            return value
