"""Findings of the import: observations, open questions, and the places in the files they refer to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from kam_core.vocabulary.message import Message, UserError
from kam_core.vocabulary.plurals import Plural

SEVERITIES = ("error", "ask", "reject", "warn", "note")
"""Most severe first: file refused, open question, row rejected, possibly wrong, informational."""

SHOWN_IN_FULL = 30
"""Findings of one rule in one column that are listed; further ones are summed up in one sentence."""


class OpenQuestionError(UserError):
    """An ambiguity that a person has to resolve; `question` is the name of the answer."""

    def __init__(self, question: str, text: str | Plural | Message, /, **values: object) -> None:
        super().__init__(text, **values)
        self.question = question


class EmptyFileError(UserError):
    """A file without content; beside other files it can be left out."""

    def __init__(self, file: str) -> None:
        super().__init__("{file} is empty. Export it again and check that it contains rows.", file=file)


@dataclass(frozen=True, slots=True)
class Place:
    """A location in the uploads; `line` is the physical line or sheet row, from 1."""

    file: str
    sheet: str | None = None
    line: int | None = None
    column: str | None = None

    @property
    def words(self) -> Message:
        """The place as the beginning of a sentence."""
        # Line numbers go in as text: 12345 is a name of a line, not an amount to group by thousands.
        line = None if self.line is None else str(self.line)
        where: Message
        match (self.sheet, line):
            case (None, None):
                where = Message("{file}", file=self.file)
            case (None, _):
                where = Message("{file} line {line}", file=self.file, line=line)
            case (_, None):
                where = Message("{file} [{sheet}]", file=self.file, sheet=self.sheet)
            case _:
                where = Message("{file} [{sheet}] row {line}", file=self.file, sheet=self.sheet, line=line)
        if self.column is None:
            return where
        return Message("{place}, {column}", place=where, column=self.column)


@dataclass(frozen=True, slots=True)
class Finding:
    """One observation about the files; the message is a whole sentence with file, line and column."""

    severity: str
    rule: str
    place: Place
    message: Message
    value: str | None = None


def finding(
    severity: str, rule: str, place: Place, text: str | Plural, /, value: str | None = None, **values: object
) -> Finding:
    """Build a finding whose sentence contains its place: `text` holds {place} and may hold {value}."""
    if value is not None:
        values["value"] = shorten(value)
    return Finding(severity, rule, place, Message(text, place=place.words, **values), value)


def shorten(value: str, most: int = 60) -> str:
    """Shorten the text of a cell to fit into a sentence on one line."""
    flat = " ".join(value.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"


FINDING_COLUMNS: dict[str, pl.DataType] = {
    "severity": pl.String(),
    "rule": pl.String(),
    "file": pl.String(),
    "sheet": pl.String(),
    "line": pl.Int64(),
    "column": pl.String(),
    "value": pl.String(),
    "message": pl.String(),
}


def findings_frame(findings: Iterable[Finding]) -> pl.DataFrame:
    """One row per finding with its sentence in English, in the order given."""
    rows = [
        (f.severity, f.rule, f.place.file, f.place.sheet, f.place.line, f.place.column, f.value, str(f.message))
        for f in findings
    ]
    return pl.DataFrame(rows, schema=FINDING_COLUMNS, orient="row")
