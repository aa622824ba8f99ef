"""Small files, written by hand."""

import io
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from kam_core.intake import Choices, Intake, Upload, load
from kam_core.vocabulary.message import UserError

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="the example data sets are not beside the repository")


def text(name: str, content: str, role: str | None = None, encoding: str = "utf-8") -> Upload:
    return Upload(name, content.encode(encoding), role)


def shared(path: str, role: str | None = None) -> Upload:
    file = SHARED / path
    return Upload(file.name, file.read_bytes(), role)


def workbook(name: str, sheets: dict[str, list[list[object]]]) -> Upload:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"default_date_format": "yyyy-mm-dd"})
    for title, rows in sheets.items():
        sheet = book.add_worksheet(title)
        for i, row in enumerate(rows):
            for j, cell in enumerate(row):
                if cell is not None:
                    sheet.write(i, j, cell)
    book.close()
    return Upload(name, buffer.getvalue())


def orders(*rows: str, header: str = "order_id,account,date,amount", **choices: object) -> Intake:
    return load([text("orders.csv", "\n".join([header, *rows]))], Choices(**choices))  # type: ignore[arg-type]


def refusal(*uploads: Upload, **choices: object) -> str:
    with pytest.raises(UserError) as row_errors:
        load(list(uploads), Choices(**choices))  # type: ignore[arg-type]
    return str(row_errors.value)


def sentences(intake: Intake, rule: str) -> list[str]:
    return intake.findings.filter(pl.col("rule") == rule)["message"].to_list()


def lines(intake: Intake) -> list[tuple[object, ...]]:
    """(account id, day, amount in units) of every line, in the order of the files."""
    frame = intake.dataset.lines.join(intake.dataset.accounts, on="account", how="left", maintain_order="left")
    days = pl.col("day").cast(pl.Int32).cast(pl.Date).cast(pl.String)
    return frame.select("account_id", days, pl.col("amount") / 10_000).rows()
