"""What a person answered, corrected and decided about the staged files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st

from kam_core.intake import Choices
from kam_core.intake.matching.mapping import ColumnMapping
from kam_core.intake.shaping.cell_corrections import CellFix, RowDrop
from kam_core.sandbox.serialisation import Wire
from kam_core.store.files import durable_files
from pages.shell import clock
from pages.shell.cache import store_cache
from pages.shell.workspace import workspace

_STATE, _TOLD = "given", "given_told"
ANSWERS = "answers.json"
Cell = tuple[str, str | None, int, str]
"""File, sheet, line and column header."""
Row = tuple[str, str | None, int]


@dataclass
class Given:
    """Answers per file, columns per header set, cells rewritten, rows dropped, rules, and where the import goes.

    currencies: what is done with amounts in several currencies; returns: whether returned orders are taken off.
    typed: tables in which the files win over what people typed. data set: the data set to add to; None is a new one,
    called `name`.
    """

    files: dict[str, dict[str, str]] = field(default_factory=dict)
    mapped: dict[str, ColumnMapping] = field(default_factory=dict)
    fixes: dict[Cell, str] = field(default_factory=dict)
    dropped: set[Row] = field(default_factory=set)
    currency: str | None = None
    currencies: str | None = None
    returns: str | None = None
    rules: dict[str, str] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    typed: set[str] = field(default_factory=set)
    data_set_id: str | None = None
    name: str = ""
    stamp: int = 0

    def __post_init__(self) -> None:
        self.dropped, self.typed = set(self.dropped), set(self.typed)

    def choices(self, remembered: dict[str, ColumnMapping]) -> Choices:
        """All of it as the intake takes it."""
        return Choices(
            currency=self.currency,
            currencies=self.currencies,
            returns=self.returns,
            today=clock.today(),
            files=self.files,
            remembered={
                **remembered,
                **{key: one.merged_over(remembered.get(key, ColumnMapping())) for key, one in self.mapped.items()},
            },
            fixes=tuple(CellFix(*cell, value) for cell, value in sorted(self.fixes.items(), key=str)),
            dropped=tuple(RowDrop(*row) for row in sorted(self.dropped, key=str)),
            rules=self.rules,
            missing=self.missing,
        )

    def say_kinds(self, key: str, header: str, kinds: Mapping[str, str]) -> None:
        """What lines with certain words in a column are, in files with these headers (`header_set_key`)."""
        self.mapped[key] = ColumnMapping(kinds={header: kinds}).merged_over(self.mapped.get(key, ColumnMapping()))
        self.stamp += 1

    def answer(self, file: str, question: str, value: str | None) -> None:
        """How one file is to be read; None: find out."""
        answers = self.files.setdefault(file, {})
        if value is None:
            answers.pop(question, None)
        else:
            answers[question] = value


def given(folder: Path) -> Given:
    """What was given for the files in this folder so far, also before a reload."""
    if _STATE not in st.session_state:
        # Who works with a data set most likely brings more of it.
        now = workspace().dataset
        st.session_state[_STATE] = _kept(folder) or Given(data_set_id=now if now in store_cache.data_sets() else None)
    found: Given = st.session_state[_STATE]
    return found


def keep(answers: Given, folder: Path) -> None:
    """Lay the answers beside the files: a reload is a new session, and nobody corrects a cell twice."""
    told = json.dumps(Wire(folder, Given).encoded(answers), ensure_ascii=False)
    if st.session_state.get(_TOLD) != told and folder.is_dir():
        with suppress(OSError):
            durable_files.write_file(folder / ANSWERS, told.encode())
            st.session_state[_TOLD] = told


def _kept(folder: Path) -> Given | None:
    # Half a file, or one of another version, is no answer: then it is asked again.
    with suppress(OSError, ValueError, TypeError, KeyError):
        found = Wire(folder, Given).decoded(json.loads((folder / ANSWERS).read_text(encoding="utf-8")))
        if isinstance(found, Given):
            found.data_set_id = found.data_set_id if found.data_set_id in store_cache.data_sets() else None
            return found
    return None


def forget() -> None:
    """Begin anew: the files are imported or were taken away."""
    st.session_state.pop(_STATE, None)
