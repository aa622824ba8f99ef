"""Grade how another library read a messy test file: right, refused, warned or silently wrong.

The comparison of cells and rows is the judge's own; peers are forgiven more than we are: a day left as text in ISO
order is a day to them, and a whole number is a text if it is written the same.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import polars as pl

from bench.parts.competing_readers import Read, Reader

SHARED = Path(__file__).resolve().parents[3] / "shared"
MANIFEST = SHARED / "data" / "messy" / "manifest.json"
RIGHT, REFUSED, FLAGGED, SILENT = "right", "refused", "told, wrong", "silently wrong"


def the_judge() -> ModuleType:
    """The tool that judges our own command line."""
    spec = importlib.util.spec_from_file_location("judge_import", SHARED / "tools" / "judge_import.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def verdict(case: Mapping[str, Any], reader: Reader, judge: ModuleType) -> str:
    """What a peer made of a file: right, refused with an error, wrong with a warning, or wrong without a word."""
    try:
        read = reader(MANIFEST.parent / case["file"], case["kind"] != "csv", case["sheet"])
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001 - a panic of a Rust reader is no Exception
        return RIGHT if case["expect"] == "error" else REFUSED
    if case["expect"] in ("error", "ask", "reject"):
        return FLAGGED if read.warned else SILENT
    if case["expect"] == "warn":
        return RIGHT if read.warned else SILENT
    if _same(case, read, judge):
        return RIGHT
    return FLAGGED if read.warned else SILENT


def _same(case: Mapping[str, Any], read: Read, judge: ModuleType) -> bool:
    kinds = case["types"]
    names = pl.DataFrame(schema=list(dict.fromkeys(read.columns)))
    if len(set(read.columns)) != len(read.columns) or not judge.names_same(names, case):
        return False
    rows = [[_forgiven(cell, kind) for cell, kind in zip(row, kinds, strict=False)] for row in read.rows]
    rows = [row for row in rows if any(cell not in (None, "") for cell in row)]
    return len(rows) == len(case["rows"]) and all(
        judge.row_same(row, wanted, kinds) for row, wanted in zip(rows, case["rows"], strict=True)
    )


def _forgiven(cell: Any, kind: str) -> Any:
    if kind in ("id", "str") and isinstance(cell, int) and not isinstance(cell, bool):
        return str(cell)
    if kind == "date" and isinstance(cell, str):
        day = pl.Series([cell]).str.to_date("%Y-%m-%d", strict=False)[0]
        return cell if day is None else day
    return cell
