"""What a person answered, corrected and decided about the files in the tray."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

from kam_core.intake import Choices
from kam_core.intake.matching.mapping import Mapped
from kam_core.intake.shaping.fixes import Drop, Fix
from kam_core.vocabulary.tables.transactions import CANCELLED_STATUSES
from pages.parts import cached, session

_STATE = "given"
Cell = tuple[str, str | None, int, str]
"""File, sheet, line and column header."""
Row = tuple[str, str | None, int]


@dataclass
class Given:
    """Answers per file, columns per header set, cells rewritten, rows dropped, rules, and where the import goes.

    book: the data set to add to; None is a new one, called `name`.
    """

    files: dict[str, dict[str, str]] = field(default_factory=dict)
    mapped: dict[str, Mapped] = field(default_factory=dict)
    fixes: dict[Cell, str] = field(default_factory=dict)
    dropped: set[Row] = field(default_factory=set)
    exclude_status: tuple[str, ...] = CANCELLED_STATUSES
    currency: str | None = None
    rules: dict[str, str] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    book: str | None = None
    name: str = ""
    stamp: int = 0

    def choices(self, remembered: Mapping[str, Mapped]) -> Choices:
        """All of it as the intake takes it."""
        return Choices(
            exclude_status=self.exclude_status,
            currency=self.currency,
            today=cached.today(),
            files=self.files,
            remembered={**remembered, **self.mapped},
            fixes=tuple(Fix(*cell, value) for cell, value in sorted(self.fixes.items(), key=str)),
            dropped=tuple(Drop(*row) for row in sorted(self.dropped, key=str)),
            rules=self.rules,
            missing=self.missing,
        )

    def answer(self, file: str, question: str, value: str | None) -> None:
        """How one file is to be read; None: find out."""
        answers = self.files.setdefault(file, {})
        if value is None:
            answers.pop(question, None)
        else:
            answers[question] = value


def given() -> Given:
    """What was given in this session so far."""
    if _STATE not in st.session_state:
        # Who works with a data set most likely brings more of it.
        now = session.workspace().dataset
        st.session_state[_STATE] = Given(book=now if now in cached.books() else None)
    found: Given = st.session_state[_STATE]
    return found


def forget() -> None:
    """Begin anew: the files are imported or were taken away."""
    st.session_state.pop(_STATE, None)
