"""Read the rows of one account by cached Parquet footers.

Only row groups that may contain the account are read, with their checksums verified: a flipped bit raises an error
instead of being shown as a number."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from kam_core.cube.parquet_files import CubeFile
from kam_core.cube.read.file_cache import FileCache, identity_of

MAX_BYTES = 64_000_000
MEMORY_FACTOR = 5
"""A parsed footer takes about so many bytes in memory for each byte on disk."""
ACCOUNT = "account"
ALL_ACCOUNTS = (-(2**63), 2**63 - 1)


@dataclass(frozen=True, slots=True)
class Footer:
    """A file's footer, and the least and largest account of each row group."""

    parsed: Any
    account_ranges: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, file: FileIO) -> Footer:
        """Parse the footer of an open file. Raises OSError, ValueError or pyarrow's errors where it has none."""
        import pyarrow.parquet as pq

        parsed = pq.read_metadata(file)
        place = parsed.schema.names.index(ACCOUNT)
        account_ranges = []
        for group in range(parsed.num_row_groups):
            statistics = parsed.row_group(group).column(place).statistics
            # A group without statistics may contain any account.
            known = statistics is not None and statistics.has_min_max
            account_ranges.append((statistics.min, statistics.max) if known else ALL_ACCOUNTS)
        return cls(parsed, tuple(account_ranges))

    def groups(self, account: int) -> list[int]:
        """The row groups that may contain an account."""
        return [group for group, (low, high) in enumerate(self.account_ranges) if low <= account <= high]

    @property
    def nbytes(self) -> int:
        """Approximate bytes in memory."""
        return MEMORY_FACTOR * int(self.parsed.serialized_size)


MAX_SEQUENTIAL_FILES = 4
"""More files than this are read by two threads, which all users share."""
_readers = ThreadPoolExecutor(2, thread_name_prefix="cube-reader")
_cache: FileCache[Footer] = FileCache(MAX_BYTES)


class UnreadableFooterError(OSError):
    """A file is not the one that was written, or cannot be read; the message has its name and the reason."""

    def __init__(self, path: str, error: Exception) -> None:
        why = getattr(error, "strerror", None) or str(error) or type(error).__name__
        super().__init__(f"{path}: {why}")


class ChangedFileError(ValueError):
    """A file was replaced by one that was not written for this cube."""

    def __init__(self) -> None:
        super().__init__("the file was replaced")


def rows_of(account: int, folder: Path, files: Sequence[CubeFile], schema: pl.Schema) -> pl.DataFrame:
    """The rows of one account, file by file, in columns of the schema. The files are sorted by account. Raises
    UnreadableFooterError."""
    import pyarrow as pa

    columns, root = schema.names(), str(folder)

    def read(cube_file: CubeFile) -> list[Any]:
        path = f"{root}/{cube_file.name}"
        try:
            with FileIO(path) as file:
                return _rows(account, file, footer_of(file, cube_file), columns)
        except (OSError, ValueError, LookupError, pa.ArrowException) as error:
            raise UnreadableFooterError(path, error) from error

    parts = _readers.map(read, files) if len(files) > MAX_SEQUENTIAL_FILES else map(read, files)
    batches = [batch for part in parts for batch in part]
    if not batches:
        return schema.to_frame()
    frame = pl.from_arrow(pa.Table.from_batches(batches))
    assert isinstance(frame, pl.DataFrame)
    return frame.select(columns)


def footer_of(file: FileIO, cube_file: CubeFile) -> Footer:
    """The footer of the open file, even if another file has its name by now. Raises as `Footer.of` does, and
    ChangedFileError."""
    status = os.fstat(file.fileno())
    path, identity = str(file.name), identity_of(status)
    footer = _cache.get(path, identity)
    if footer is None:
        footer = Footer.of(file)
        _cache.put(path, identity, footer)
    if status.st_size != cube_file.size or footer.parsed.num_rows != cube_file.rows:
        raise ChangedFileError
    return footer


def _rows(account: int, file: FileIO, footer: Footer, columns: list[str]) -> list[Any]:
    import pyarrow.parquet as pq

    batches: list[Any] = []
    groups = footer.groups(account)
    reader = pq.ParquetFile(file, metadata=footer.parsed, page_checksum_verification=True) if groups else None
    for group in groups:
        assert reader is not None
        accounts = accounts_of(reader.read_row_group(group, columns=[ACCOUNT], use_threads=False))
        rows = (accounts == account).nonzero()[0]
        if len(rows):
            batches += _slice(reader, group, columns, int(rows[0]), int(rows[-1]) + 1)
    return batches


def accounts_of(table: Any) -> npt.NDArray[np.int64]:
    """The accounts of a pyarrow table; converted by polars, as pyarrow loads pandas for numpy and lists."""
    series = pl.from_arrow(table[ACCOUNT])
    assert isinstance(series, pl.Series)
    return series.to_numpy()


def _slice(reader: Any, group: int, columns: list[str], begin: int, end: int) -> list[Any]:
    """Rows of a group; the rows behind them are not read. Copied, since a view would retain its whole batch."""
    batches, start = [], 0
    for batch in reader.iter_batches(batch_size=end, row_groups=[group], columns=columns, use_threads=False):
        if start + len(batch) > begin:
            first, last = max(begin - start, 0), min(end - start, len(batch))
            batches.append(batch.take(pl.int_range(first, last, eager=True).to_arrow()))
        start += len(batch)
        if start >= end:
            break
    return batches
