"""Read and write Parquet files of a cube atomically, with checks for truncated and damaged ones."""

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
MIN_SIZE = 14
"""Two magic words, the length of the footer, and a footer of two bytes."""
FOOTER_START, FOOTER_STOP = b"\x15", b"\x00"
"""The footer is a Thrift struct: it begins with the header of its first field and ends with a stop byte."""
ROW_GROUP = 65_536
"""Rows of a row group: small enough that one account is found by its statistics, large enough to be read fast."""


DICTIONARY_COLUMNS = {"day", "month", "source", "product", "began"}
"""Columns with few values in a file, which are dictionary-encoded."""
STATISTICS_COLUMNS = {"account", "day", "base"}
"""Columns whose minima and maxima are written for each row group."""


@dataclass(frozen=True, slots=True)
class CubeFile:
    """A file of the cube: its name below the folder, its bytes and its rows; its least and largest account, where it is
    sorted by them; the CRC-32 of its footer (`list_sum`), which no page checksum covers, 0 where it is not known."""

    name: str
    size: int
    rows: int
    low: int | None = None
    high: int | None = None
    list_sum: int = 0

    def may_contain(self, accounts: Range) -> bool:
        """Whether it may contain an account of a range."""
        low, high = accounts
        if self.low is None or self.high is None:
            return True
        return (low is None or self.high >= low) and (high is None or self.low < high)

    def path(self, folder: Path) -> Path:
        """Its path."""
        return folder / self.name

    def is_complete(self, folder: Path) -> bool:
        """Whether it exists with its size, and with its footer as it was written."""
        return has_expected_footer(self.path(folder), self.size, self.list_sum)

    def has_valid_footer(self, folder: Path) -> bool:
        """Whether it is complete and its footer can be parsed, which takes half a millisecond."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            # By an open file: pyarrow would take a name for a pattern or an address.
            with self.path(folder).open("rb") as file:
                return self.is_complete(folder) and pq.read_metadata(file).num_rows == self.rows
        except (OSError, ValueError, pa.ArrowException):
            return False


def has_expected_footer(path: Path, size: int, footer_checksum: int = 0) -> bool:
    """Whether a file has this size, and begins and ends as a Parquet file does, with a footer of this checksum, if it
    is known."""
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size != size or size < MIN_SIZE or file.read(4) != MAGIC:
                return False
            file.seek(-9, os.SEEK_END)
            tail = file.read(9)
            length = int.from_bytes(tail[1:5], "little")
            if tail[5:] != MAGIC or tail[:1] != FOOTER_STOP or length > size - MIN_SIZE + 2:
                return False
            file.seek(size - 8 - length)
            footer = file.read(length)
            return footer.startswith(FOOTER_START) and footer_checksum in (0, zlib.crc32(footer))
    except OSError:
        return False


def is_readable(path: Path, size: int) -> bool:
    """Whether all of a file can be read."""
    try:
        if not has_expected_footer(path, size):
            return False
        pl.scan_parquet(path, glob=False, hive_partitioning=False).select(pl.all().null_count()).collect()
    except (OSError, PolarsError):
        return False
    return True


def has_valid_checksums(cube_file: CubeFile, folder: Path) -> bool:
    """Whether all of a cube file can be read, and its footer and every page have the checksums that were written with
    them: a flipped bit is found even where the value can still be read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        if not cube_file.is_complete(folder):
            return False
        with (
            cube_file.path(folder).open("rb") as opened,
            pq.ParquetFile(opened, memory_map=False, page_checksum_verification=True) as file,
        ):
            for number in range(file.num_row_groups):
                file.read_row_group(number, use_threads=False)
    except (OSError, ValueError, pa.ArrowException):
        return False
    return True


def write_parquet(frame: pl.DataFrame, folder: Path, name: str, row_group: int = ROW_GROUP) -> CubeFile:
    """Write a frame below the folder: draft, sync, rename. Raises OSError; then no partial file has the name.

    A frame that begins with `account` is sorted by it.
    The name itself is safe on the disk once the folder is synced, which `Manifest.write` does for all of them.
    """
    writer = AtomicParquetWriter(folder, name)
    try:
        writer.add(frame, row_group)
        return writer.commit()
    except BaseException:
        writer.abort()
        raise


class AtomicParquetWriter:
    """Writes a file part by part; it has no name until `commit`. Its methods raise OSError; then call `abort`.

    The parts together are a frame as for `write_parquet`.
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
        """Append rows."""
        table = part.to_arrow(compat_level=pl.CompatLevel.oldest())
        if self._writer is None:
            # Created by us first: readable by its owner alone, whatever the umask.
            durable_files.new_file(self.draft).close()
            self._writer = _writer(self.draft, part, table)
        self._writer.write_table(table, row_group_size=row_group)
        self.rows += part.height
        if part.height > 0 and part.columns[0] == "account" and part.dtypes[0] == pl.Int64:
            self._low = int(part["account"][0]) if self._low is None else self._low
            self._high = int(part["account"][-1])

    def commit(self) -> CubeFile:
        """Finish the file: sync, rename."""
        self._writer.close()
        with self.draft.open("rb+") as file:
            durable_files.sync(file.fileno())
            size = os.fstat(file.fileno()).st_size
            file.seek(size - 8)
            length = int.from_bytes(file.read(4), "little")
            file.seek(size - 8 - length)
            footer_checksum = zlib.crc32(file.read(length))
        durable_files.rename(self.draft, self.folder / self.name)
        return CubeFile(self.name, size, self.rows, self._low, self._high, footer_checksum)

    def abort(self) -> None:
        """Remove what was written."""
        with contextlib.suppress(Exception):
            if self._writer is not None:
                self._writer.close()
        with contextlib.suppress(OSError):
            self.draft.unlink(missing_ok=True)


def _writer(path: Path, frame: pl.DataFrame, table: Any) -> Any:
    """A writer with delta encoding for whole numbers: half the size of a general compression, and half the work."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    texts = {name for name, dtype in frame.schema.items() if dtype == pl.String}
    few = [name for name in frame.columns if name in DICTIONARY_COLUMNS or name in texts]
    by_difference = {n: "DELTA_BINARY_PACKED" for n, t in frame.schema.items() if t == pl.Int64 and n not in few}
    return pq.ParquetWriter(
        path,
        table.schema,
        compression={name: "LZ4" if name in texts else "NONE" for name in frame.columns},
        use_dictionary=few,
        column_encoding=by_difference or None,
        write_statistics=[name for name in frame.columns if name in STATISTICS_COLUMNS],
        memory_pool=pa.system_memory_pool(),
        write_page_checksum=True,
    )


def scan(folder: Path, files: Sequence[CubeFile], schema: pl.Schema | None = None) -> pl.LazyFrame:
    """Files of the cube as one frame; an empty frame of the schema where there are none."""
    if not files:
        assert schema is not None
        return pl.LazyFrame(schema=schema)
    return pl.scan_parquet([file.path(folder) for file in files], glob=False, hive_partitioning=False)


class TornFileError(UserError):
    """An input file cannot be read."""


def torn_file_error(path: Path, error: PolarsError | OSError) -> TornFileError:
    """The error for an input file that cannot be read."""
    why = (getattr(error, "strerror", None) or str(error)).split("\n")[0]
    return TornFileError("{file} cannot be read as Parquet: {why}.", file=str(path), why=why.rstrip("."))
