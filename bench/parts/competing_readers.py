"""Other table readers (pandas, polars, DuckDB), called as their manuals recommend for unknown files."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl

Reader = Callable[[Path, bool, str | None], "Read"]


@dataclass(frozen=True)
class Read:
    """What a reader made of a file: names, rows of plain values (None where empty), and whether it said anything."""

    columns: list[str]
    rows: list[list[Any]]
    warned: bool = False


def by_pandas(path: Path, workbook: bool, sheet: str | None) -> Read:
    """pandas, which finds the delimiter out with its Python engine."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        frame = pd.read_excel(path, sheet_name=sheet or 0) if workbook else pd.read_csv(path, sep=None, engine="python")
    plain = frame.astype(object).where(frame.notna(), None)
    return Read(
        [str(name) for name in plain.columns], [_days(row) for row in plain.itertuples(index=False)], bool(caught)
    )


def by_polars(path: Path, workbook: bool, sheet: str | None) -> Read:
    """polars, with all rows looked at for types, and days."""
    if workbook:
        frame = pl.read_excel(path, sheet_name=sheet) if sheet else pl.read_excel(path)
    else:
        frame = pl.read_csv(path.read_bytes(), try_parse_dates=True, infer_schema_length=None)
    return Read(frame.columns, [list(row) for row in frame.iter_rows()])


def by_duckdb(path: Path, workbook: bool, sheet: str | None) -> Read:
    """DuckDB, whose sniffer finds delimiter, header, types and days; workbooks need an extension from the network."""
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as connection:
        if workbook:
            found = connection.execute("SELECT * FROM read_xlsx(?)", [str(path)])
        else:
            found = connection.execute("SELECT * FROM read_csv(?)", [str(path)])
        rows = [list(row) for row in found.fetchall()]
        return Read([column[0] for column in found.description or []], rows)


PEERS: dict[str, Reader] = {"pandas": by_pandas, "polars": by_polars, "DuckDB": by_duckdb}


def _days(row: tuple[Any, ...]) -> list[Any]:
    return [cell.to_pydatetime() if isinstance(cell, pd.Timestamp) else cell for cell in row]
