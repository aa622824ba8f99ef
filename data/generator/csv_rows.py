"""CSV rows as text, so that every machine writes the same bytes."""

from datetime import date
from typing import Any

import polars as pl

Row = dict[str, Any]


def money(cents: int) -> str:
    """Cents as yuan; whole amounts without decimals keep the files small."""
    sign, cents = ("-" if cents < 0 else ""), abs(cents)
    return f"{sign}{cents // 100}" if cents % 100 == 0 else f"{sign}{cents // 100}.{cents % 100:02d}"


def percent(hundredths: int) -> str:
    """Whole per cent as a share."""
    return f"{hundredths / 100:.2f}"


def round_to(amount: float, step: int) -> int:
    """The nearest multiple of `step`."""
    return int(amount / step + 0.5) * step


def csv_bytes(rows: list[Row], columns: tuple[str, ...]) -> bytes:
    """Rows as UTF-8 CSV with the columns that are used, in the order given."""
    used = [column for column in columns if any(row.get(column) is not None for row in rows)]
    text = {column: [_text(row.get(column)) for row in rows] for column in used}
    frame = pl.DataFrame(text, schema=dict.fromkeys(used, pl.String))
    return frame.write_csv(line_terminator="\n", null_value="").encode()


def _text(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
