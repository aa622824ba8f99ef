"""Compute the cells of order lines in DuckDB: python -m bench.parts.duck_cells FOLDER FILE."""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb
import narwhals.stable.v2 as nw

from kam_core.measures.cells.from_lines import cells

LINES = """
    SELECT account, order_id AS "order", CAST(date - DATE '1970-01-01' AS BIGINT) AS day,
           CAST(year(date) * 12 + month(date) - 1 AS BIGINT) AS month, amount, margin, list_amount
    FROM read_parquet($files)
"""


def main(folder: Path, to: Path) -> None:
    """As the package is set up by itself; it writes to temporary files where memory does not suffice."""
    connection = duckdb.connect(config={"preserve_insertion_order": False, "temp_directory": str(to.parent / "duck")})
    files = [str(file) for file in sorted(folder.glob("*.parquet"))]
    lines = connection.sql(LINES, params={"files": files})
    nw.to_native(cells(nw.from_native(lines))).write_parquet(str(to))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
