"""Input and output of the import: uploads, choices of a person, file summaries, counts and the result."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import polars as pl

from kam_core.intake.comparing.difference import Difference
from kam_core.intake.currencies import currency_code
from kam_core.intake.findings import Finding, OpenQuestionError
from kam_core.intake.line_kinds.kind_summary import KindSummary
from kam_core.intake.line_kinds.line_kind_answers import parse_line_kinds
from kam_core.intake.line_kinds.sale_parts import SaleParts
from kam_core.intake.matching.mapping import ColumnMapping, header_set_key
from kam_core.intake.shaping.cell_corrections import CellFix, RowDrop
from kam_core.intake.shaping.layout import Layout
from kam_core.intake.size_limits import BROWSER, SizeLimits
from kam_core.intake.values.conventions import Conventions
from kam_core.vocabulary.calendar import date_of
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.message import Message, UserError

Progress = Callable[[str, int, int], None]
"""A progress callback: name of the stage, work done, total work."""


@dataclass(frozen=True)
class Upload:
    """An uploaded file: its name is shown, never opened. `role`: name of its table, or None to detect it."""

    name: str
    content: bytes = field(repr=False)
    role: str | None = None


ANSWERS: dict[str, tuple[str, ...]] = {
    "date_order": ("dmy", "mdy"),
    "decimal_mark": ("point", "comma"),
    "header": ("none", "first"),
    "encoding": (),
    "sheet": (),
    "line_kinds": (),
    "discount": ("share", "money", "paid"),
    "currency": (),
    "currencies": (),
    "returns": ("keep", "subtract"),
    "won_deals": ("sale", "leave"),
    "table": ("transactions", "opportunities", "payments", "accounts"),
    "fill_down": ("yes", "no"),
    "months": (),
    "group_rows": ("account", "none"),
    "hidden_sheets": ("read", "leave"),
    "order_amount": ("once", "each"),
}
"""Question of an import → allowed answers; (): any text."""
IN_CURRENCY = ("currency", "currencies")
"""Questions answered by a currency, in any spelling."""
ADD = "add"
"""The answer to add up amounts in several currencies without conversion."""


def currency_answers(question: OpenQuestionError) -> tuple[str, ...]:
    """Answers to a question about several currencies: each of them, or adding up; () for other questions."""
    if question.question != "currencies":
        return ()
    named = question.message.values.get("currencies")
    return (*(str(named).split(", ") if named else ()), ADD)


@dataclass(frozen=True)
class Choices:
    """All decisions of a person about reading the files.

    mapping: our field → their column header; it wins over matching wherever that column exists.
    exclude_status: the only order statuses to leave out, compared without case and outer blanks; None: by their words.
    line_kinds: their header → text of a cell → what such lines are, see `line_classification.LineKindAnswers`; it wins
    over remembered answers.
    date_order: "dmy" or "mdy", the answer to a column whose day and month cannot be told apart.
    decimal_mark: "point" or "comma", the answer for amounts such as 1.234 in a file that proves neither.
    header: "none" or "first", the answer for a text whose first row may be data already; or the header's line, from 1.
    discount: "share" or "money", what a column of discounts holds that amounts are computed from.
    encoding: the encoding of a text file, where a person knows better.
    currency: the reporting currency; currencies: "add" or a code, the answer to amounts in several currencies.
    returns: "subtract" or "keep", whether orders of a list of returns are taken off. won_deals: "sale" or "leave",
    whether won deals are sales at their close date; None: as before, else where there are no orders. table: what a
    list of accounts is that looks like one of events.
    fill_down: "yes" or "no", whether blank cells have the value above them. months: "turn", "leave" or the year of
    months that stand in columns. group_rows: "account" or "none", what a line above its rows names.
    hidden_sheets: "read" or "leave". order_amount: "once" or "each", what an amount repeated on an order's lines is.
    today: orders dated beyond the end of the year after it are rejected; None lets every date through.
    files: name of a file → its own encoding, sheet, header, date_order or decimal_mark, where it differs.
    remembered: `header_set_key` → which column is which in files with these headers; `mapping` wins over it.
    fixes, dropped: cells that a person rewrote and rows that shall not be read.
    limits: size limits of a file.
    partial: files that do not fit their stated table are reported and skipped, as long as another one is usable.
    rules, missing: what a file may change in stored rows, see `row_merge.Rules`.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    exclude_status: tuple[str, ...] | None = None
    sheet: str | None = None
    date_order: str | None = None
    decimal_mark: str | None = None
    header: str | None = None
    encoding: str | None = None
    discount: str | None = None
    fill_down: str | None = None
    months: str | None = None
    group_rows: str | None = None
    hidden_sheets: str | None = None
    order_amount: str | None = None
    currency: str | None = None
    currencies: str | None = None
    returns: str | None = None
    won_deals: str | None = None
    table: str | None = None
    name: str = ""
    today: datetime.date | None = None
    files: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    remembered: Mapping[str, ColumnMapping] = field(default_factory=dict)
    fixes: tuple[CellFix, ...] = ()
    dropped: tuple[RowDrop, ...] = ()
    rules: Mapping[str, str] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)
    line_kinds: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    partial: bool = False
    limits: SizeLimits = BROWSER

    def __post_init__(self) -> None:
        for name in ("mapping", "files", "remembered", "rules", "missing", "line_kinds"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))

    def with_remembered(self, remembered: Mapping[str, ColumnMapping], today: datetime.date) -> Choices:
        """The choices with remembered column mappings and the date of the import."""
        return replace(self, remembered=remembered, today=today)

    @property
    def conventions(self) -> Conventions:
        """The conventions of cells as far as a person chose them."""
        return Conventions(self.date_order, self.decimal_mark, discount=self.discount)

    def kinds_of(self, headers: Sequence[str]) -> Mapping[str, Mapping[str, str]]:
        """Answers about kinds of lines for files with these headers, remembered ones included."""
        remembered = self.remembered.get(header_set_key(headers), ColumnMapping()).kinds
        return {
            header: {**remembered.get(header, {}), **self.line_kinds.get(header, {})}
            for header in remembered.keys() | self.line_kinds.keys()
        }

    @property
    def layout(self) -> Layout:
        """The layout of sheets as far as a person chose it."""
        return Layout(self.months, self.group_rows)

    def of_file(self, name: str) -> Choices:
        """The choices for one file."""
        return replace(self, **dict(self.files[name])) if name in self.files else self  # type: ignore[arg-type]

    def with_answers(self, answers: Mapping[str, str]) -> Choices:
        """The choices with answers to questions. Refuses unknown questions and answers."""
        for question, value in answers.items():
            if question not in ANSWERS:
                raise UserError(
                    "{question} is not a question. Questions: {questions}.",
                    question=question,
                    questions=", ".join(ANSWERS),
                )
            allowed = ANSWERS[question]
            if allowed and value not in allowed and not (question == "header" and value.isdecimal()):
                raise UserError(
                    "{value} is not an answer to {question}. Answers: {answers}.",
                    value=value,
                    question=question,
                    answers=", ".join(allowed),
                )
        return replace(self, **{name: _read_answer(name, value) for name, value in answers.items()})  # type: ignore[arg-type]


