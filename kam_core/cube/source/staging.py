"""A file with many months, split once into one file per month."""

from __future__ import annotations

import contextlib
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from kam_core.cube.manifest import fingerprint
from kam_core.store.files import durable_files

FOLDER = ".spool"
DONE = "done"
NAMED = re.compile("[0-9a-f]{16}")
"""A spool's own folder."""


@dataclass(frozen=True, slots=True)
class Spool:
    """The rows of an input by month, until the months are made."""

    folder: Path

    @classmethod
    def of(cls, folder: Path, *depends_on: object) -> Spool:
        """The spool of an input, named by all that its rows depend on."""
        return cls(folder / FOLDER / fingerprint(*depends_on))

    def fill(self, rows: pl.LazyFrame) -> None:
        """Split rows with a `month`; what was split whole before is taken as it is. Raises OSError."""
        if (self.folder / DONE).exists():
            return
        shutil.rmtree(self.folder, ignore_errors=True)
        durable_files.make_folder(self.folder)
        names = pl.PartitionBy(self.folder, key="month", include_key=True, file_path_provider=_name)
        rows.sink_parquet(names, compression="lz4", maintain_order=False)
        durable_files.write_file(self.folder / DONE, b"")

    def month(self, month: int) -> pl.LazyFrame:
        """The rows of a month, in the order of the file."""
        return pl.scan_parquet(self.folder / f"{month}.parquet", glob=False, hive_partitioning=False)


def _name(given: pl.io.partition.FileProviderArgs) -> str:
    return f"{given.partition_keys['month'][0]}.parquet"


def emptied(folder: Path) -> None:
    """Remove the spools of a cube, and nothing else that lies there."""
    whole = folder / FOLDER
    if whole.is_symlink() or not whole.is_dir():
        return
    for path in whole.iterdir():
        if NAMED.fullmatch(path.name):
            shutil.rmtree(path, ignore_errors=True)
    with contextlib.suppress(OSError):
        whole.rmdir()
