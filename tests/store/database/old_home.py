"""A home of the layout before: one folder of Parquet per data set, workspaces in SQLite, no migrations."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import polars as pl

from kam_core.vocabulary.dataset import Dataset
from tests.datasets import dataset

OWN = ("accounts", "lines", "orders", "products")
TABLE = """CREATE TABLE workspaces (
    id VARCHAR(32) NOT NULL, dataset VARCHAR(16), drafts TEXT NOT NULL, view TEXT NOT NULL, version INTEGER NOT NULL,
    changed_at VARCHAR(32) NOT NULL, PRIMARY KEY (id))"""


def folder_of(home: Path, data: Dataset) -> None:
    """The data set as a folder, as the app wrote it then."""
    folder = home / "datasets" / data.content_id
    folder.mkdir(parents=True)
    for name, frame in data.frames.items():
        frame.write_parquet(folder / f"{name}.parquet")
    manifest = {
        "layout": 1, "name": data.name, "currency": data.currency, "sources": list(data.sources),
        "tables": sorted(data.tables),
    }  # fmt: skip
    (folder / "dataset.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")


def old_data(amount: float) -> Dataset:
    """A data set with an optional table."""
    lines = [{"account": "东方", "date": "2024-01-10", "amount": amount}]
    return dataset(lines, tables={"touches": [{"account": "东方", "date": "2024-01-01"}]})


def old_home(home: Path) -> Dataset:
    """A home with one data set that a workspace uses; the data set."""
    used = old_data(5)
    home.mkdir(parents=True)
    folder_of(home, used)
    with closing(sqlite3.connect(home / "kam.sqlite")) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(TABLE)
        connection.executemany(
            "INSERT INTO workspaces VALUES (?, ?, ?, ?, ?, ?)",
            [
                ("abcdefgh", used.content_id, json.dumps({f"{used.content_id}/12/account": "version = 1"}),
                 json.dumps({"language": "zh"}), 7, "2025-11-30T12:34:56+00:00"),
                ("on-the-demo", None, "{}", "{}", 1, "2025-12-01T00:00:00+00:00"),
            ],
        )  # fmt: skip
        connection.commit()
    return used


def touch_of(data: Dataset) -> pl.DataFrame:
    """Its optional table."""
    return data.tables["touches"]
