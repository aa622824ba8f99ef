"""What all files of a cube must have in common: what their numbers mean, and in which currency."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kam_core.cube.manifest import Source
from kam_core.cube.shape import PARTS
from kam_core.vocabulary.message import Refusal

CODE = re.compile("[A-Z]{3}")


def check_kinds(sources: Sequence[Source]) -> None:
    """Refuses whole numbers in one file and decimals in another: one of them would be read at a wrong scale."""
    first: dict[str, Source] = {}
    for source in sources:
        for column, kind in source.kinds.items():
            other = first.setdefault(column, source)
            if other.kinds[column] == kind:
                continue
            whole, units = (source, other) if kind == PARTS else (other, source)
            raise Refusal(
                "The column {column} holds whole numbers in {file}, which mean ten-thousandths of the currency unit, "
                "and decimals in {other}, which mean units. Bring both to one kind.",
                column=column,
                file=whole.path,
                other=units.path,
            )


def check_currency(sources: Sequence[Source], wanted: str | None, usual: str | None) -> str | None:
    """The currency that the lines name, else `usual`. Refuses several, and one that is not as wanted."""
    named: dict[str, Source] = {}
    for source in sources:
        for one in source.currencies:
            named.setdefault(one, source)
    if len(named) > 1:
        (one, source), (another, other) = list(named.items())[:2]
        raise Refusal(
            "The lines are in several currencies, {one} in {file} and {another} in {other}; they cannot be added up. "
            "Convert them to one, or build a cube of each.",
            one=one,
            file=source.path,
            another=another,
            other=other.path,
        )
    for one, source in named.items():
        if not CODE.fullmatch(one):
            # A sign that several currencies share: whoever builds knows which it is.
            return usual
        if wanted is not None and wanted != one:
            raise Refusal(
                "{file} says that its amounts are in {one}, not in {wanted}. Leave --currency out, or convert them.",
                file=source.path,
                one=one,
                wanted=wanted,
            )
        return one
    return usual
