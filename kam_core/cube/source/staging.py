"""Split a file with many months once into one staged file per month."""

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
STAGING_NAME = re.compile("[0-9a-f]{16}")
"""Name of a staging folder."""


@dataclass(frozen=True, slots=True)
class StagedMonths:
    """The rows of an input by month, until the months are built."""

    folder: Path

    @classmethod
    def of(cls, folder: Path, *depends_on: object) -> StagedMonths:
        """The staged months of an input, named by all that its rows depend on."""
        return cls(folder / FOLDER / fingerprint(*depends_on))

    def split(self, rows: pl.LazyFrame) -> None:
        """Split rows by their `month`; does nothing where an earlier build finished the split. Raises OSError."""
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


def remove_staging(folder: Path) -> None:
    """Remove the staged months of a cube, and no other files."""
    staging = folder / FOLDER
    if staging.is_symlink() or not staging.is_dir():
        return
    for path in staging.iterdir():
        if STAGING_NAME.fullmatch(path.name):
            shutil.rmtree(path, ignore_errors=True)
    with contextlib.suppress(OSError):
        staging.rmdir()
