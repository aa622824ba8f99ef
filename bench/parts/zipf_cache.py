"""Cache of generated order lines in the temporary folder."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pyarrow.parquet as pq

from bench.parts.zipf_lines import write_lines

MONTHS, SEED = 36, 7
LINES_OF_AN_ACCOUNT = 50


def zipf_files(lines: int) -> list[Path]:
    """The month files, in the order of months; made where they are not there."""
    folder = Path(tempfile.gettempdir()) / f"zipf-{lines}-{MONTHS}"
    if not folder.exists():
        made = Path(tempfile.mkdtemp(prefix=f"{folder.name}-", dir=folder.parent))
        try:
            write_lines(made, lines, accounts_of(lines), MONTHS, SEED)
            made.rename(folder)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    files = sorted(folder.glob("*.parquet"))
    there = sum(pq.read_metadata(file).num_rows for file in files)
    assert there == lines, f"{folder} holds {there:,} lines instead of {lines:,}: take it away"
    return files


def accounts_of(lines: int) -> int:
    """As many accounts as go with so many lines: fifty lines each, if all bought alike."""
    return max(1, lines // LINES_OF_AN_ACCOUNT)
