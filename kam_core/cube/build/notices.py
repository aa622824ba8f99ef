"""Notices after a cube build: cancelled lines, mixed currencies, blanks in ids, outlying dates, duplicate files."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from pathlib import Path

from kam_core.cube.manifest import Manifest, Source
from kam_core.vocabulary.calendar import date_of
from kam_core.vocabulary.message import Message

MAX_GAP_DAYS = 365
"""A last day that much later than the one before is likely a typing error, and all measures would look back from it."""


def line_notices(cube: Manifest) -> list[Message]:
    """Notices about the lines of the cube."""
    notices = []
    cancelled = sum(one.cancelled for one in cube.sources)
    trimmed = sum(one.trimmed for one in cube.sources)
    if cancelled:
        notices.append(
            Message(
                "{count} line is excluded because its order was cancelled.",
                "{count} lines are excluded because their order was cancelled.",
                "count",
                count=cancelled,
            )
        )
    currencies = sorted({code for one in cube.sources if one.there for code in one.currencies})
    if len(currencies) > 1:
        notices.append(
            Message(
                "Amounts in {count} currencies ({currencies}) are added up without conversion, as you chose.",
                count=len(currencies),
                currencies=", ".join(currencies),
            )
        )
    if trimmed:
        notices.append(
            Message(
                "Spaces around ids were removed in {count} line.",
                "Spaces around ids were removed in {count} lines.",
                "count",
                count=trimmed,
            )
        )
    months = sorted((one for one in cube.months if one.last_day is not None), key=lambda one: one.month)
    if len(months) > 1:
        last, before = months[-1], months[-2]
        assert last.last_day is not None
        assert before.last_day is not None
        if last.first_day == last.last_day and last.last_day - before.last_day > MAX_GAP_DAYS:
            notices.append(
                Message(
                    "The last order line is dated {day}, with no other line in the year before. Check this date.",
                    day=date_of(last.last_day),
                )
            )
    return notices


def duplicate_file_notices(sources: Sequence[Source], unchanged: Collection[int]) -> list[Message]:
    """Notices about files with the same bytes, whose lines count twice. Only files of the same size are read."""
    by_size: dict[int, list[int]] = {}
    for number, source in enumerate(sources):
        if source.there and source.months:
            by_size.setdefault(source.size, []).append(number)
    notices = []
    for numbers in by_size.values():
        if len(numbers) < 2 or all(number in unchanged for number in numbers):
            continue
        by_digest: dict[str, Source] = {}
        for number in numbers:
            source = sources[number]
            other = by_digest.setdefault(_digest(Path(source.path)), source)
            if other is not source:
                notices.append(
                    Message(
                        "{file} and {other} are identical, so their lines are counted twice. Remove one if this "
                        "is a mistake.",
                        file=other.path,
                        other=source.path,
                    )
                )
    return notices


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
