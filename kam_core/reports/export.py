"""The one way out for tables: CSV, Parquet and Excel that no spreadsheet can mistake for formulas."""

from __future__ import annotations

import io

import polars as pl
import xlsxwriter

from kam_core.vocabulary.live_cells import marked
from kam_core.vocabulary.message import Refusal

FORMATS = ("csv", "parquet", "xlsx")
TEXT_STAYS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def escaped(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with one `'` before every header and text cell that begins like a formula (or with a `'` of its own).

    Numbers are left alone: a negative amount is no formula. The import takes the mark off again.
    """
    text = [name for name, kind in frame.schema.items() if kind in (pl.String, pl.Categorical) or kind == pl.Enum]
    safe = frame.with_columns(marked(pl.col(name).cast(pl.String)).alias(name) for name in text)
    headers = pl.select(marked(pl.lit(pl.Series(frame.columns, dtype=pl.String)))).to_series()
    return safe.rename(dict(zip(frame.columns, headers.to_list(), strict=True)))


def table_bytes(frame: pl.DataFrame, form: str, title: str = "accounts") -> bytes:
    """The frame as a file's bytes. Refuses a form other than csv, parquet or xlsx.

    CSV is UTF-8 with a byte order mark, so that Excel shows Chinese names; Parquet keeps text as it is, since
    nothing runs it.
    """
    buffer = io.BytesIO()
    match form:
        case "csv":
            buffer.write(b"\xef\xbb\xbf")
            escaped(frame).write_csv(buffer)
        case "parquet":
            frame.write_parquet(buffer)
        case "xlsx":
            with xlsxwriter.Workbook(buffer, {"in_memory": True, **TEXT_STAYS_TEXT}) as workbook:
                escaped(frame).write_excel(workbook, worksheet=title[:31], freeze_panes=(1, 0), autofit=True)
        case _:
            raise Refusal(
                "{form} is not a format for tables. Name the file .csv, .parquet or .xlsx.", form=form or "none"
            )
    return buffer.getvalue()
