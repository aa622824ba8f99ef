"""Parquet files of a cube: written whole or not at all, and told apart from torn ones."""

from __future__ import annotations

import contextlib
import os
import secrets
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
from polars.exceptions import PolarsError

from kam_core.cube.build.account_ranges import Range
from kam_core.store.files import durable_files
from kam_core.vocabulary.message import UserError

MAGIC = b"PAR1"
LEAST_SIZE = 14
"""Two magic words, the length of the list of contents, and one of two bytes."""
LIST_BEGINS, LIST_ENDS = b"\x15", b"\x00"
"""The list is a record that begins with a small number and ends with a stop."""
ROW_GROUP = 65_536
"""Rows of a row group: small enough that one account is found by its statistics, large enough to be read fast."""


FEW_VALUES = {"day", "month", "source", "product", "began"}
"""Columns that a dictionary suits: few values in a file."""
SOUGHT = {"account", "day", "base"}
"""Columns by which parts of a file are found."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of the cube: its name below the folder, its bytes and its rows; its least and largest account, where it is
    sorted by them; the CRC-32 of its list of contents, which no page's sum covers, 0 where that is not known."""

    name: str
    size: int
    rows: int
    low: int | None = None
    high: int | None = None
    list_sum: int = 0

    def holds(self, accounts: Range) -> bool:
        """Whether an account of a range may be in it."""
        low, high = accounts
        if self.low is None or self.high is None:
            return True
        return (low is None or self.high >= low) and (high is None or self.low < high)

    def path(self, folder: Path) -> Path:
        """Where it is."""
        return folder / self.name

    def whole(self, folder: Path) -> bool:
        """Whether it is there with its size, and its list of contents as it was written."""
        return is_whole(self.path(folder), self.size, self.list_sum)

    def sound(self, folder: Path) -> bool:
        """Whether it is whole and its list of contents can be read, which takes half a millisecond."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            # By an open file: a name is not looked at for anything else.
            with self.path(folder).open("rb") as file:
                return self.whole(folder) and pq.read_metadata(file).num_rows == self.rows
        except (OSError, ValueError, pa.ArrowException):
            return False


def is_whole(path: Path, size: int, list_sum: int = 0) -> bool:
    """Whether a file has this size, and begins and ends as a Parquet file does, with a list of contents that has this
    sum, if one is known."""
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size != size or size < LEAST_SIZE or file.read(4) != MAGIC:
                return False
            file.seek(-9, os.SEEK_END)
            end = file.read(9)
            length = int.from_bytes(end[1:5], "little")
            if end[5:] != MAGIC or end[:1] != LIST_ENDS or length > size - LEAST_SIZE + 2:
                return False
            file.seek(size - 8 - length)
            listed = file.read(length)
            return listed.startswith(LIST_BEGINS) and list_sum in (0, zlib.crc32(listed))
    except OSError:
        return False


def is_readable(path: Path, size: int) -> bool:
    """Whether all of a file can be read."""
    try:
        if not is_whole(path, size):
            return False
        pl.scan_parquet(path, glob=False, hive_partitioning=False).select(pl.all().null_count()).collect()
    except (OSError, PolarsError):
        return False
    return True


def is_as_written(piece: Piece, folder: Path) -> bool:
    """Whether all of a file of ours can be read, and its list and every page have the sums that were written with them:
    a bit that turned over is found though what it says can still be read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        if not piece.whole(folder):
            return False
        with (
            piece.path(folder).open("rb") as opened,
            pq.ParquetFile(opened, memory_map=False, page_checksum_verification=True) as file,
        ):
            for number in range(file.num_row_groups):
                file.read_row_group(number, use_threads=False)
    except (OSError, ValueError, pa.ArrowException):
        return False
    return True


