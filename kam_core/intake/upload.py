"""What goes into the intake and what comes out of it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import polars as pl

from kam_core.intake.bounds import BROWSER, Bounds
from kam_core.intake.comparing.difference import Difference
from kam_core.intake.currencies import code_of
from kam_core.intake.findings import Finding, Question
from kam_core.intake.matching.mapping import Mapped
from kam_core.intake.shaping.fixes import Drop, Fix
from kam_core.intake.values.conventions import Conventions
from kam_core.vocabulary.calendar import date_of
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.message import Message, Refusal
from kam_core.vocabulary.tables.transactions import CANCELLED_STATUSES

Tell = Callable[[str, int, int], None]
"""Takes the name of the stage that begins, how much of the work is done, and how much there is."""


@dataclass(frozen=True)
class Upload:
    """A file as it came: its name is shown, never opened. `role` is a table's name, or None: find out."""

    name: str
    content: bytes = field(repr=False)
    role: str | None = None


ANSWERS: dict[str, tuple[str, ...]] = {
    "date_order": ("dmy", "mdy"),
    "header": ("none", "first"),
    "encoding": (),
    "sheet": (),
    "currency": (),
    "currencies": (),
    "returns": ("keep", "subtract"),
    "table": ("transactions", "opportunities", "payments", "accounts"),
}
"""Questions that an import may ask → the answers that it takes; none named: any text."""
IN_CURRENCY = ("currency", "currencies")
"""Questions that a currency answers, however it is written."""
ADD = "add"
"""The answer that amounts in several currencies are added up as they stand."""


def currency_answers(question: Question) -> tuple[str, ...]:
    """The currencies of which one may be kept, and the word for adding them up; () for any other question."""
    if question.question != "currencies":
        return ()
    named = question.message.values.get("currencies")
    return (*(str(named).split(", ") if named else ()), ADD)


@dataclass(frozen=True)
class Choices:
    """Everything about reading that a person may decide.

    mapping: our field → their column header; it wins over matching wherever that column exists.
    exclude_status: order statuses to leave out, compared without case and outer blanks.
    date_order: "dmy" or "mdy", the answer to a column whose day and month cannot be told apart.
    header: "none" or "first", the answer for a text whose first row may be data already; or the header's line, from 1.
    encoding: the encoding of a text file, where a person knows better.
    currency: the reporting currency; currencies: "add" or a code, the answer to amounts in several currencies.
    returns: "subtract" or "keep", whether orders of a list of returns are taken off. table: what a list of accounts is
    that looks like one of events.
    today: orders dated beyond the end of the year after it are rejected; None lets every date through.
    files: name of a file → its own encoding, sheet, header or date_order, where it differs from the others.
    remembered: `header_key` → which column is which in files with these headers; `mapping` wins over it.
    fixes, dropped: cells that a person rewrote and rows that shall not be read.
    bounds: how large a file may be.
    rules, missing: what a file may change in what is there, see `merge.Rules`.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    exclude_status: tuple[str, ...] = CANCELLED_STATUSES
    sheet: str | None = None
    date_order: str | None = None
    header: str | None = None
    encoding: str | None = None
    currency: str | None = None
    currencies: str | None = None
    returns: str | None = None
    table: str | None = None
    name: str = ""
    today: datetime.date | None = None
    files: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    remembered: Mapping[str, Mapped] = field(default_factory=dict)
    fixes: tuple[Fix, ...] = ()
    dropped: tuple[Drop, ...] = ()
    rules: Mapping[str, str] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)
    bounds: Bounds = BROWSER

    def __post_init__(self) -> None:
        for name in ("mapping", "files", "remembered", "rules", "missing"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))

    def knowing(self, remembered: Mapping[str, Mapped], today: datetime.date) -> Choices:
        """The choices of a day, with what was said of columns before."""
        return replace(self, remembered=remembered, today=today)

    @property
    def conventions(self) -> Conventions:
        """What a person said of how cells are written."""
        return Conventions(self.date_order)

    def of_file(self, name: str) -> Choices:
        """The choices as they hold for one file."""
        return replace(self, **dict(self.files[name])) if name in self.files else self  # type: ignore[arg-type]

    def answered(self, answers: Mapping[str, str]) -> Choices:
        """The choices with answers to questions. Refuses a question that nobody asks and a wrong answer."""
        for question, value in answers.items():
            if question not in ANSWERS:
                raise Refusal(
                    "{question} is no question. The questions are: {questions}.",
                    question=question,
                    questions=", ".join(ANSWERS),
                )
            allowed = ANSWERS[question]
            if allowed and value not in allowed and not (question == "header" and value.isdecimal()):
                raise Refusal(
                    "{value} is no answer to {question}. The answers are: {answers}.",
                    value=value,
                    question=question,
                    answers=", ".join(allowed),
                )
        given = {
            name: code_of(value) if name in IN_CURRENCY and value != ADD else value for name, value in answers.items()
        }
        return replace(self, **given)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class SeenColumn:
    """One column of a file: its header, its type (id, str, num, pct, date) and which field of ours it is."""

    header: str
    type: str
    field: str | None
    confidence: float
    samples: tuple[str, ...]


@dataclass(frozen=True)
class Understood:
    """What was understood of one file, or of one sheet of a workbook.

    kind is "csv", "xlsx", "xls" or "unknown"; `header_row` and lines count from 1; `table` is the name
    of one of our tables (None where it is none of them, and `why` says so); `preview` holds the first
    rows as text under the file's own headers.
    """

    file: str
    kind: str
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    header_row: int | None
    columns: tuple[SeenColumn, ...]
    table: str | None
    why: Message | None
    rows: int
    findings: tuple[Finding, ...]
    preview: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows of one file or sheet; read = loaded + left_out + rejected, always."""

    file: str
    sheet: str | None
    table: str
    read: int
    loaded: int
    left_out: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Totals:
    """A dataset in one line; amount in ten-thousandths, days None where there is no order line."""

    accounts: int
    lines: int
    amount: int
    currency: str | None
    first_day: datetime.date | None
    last_day: datetime.date | None

    @staticmethod
    def of(data: Dataset) -> Totals:
        """What a dataset adds up to."""
        first = data.lines["day"].min()
        return Totals(
            data.accounts.height,
            data.lines.height,
            int(data.lines["amount"].sum()),
            data.currency,
            date_of(first) if isinstance(first, int) else None,
            data.last_day,
        )


@dataclass(frozen=True)
class Intake:
    """A dataset and the account of how it came about.

    findings: severity, rule, file, sheet, line, column, value, message - one row each; `notes` holds the
    same findings as objects, whose messages can be translated.
    rejected: file, sheet, line, reason and the files' own columns as text, one row per row refused.
    records: table → `origin` (file or sheet), `line` and its columns, typed, accounts as text: what a later import is
    compared with. differences: what the files change in the records that were there, one per table.
    totals: the dataset in one line, for whoever need not load it.
    """

    dataset: Dataset
    understood: tuple[Understood, ...]
    notes: tuple[Finding, ...]
    findings: pl.DataFrame
    rejected: pl.DataFrame
    counts: tuple[Counts, ...]
    records: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()
    totals: Totals | None = None
