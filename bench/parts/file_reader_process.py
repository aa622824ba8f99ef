"""Read one file with one table reader in a separate process, and measure time and memory."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds of the reading alone, and the most memory that the process held, imports and bytes included."""

    seconds: float
    peak_mb: float
    rows: int


def run_apart(reader: str, path: Path) -> Run:
    """Read the file once in a new process."""
    command = [sys.executable, "-m", "bench.parts.file_reader_process", reader, str(path)]
    done = subprocess.run(command, capture_output=True, check=True, cwd=ROOT, text=True)
    return Run(**json.loads(done.stdout.strip().splitlines()[-1]))


def _ours(path: Path) -> int:
    from kam_core.intake import Choices, Upload, load

    return load([Upload(path.name, path.read_bytes())], Choices()).dataset.lines.height


def _our_child(path: Path) -> int:
    from kam_core.intake import Choices
    from kam_core.sandbox import PendingFile, read_apart

    with tempfile.TemporaryDirectory() as folder:
        outcome = read_apart(Path(folder), [PendingFile(path, path.name)], Choices())
        if outcome.refusal is not None:
            raise outcome.refusal
    return 0


def _our_suggestions(path: Path) -> int:
    from kam_core.intake import Choices, Upload
    from kam_core.intake.checking.duplicate_candidates import duplicate_candidates
    from kam_core.intake.checking.duplicate_rows import repeated_row_findings
    from kam_core.intake.detected_sheets import DetectedSheet, detect_sheets
    from kam_core.intake.matching.table_detection import TableMatch
    from kam_core.intake.values.typed_rows import type_rows

    (seen,) = [
        one for one in detect_sheets(Upload(path.name, path.read_bytes()), Choices()) if isinstance(one, DetectedSheet)
    ]
    assert isinstance(seen.table_match, TableMatch)
    rows = type_rows(0, seen.sheet, seen.table_match, None)
    names = rows.frame.select("account", "account_name").unique()
    names.columns = ["account_id", "name"]
    global start
    start = time.perf_counter()
    duplicate_candidates([rows], names)
    repeated_row_findings([rows], rows.frame)
    return rows.frame.height


def _pandas(path: Path) -> int:
    import pandas as pd

    return len(pd.read_csv(path, parse_dates=["Order Date"]))


def _polars(path: Path) -> int:
    import polars as pl

    return pl.read_csv(path, try_parse_dates=True).height


def _duckdb(path: Path) -> int:
    import duckdb

    return len(duckdb.sql(f"SELECT * FROM read_csv('{path}')").to_arrow_table())


READERS: dict[str, Callable[[Path], int]] = {
    "ours": _ours,
    "our child": _our_child,
    "our suggestions": _our_suggestions,
    "pandas": _pandas,
    "polars": _polars,
    "DuckDB": _duckdb,
}
start = 0.0

if __name__ == "__main__":
    name, file = sys.argv[1], Path(sys.argv[2])
    # Imports are no part of reading: a server has done them long before.
    import duckdb  # noqa: F401
    import pandas  # noqa: F401
    import polars  # noqa: F401

    start = time.perf_counter()
    height = READERS[name](file)
    seconds = time.perf_counter() - start
    whose = resource.RUSAGE_CHILDREN if name == "our child" else resource.RUSAGE_SELF
    peak_mb = resource.getrusage(whose).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "peak_mb": peak_mb, "rows": height}))