def _read_answer(question: str, value: str) -> object:
    """Parse the answer to a question."""
    if question == "line_kinds":
        return parse_line_kinds(value)
    return currency_code(value) if question in IN_CURRENCY and value != ADD else value


@dataclass(frozen=True, slots=True)
class ColumnSummary:
    """One column of a file: header, type (id, str, num, pct, date) and matched field."""

    header: str
    type: str
    field: str | None
    confidence: float
    samples: tuple[str, ...]


@dataclass(frozen=True)
class FileSummary:
    """Summary of one file, or of one sheet of a workbook.

    kind is "csv", "xlsx", "xls" or "unknown"; `header_row` and lines count from 1; `table` is the name
    of one of our tables (None where it is none of them, and `why` says so); `preview` holds the first
    rows as text under the file's own headers; `kinds` the columns that classify lines; `sales` what its order lines
    count as, None where that cannot be said of the file alone; `deals` the outcomes of its deals.
    """

    file: str
    kind: str
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    header_row: int | None
    columns: tuple[ColumnSummary, ...]
    table: str | None
    why: Message | None
    rows: int
    findings: tuple[Finding, ...]
    preview: pl.DataFrame
    kinds: tuple[KindSummary, ...] = ()
    sales: SaleParts | None = None
    deals: KindSummary | None = None


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
    """Totals of a dataset; amount in ten-thousandths, days None without order lines."""

    accounts: int
    lines: int
    amount: int
    currency: str | None
    first_day: datetime.date | None
    last_day: datetime.date | None

    @staticmethod
    def of(dataset: Dataset) -> Totals:
        """Compute the totals of a dataset."""
        first_day = dataset.lines["day"].min()
        return Totals(
            dataset.accounts.height,
            dataset.lines.height,
            int(dataset.lines["amount"].sum()),
            dataset.currency,
            date_of(first_day) if isinstance(first_day, int) else None,
            dataset.last_day,
        )


@dataclass(frozen=True)
class Intake:
    """The result of an import: the dataset and the report on its rows.

    findings: severity, rule, file, sheet, line, column, value, message - one row each; `notes` holds the
    same findings as objects, whose messages can be translated.
    rejected: file, sheet, line, reason and the files' own columns as text, one row per row refused; left_out:
    the same of rows that are no sales.
    records: table → `origin` (file or sheet), `line` and its columns, typed, accounts as text: what a later import is
    compared with. differences: what the files change in the records that were there, one per table.
    totals: the totals of the dataset. assumed: the questions that nobody answered, where the proposal holds.
    shared_accounts: number of accounts in the files, and of those that earlier imports know under the same name.
    """

    dataset: Dataset
    file_summaries: tuple[FileSummary, ...]
    notes: tuple[Finding, ...]
    findings: pl.DataFrame
    rejected: pl.DataFrame
    counts: tuple[Counts, ...]
    left_out: pl.DataFrame = field(default_factory=pl.DataFrame)
    records: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()
    totals: Totals | None = None
    assumed: tuple[str, ...] = ()
    shared_accounts: tuple[int, int] = (0, 0)
