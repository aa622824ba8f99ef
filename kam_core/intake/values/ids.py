"""Ids, and what a spreadsheet that took them for numbers has done to them."""

from __future__ import annotations

import polars as pl

from kam_core.intake.findings import Finding, Place, finding
from kam_core.vocabulary.message import N_

LUCK = 1e-2
"""A chance below which something is no accident."""


def id_findings(text: pl.Series, place: Place) -> tuple[pl.Series, list[Finding]]:
    """Ids as they were before a spreadsheet touched them, as far as that can be told, and what is lost."""
    findings: list[Finding] = []
    known = text.drop_nulls()
    if known.len() and known.str.contains(r"^\d+\.0$").all():
        # A column of numbers passed through a spreadsheet or a script: 12345.0 is the id 12345.
        findings.append(
            finding("note", "id_as_number", place, N_('{place}: ids such as {value} lose their ".0".'), value=known[0])
        )
        return text.str.strip_suffix(".0"), findings
    damaged = known.filter(known.str.contains(r"(?i)^\d(?:[.,]\d+)?E\+?\d{1,2}$"))
    long = known.filter(known.str.contains(r"^\d{17,}$"))
    if (long.len() > 1 and long.str.contains(r"^\d{15}0+$").all()) or _went_through_doubles(long):
        # A spreadsheet keeps 15 digits: it writes noughts for the others, or what its number happens to end with.
        damaged = damaged.append(long)
    if damaged.len():
        told = N_(
            '{place}: {count} {count:id|ids} such as "{value}" {count:was|were} damaged by a spreadsheet and may '
            "name several things. Export {count:it|them} as text."
        )
        findings.append(finding("warn", "damaged_id", place, told, value=damaged[0], count=damaged.len()))
    return text, findings


def _went_through_doubles(long: pl.Series) -> bool:
    """Whether all long ids are whole numbers that a double can hold, which hardly happens by chance."""
    chance = 1.0
    for one in long.unique().head(100).to_list():
        number = int(one)
        if number != int(float(number)):
            return False
        chance *= 2.0**53 / max(number, 2**53)
    return chance < LUCK