def put(frame: pl.DataFrame, folder: Path, name: str, row_group: int = ROW_GROUP) -> Piece:
    """Write a frame below the folder: draft, sync, rename. Raises OSError; then no half file has the name.

    A frame that begins with `account` is sorted by it.
    The name itself is safe on the disk once the folder is synced, which `Manifest.write` does for all of them.
    """
    file = Growing(folder, name)
    try:
        file.add(frame, row_group)
        return file.whole()
    except BaseException:
        file.give_up()
        raise


class Growing:
    """A file that is written part by part and has no name until it is whole. Its methods raise OSError; then call
    `give_up`.

    The parts together are as a frame that `put` takes.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name = folder, name
        target = folder / name
        durable_files.make_folder(target.parent)
        self.draft = target.parent / f"{durable_files.DRAFT}{secrets.token_hex(8)}"
        self.rows = 0
        self._low: int | None = None
        self._high: int | None = None
        self._writer: Any = None

    def add(self, part: pl.DataFrame, row_group: int = ROW_GROUP) -> None:
        """Rows behind those that are there."""
        table = part.to_arrow(compat_level=pl.CompatLevel.oldest())
        if self._writer is None:
            # Made by ourselves first: readable by its owner alone, whatever the umask.
            durable_files.new_file(self.draft).close()
            self._writer = _writer(self.draft, part, table)
        self._writer.write_table(table, row_group_size=row_group)
        self.rows += part.height
        if part.height > 0 and part.columns[0] == "account" and part.dtypes[0] == pl.Int64:
            self._low = int(part["account"][0]) if self._low is None else self._low
            self._high = int(part["account"][-1])

    def whole(self) -> Piece:
        """Nothing more comes: sync, rename."""
        self._writer.close()
        with self.draft.open("rb+") as file:
            durable_files.sync(file.fileno())
            size = os.fstat(file.fileno()).st_size
            file.seek(size - 8)
            length = int.from_bytes(file.read(4), "little")
            file.seek(size - 8 - length)
            list_sum = zlib.crc32(file.read(length))
        durable_files.rename(self.draft, self.folder / self.name)
        return Piece(self.name, size, self.rows, self._low, self._high, list_sum)

    def give_up(self) -> None:
        """Remove what was written."""
        with contextlib.suppress(Exception):
            if self._writer is not None:
                self._writer.close()
        with contextlib.suppress(OSError):
            self.draft.unlink(missing_ok=True)


def _writer(path: Path, frame: pl.DataFrame, table: Any) -> Any:
    """Whole numbers as differences: half the size of a general compression, and half the work."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    texts = {name for name, dtype in frame.schema.items() if dtype == pl.String}
    few = [name for name in frame.columns if name in FEW_VALUES or name in texts]
    by_difference = {n: "DELTA_BINARY_PACKED" for n, t in frame.schema.items() if t == pl.Int64 and n not in few}
    return pq.ParquetWriter(
        path,
        table.schema,
        compression={name: "LZ4" if name in texts else "NONE" for name in frame.columns},
        use_dictionary=few,
        column_encoding=by_difference or None,
        write_statistics=[name for name in frame.columns if name in SOUGHT],
        memory_pool=pa.system_memory_pool(),
        write_page_checksum=True,
    )


def scan(folder: Path, files: Sequence[Piece], schema: pl.Schema | None = None) -> pl.LazyFrame:
    """Files of the cube as one frame; where there are none, an empty one of the schema."""
    if not files:
        assert schema is not None
        return pl.LazyFrame(schema=schema)
    return pl.scan_parquet([kept.path(folder) for kept in files], glob=False, hive_partitioning=False)


class TornFileError(UserError):
    """An input file cannot be read."""


def torn(path: Path, error: PolarsError | OSError) -> TornFileError:
    """What to say of an input file that cannot be read."""
    why = (getattr(error, "strerror", None) or str(error)).split("\n")[0]
    return TornFileError("{file} cannot be read as Parquet: {why}.", file=str(path), why=why.rstrip("."))
