"""Import answers: what a person answered, corrected and decided about the staged files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import streamlit as st

from kam_core import clock
from kam_core.intake import Choices
from kam_core.intake.joining.won_deals import LEAVE, SALE
from kam_core.intake.matching.mapping import ColumnMapping
from kam_core.intake.shaping.cell_corrections import CellFix, RowDrop
from kam_core.sandbox.serialisation import MessageCodec
from kam_core.store.files import durable_files
from pages.shell.cache import store_cache
from pages.shell.workspace import workspace

_STATE, _SAVED_TEXT = "import_answers", "import_answers_saved"
_STORED_CLASS, _STORED_FIELDS = "Given", {"revision": "stamp", "data_set_id": "book"}
"""Names of the class and its fields in the stored file, where they are other than here."""
ANSWERS = "answers.json"
Cell = tuple[str, str | None, int, str]
"""File, sheet, line and column header."""
Row = tuple[str, str | None, int]


@dataclass
class ImportAnswers:
    """Answers per file, columns per header set, cells rewritten, rows dropped, rules, and where the import goes.

    currencies: how amounts in several currencies are treated; returns: whether returned orders are subtracted.
    won_deals: whether won deals are sales.
    typed: tables in which the files win over entries. data_set_id: that of the data set to add to; None is a new one,
    called `name`. apart_from: the data set that hardly knows an account of the files, so that a new one was proposed;
    shared: how many accounts the files name, and how many of them it knows.
    """

    files: dict[str, dict[str, str]] = field(default_factory=dict)
    mapped: dict[str, ColumnMapping] = field(default_factory=dict)
    fixes: dict[Cell, str] = field(default_factory=dict)
    dropped: set[Row] = field(default_factory=set)
    currency: str | None = None
    currencies: str | None = None
    returns: str | None = None
    won_deals: str | None = None
    rules: dict[str, str] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    typed: set[str] = field(default_factory=set)
    data_set_id: str | None = None
    apart_from: str = ""
    shared: tuple[int, int] = (0, 0)
    name: str = ""
    revision: int = 0

    def __post_init__(self) -> None:
        self.dropped, self.typed = set(self.dropped), set(self.typed)
        self.shared = (int(self.shared[0]), int(self.shared[1]))

    def choices(self, remembered: dict[str, ColumnMapping]) -> Choices:
        """The answers as choices of the intake."""
        return Choices(
            currency=self.currency,
            currencies=self.currencies,
            returns=self.returns,
            won_deals=self.won_deals,
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

    def set_line_kinds(self, key: str, header: str, kinds: Mapping[str, str]) -> None:
        """Set what lines with certain words in a column count as, in files with these headers (`header_set_key`)."""
        self.mapped[key] = ColumnMapping(kinds={header: kinds}).merged_over(self.mapped.get(key, ColumnMapping()))
        self.revision += 1

    def set_won_deals(self, are_sales: bool) -> None:
        """Set whether won deals are sales at their close date."""
        self.won_deals = SALE if are_sales else LEAVE
        self.revision += 1

    def set_file_answer(self, file: str, question: str, value: str | None) -> None:
        """Set how one file is to be read; None: detect it."""
        answers = self.files.setdefault(file, {})
        if value is None:
            answers.pop(question, None)
        else:
            answers[question] = value


def import_answers(folder: Path) -> ImportAnswers:
    """The answers about the files in this folder so far, also before a reload."""
    if _STATE not in st.session_state:
        # Files uploaded while a data set is in use most likely belong to it.
        data_set_id = workspace().dataset
        target = data_set_id if data_set_id in store_cache.data_sets() else None
        st.session_state[_STATE] = _saved_answers(folder) or ImportAnswers(data_set_id=target)
    answers: ImportAnswers = st.session_state[_STATE]
    return answers


def save_answers(answers: ImportAnswers, folder: Path) -> None:
    """Save the answers beside the files: a reload is a new session, and nobody corrects a cell twice."""
    text = json.dumps(_document(answers, folder), ensure_ascii=False)
    if st.session_state.get(_SAVED_TEXT) != text and folder.is_dir():
        with suppress(OSError):
            durable_files.write_file(folder / ANSWERS, text.encode())
            st.session_state[_SAVED_TEXT] = text


def _document(answers: ImportAnswers, folder: Path) -> dict[str, Any]:
    encoded = MessageCodec(folder, ImportAnswers).encoded(answers)
    fields = {_STORED_FIELDS.get(name, name): value for name, value in encoded["fields"].items()}
    return {"is": _STORED_CLASS, "fields": fields}


def _from_document(document: Mapping[str, Any], folder: Path) -> object:
    names = {stored: name for name, stored in _STORED_FIELDS.items()}
    fields = {names.get(name, name): value for name, value in document["fields"].items()}
    return MessageCodec(folder, ImportAnswers).decoded({"is": ImportAnswers.__name__, "fields": fields})


def _saved_answers(folder: Path) -> ImportAnswers | None:
    # Half a file, or one of another version, is ignored: its questions are asked again.
    with suppress(OSError, ValueError, TypeError, KeyError):
        answers = _from_document(json.loads((folder / ANSWERS).read_text(encoding="utf-8")), folder)
        if isinstance(answers, ImportAnswers):
            answers.data_set_id = answers.data_set_id if answers.data_set_id in store_cache.data_sets() else None
            return answers
    return None


def clear_answers() -> None:
    """Drop the answers after the files were imported or removed."""
    st.session_state.pop(_STATE, None)
