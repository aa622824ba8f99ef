"""Measure: one column of numbers about accounts, with its kind, label, unit and formula."""

from __future__ import annotations

from dataclasses import dataclass

from kam_core.vocabulary.field import Kind


@dataclass(frozen=True, slots=True)
class Measure:
    """One column of the account frame.

    formula: what it is computed from, over which lines or days, and where it is blank; shown beside the number. needs:
    the table without which nothing is known. unit: that of a plain number, for example 1/month; other kinds imply it.
    """

    name: str
    kind: Kind
    label: str
    formula: str
    needs: str = "transactions"
    unit: str = ""
