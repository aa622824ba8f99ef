"""Write tables as CSV, Parquet and Excel, with text that spreadsheets cannot read as formulas."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

import polars as pl
import xlsxwriter

from kam_core.measures.view import View
from kam_core.scoring.model.model import Model
from kam_core.scoring.model.model_hash import model_hash
from kam_core.scoring.model.overrides import Override
from kam_core.vocabulary.export_metadata import EXPORT_METADATA, READER_SHEET, READER_SHEET_LABEL
from kam_core.vocabulary.formula_injection import escape_formulas
from kam_core.vocabulary.message import N_, Message, UserError

FORMATS = ("csv", "parquet", "xlsx")
ALL = "all"
ABOUT_SHEET = N_("About this file")
ABOUT_WIDTH = 24
LONGEST_STEM = 60
"""Characters of a scenario's name in a file's name."""
_UNSAFE = re.compile(r"[^\w.-]+")
TEXT_STAYS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def stem(name: str) -> str:
    """A name as a part of a file's name: letters, digits, dots and dashes only, no path."""
    return _UNSAFE.sub("-", name)[:LONGEST_STEM].strip("-. ") or "model"


@dataclass(frozen=True)
class About:
    """Provenance of an export.

    scenario: the name of the model; model, data: hashes; window: months or "all".
    """

    scenario: str
    model: str
    as_of: datetime.date
    window: str
    unit: str
    data: str

    @classmethod
    def of(
        cls,
        model: Model,
        view: View,
        data: str,
        separate_overrides: tuple[Override, ...] = (),
        scenario: str | None = None,
    ) -> About:
        """Provenance of a model in a view of the data with this hash. `scenario` replaces the model's own name.

        `separate_overrides` are decisions on single accounts that belong to no model: the hash leaves them out.
        """
        return cls(
            scenario=model.name if scenario is None else scenario,
            model=model_hash(model, separate_overrides),
            as_of=view.as_of,
            window=ALL if view.window_months is None else str(view.window_months),
            unit=view.unit,
            data=data,
        )

    @property
    def labels(self) -> dict[str, str]:
        """Every part as text, by the names of the vocabulary, independent of the language."""
        return {f"about_{name}": str(value) for name, value in asdict(self).items()}

    def file_name(self, what: str, form: str) -> str:
        """A file name that differs between drafts."""
        return f"{what}-{stem(self.scenario)}-{self.model}-{self.as_of.isoformat()}.{form}"


def escaped(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with one `'` before every header and text cell that begins like a formula (or with a `'` of its own).

    Numbers are left alone: a negative amount is no formula. The import takes the mark off again.
    """
    text = [name for name, kind in frame.schema.items() if kind in (pl.String, pl.Categorical) or kind == pl.Enum]
    safe = frame.with_columns(escape_formulas(pl.col(name).cast(pl.String)).alias(name) for name in text)
    headers = pl.select(escape_formulas(pl.lit(pl.Series(frame.columns, dtype=pl.String)))).to_series()
    return safe.rename(dict(zip(frame.columns, headers.to_list(), strict=True)))


def table_bytes(
    frame: pl.DataFrame,
    form: str,
    title: str = "accounts",
    about: About | None = None,
    say: Callable[[Message], str] = str,
) -> bytes:
    """The frame as a file's bytes. Refuses a form other than csv, parquet or xlsx.

    CSV is UTF-8 with a byte order mark, so that Excel shows Chinese names; Parquet keeps text as it is, since
    nothing runs it. What the file is about stands on a sheet of its own, its labels in the reader's language by `say`;
    in CSV and Parquet, which have one table, it stands in the last columns of every row.
    """
    buffer = io.BytesIO()
    if about is not None and form != "xlsx":
        frame = frame.with_columns(pl.lit(value).alias(name) for name, value in about.labels.items())
    match form:
        case "csv":
            buffer.write(b"\xef\xbb\xbf")
            escaped(frame).write_csv(buffer)
        case "parquet":
            frame.write_parquet(buffer)
        case "xlsx":
            with xlsxwriter.Workbook(buffer, {"in_memory": True, **TEXT_STAYS_TEXT}) as workbook:
                escaped(frame).write_excel(workbook, worksheet=title[:31], freeze_panes=(1, 0), autofit=True)
                if about is not None:
                    _about_sheet(workbook, about, say)
        case _:
            raise UserError(
                "{form} is not a table format. Use a file name ending in .csv, .parquet or .xlsx.", form=form or "none"
            )
    return buffer.getvalue()


class NumberFormat(StrEnum):
    """How a spreadsheet shows the numbers of a column; they stay numbers."""

    TEXT = "@"
    WHOLE = "#,##0"
    POINTS = "0.0"
    DECIMALS = "0.##"
    SHARE = "0.0%"
    DATE = "yyyy-mm-dd"


ROUNDED = {
    NumberFormat.WHOLE: 0,
    NumberFormat.POINTS: 1,
    NumberFormat.DECIMALS: 2,
    NumberFormat.SHARE: 3,
}
"""Decimals that a number has, so that it is the one that is seen."""


@dataclass(frozen=True)
class SheetColumn:
    """A column of a sheet for people: its name in the frame, its head in the reader's language, and its format."""

    name: str
    label: str
    form: NumberFormat = NumberFormat.TEXT


def reader_workbook(
    frame: pl.DataFrame,
    columns: Sequence[SheetColumn],
    exact: pl.DataFrame,
    title: str,
    about: About,
    say: Callable[[Message], str],
) -> bytes:
    """A workbook with a sheet for people (`frame`, rounded, under the heads of `columns`), one with the exact values
    under names of code, and one on provenance. `title` names the first."""
    rounded = frame.select(
        pl.col(one.name).cast(pl.Float64).round(ROUNDED[one.form]).alias(one.label)
        if one.form in ROUNDED
        else pl.col(one.name).alias(one.label)
        for one in columns
    )
    shown, buffer = escaped(rounded), io.BytesIO()
    formats: dict[Any, Any] = {
        head: one.form.value
        for head, one in zip(shown.columns, columns, strict=True)
        if one.form is not NumberFormat.TEXT
    }
    with xlsxwriter.Workbook(buffer, {"in_memory": True, **TEXT_STAYS_TEXT}) as workbook:
        shown.write_excel(
            workbook, worksheet=title[:31], column_formats=formats, freeze_panes=(1, 2), autofit=True
        )  # fmt: skip
        escaped(exact).write_excel(workbook, worksheet="accounts", freeze_panes=(1, 0), autofit=True)
        _about_sheet(workbook, about, say, title[:31])
    return buffer.getvalue()


def _about_sheet(
    workbook: xlsxwriter.Workbook, about: About, say: Callable[[Message], str], reader_sheet: str | None = None
) -> None:
    """Write the sheet on provenance: label, value, and the name that the import recognises."""
    sheet = workbook.add_worksheet(say(Message(ABOUT_SHEET))[:31])
    sheet.set_column(0, 2, ABOUT_WIDTH)
    rows, texts = dict(about.labels), dict(EXPORT_METADATA)
    if reader_sheet is not None:
        rows[READER_SHEET], texts[READER_SHEET] = reader_sheet, READER_SHEET_LABEL
    values = escaped(pl.DataFrame({"value": list(rows.values())}))["value"]
    for row, (name, value) in enumerate(zip(rows, values, strict=True)):
        for column, text in enumerate((say(Message(texts[name])), value, name)):
            sheet.write_string(row, column, text)
