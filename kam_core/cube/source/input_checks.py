"""Consistency checks across the source files of a cube: column types, units and currency."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kam_core.cube.manifest import Source
from kam_core.cube.source.input_schema import PARTS, UNITS
from kam_core.intake.findings import OpenQuestionError
from kam_core.vocabulary.message import N_, UserError

CODE = re.compile("[A-Z]{3}")
SEVERAL = N_(
    "The lines are in several currencies ({one} in {file}, {another} in {other}) and cannot be added up. Convert "
    "them first: import the files with a table of exchange rates, or with one currency to keep, use --out DIR, "
    "and build from DIR. Or choose to add them up without conversion."
)


def check_kinds(sources: Sequence[Source]) -> None:
    """Refuse whole numbers beside decimals, in one file or in two: one of them would be read at a wrong scale."""
    first: dict[str, Source] = {}
    for source in sources:
        _check_columns(source)
        for column, kind in source.kinds.items():
            other = first.setdefault(column, source)
            if other.kinds[column] == kind:
                continue
            whole, units = (source, other) if kind == PARTS else (other, source)
            raise UserError(
                "The column {column} contains whole numbers in {file} (ten-thousandths of the currency unit) but "
                "decimals in {other} (units). Use one format for both.",
                column=column,
                file=whole.path,
                other=units.path,
            )


def _check_columns(source: Source) -> None:
    one_of = {kind: column for column, kind in source.kinds.items()}
    if len(one_of) > 1:
        raise UserError(
            "{file}: the column {column} contains whole numbers (ten-thousandths of the currency unit) but "
            "{other} contains decimals (units). Use one format for both.",
            file=source.path,
            column=one_of[PARTS],
            other=one_of[UNITS],
        )


def check_currency(
    sources: Sequence[Source], requested: str | None, default: str | None, added_up: bool = False
) -> str | None:
    """The currency that the lines name, else `default`; None where several are added up on request.

    Asks where there are several, and refuses one that contradicts the requested one.
    """
    named: dict[str, Source] = {}
    for source in sources:
        for one in source.currencies:
            named.setdefault(one, source)
    if len(named) > 1 and added_up:
        return None
    if len(named) > 1:
        (one, source), (another, other) = list(named.items())[:2]
        raise OpenQuestionError(
            "currencies",
            SEVERAL,
            one=one,
            file=source.path,
            another=another,
            other=other.path,
        )
    for one, source in named.items():
        if not CODE.fullmatch(one):
            # A sign that several currencies share; the user knows which it is.
            return default
        if requested is not None and requested != one:
            raise UserError(
                "The amounts in {file} are in {one}, not {wanted}. Omit --currency, or convert them.",
                file=source.path,
                one=one,
                wanted=requested,
            )
        return one
    return default
