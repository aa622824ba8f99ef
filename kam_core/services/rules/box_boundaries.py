"""Document of a data set with the boundaries of the nine boxes, by axis: proposed once, then stored."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from kam_core.insight.account_matrix.axes import AXES
from kam_core.insight.account_matrix.nine_boxes import Boundaries
from kam_core.services.rules.documents import DocumentKind
from kam_core.vocabulary.message import UserError

NONE: Mapping[str, Boundaries] = MappingProxyType({})


def read_boundaries(plain: Mapping[str, Any]) -> Mapping[str, Boundaries]:
    """Axis → low and high boundary from plain JSON; refuses an unknown axis and boundaries that do not rise."""
    found: dict[str, Boundaries] = {}
    for axis, pair in plain.items():
        if axis not in AXES:
            raise UserError("The boundaries name {axis}, which this version does not know.", axis=axis)
        if not isinstance(pair, list) or len(pair) != 2 or not all(_is_number(one) for one in pair):
            raise UserError("The boundaries of {axis} are not two numbers.", axis=axis)
        if pair[0] >= pair[1]:
            raise UserError("The lower boundary must be below the upper one.")
        found[axis] = (float(pair[0]), float(pair[1]))
    return MappingProxyType(found)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def plain_boundaries(boundaries: Mapping[str, Boundaries]) -> dict[str, list[float]]:
    """The boundaries as plain JSON."""
    return {axis: list(pair) for axis, pair in boundaries.items()}


BOX_BOUNDARIES: DocumentKind[Mapping[str, Boundaries]] = DocumentKind(
    "box_boundaries", NONE, read_boundaries, plain_boundaries
)
