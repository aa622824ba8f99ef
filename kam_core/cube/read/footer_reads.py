"""What one account has in files of a cube: their lists of contents are kept in memory, and only groups of rows that may
hold the account are read, and compared with their sums: a bit that turned over is said, not shown as a number."""

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

from kam_core.cube.parquet_files import Piece
from kam_core.cube.read.footer_cache import FileMemory, identity_of

MOST_BYTES = 64_000_000
BYTES_OF_EACH = 5
"""A list takes about so many bytes in memory for each on the disk."""
ACCOUNT = "account"
ANYBODY = (-(2**63), 2**63 - 1)


@dataclass(frozen=True, slots=True)
class Contents:
    """A file's list of contents, and the least and the largest account of each group of rows."""

    parsed: Any
    spans: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, file: FileIO) -> Contents:
        """Of an open file. Raises OSError, ValueError or pyarrow's errors where it has none."""
        import pyarrow.parquet as pq

        parsed = pq.read_metadata(file)
        place = parsed.schema.names.index(ACCOUNT)
        spans = []
        for group in range(parsed.num_row_groups):
            known = parsed.row_group(group).column(place).statistics
            # A group that does not say whose rows it has may have anybody's.
            spans.append((known.min, known.max) if known is not None and known.has_min_max else ANYBODY)
        return cls(parsed, tuple(spans))

    def groups(self, account: int) -> list[int]:
        """The groups that may hold an account."""
        return [group for group, (low, high) in enumerate(self.spans) if low <= account <= high]

    @property
    def nbytes(self) -> int:
        """The memory that it takes, about."""
        return BYTES_OF_EACH * int(self.parsed.serialized_size)


FEW = 4
"""Files that are read one after the other; more of them by two threads, the same for all who look at a time."""
_readers = ThreadPoolExecutor(2, thread_name_prefix="cube-reader")
_memory: FileMemory[Contents] = FileMemory(MOST_BYTES)


class UnreadableFooterError(OSError):
    """A file is not the one that was written, or cannot be read: its name and why."""

    def __init__(self, path: str, error: Exception) -> None:
        why = getattr(error, "strerror", None) or str(error) or type(error).__name__
        super().__init__(f"{path}: {why}")


class ChangedFileError(ValueError):
    """A file that was not written for this cube."""

    def __init__(self) -> None:
        super().__init__("this is another file than the one that was written")


def rows_of(account: int, folder: Path, files: Sequence[Piece], schema: pl.Schema) -> pl.DataFrame:
    """The rows of one account, file by file, in columns of the schema. The files are sorted by account. Raises
    Unreadable."""
    import pyarrow as pa

    columns, place = schema.names(), str(folder)

    def read(piece: Piece) -> list[Any]:
        path = f"{place}/{piece.name}"
        try:
            with FileIO(path) as file:
                return _rows(account, file, contents_of(file, piece), columns)
        except (OSError, ValueError, LookupError, pa.ArrowException) as error:
            raise UnreadableFooterError(path, error) from error

    parts = _readers.map(read, files) if len(files) > FEW else map(read, files)
    found = [batch for part in parts for batch in part]
    if not found:
        return schema.to_frame()
    frame = pl.from_arrow(pa.Table.from_batches(found))
    assert isinstance(frame, pl.DataFrame)
    return frame.select(columns)


def contents_of(file: FileIO, piece: Piece) -> Contents:
    """The list of the file that is open, whatever has its name by now. Raises what `Contents.of` does, and
    OtherFile."""
    status = os.fstat(file.fileno())
    path, identity = str(file.name), identity_of(status)
    contents = _memory.get(path, identity)
    if contents is None:
        contents = Contents.of(file)
        _memory.put(path, identity, contents)
    if status.st_size != piece.size or contents.parsed.num_rows != piece.rows:
        raise ChangedFileError
    return contents


def _rows(account: int, file: FileIO, contents: Contents, columns: list[str]) -> list[Any]:
    import pyarrow.parquet as pq

    found: list[Any] = []
    groups = contents.groups(account)
    reader = pq.ParquetFile(file, metadata=contents.parsed, page_checksum_verification=True) if groups else None
    for group in groups:
        assert reader is not None
        whose = accounts_of(reader.read_row_group(group, columns=[ACCOUNT], use_threads=False))
        rows = (whose == account).nonzero()[0]
        if len(rows):
            found += _taken(reader, group, columns, int(rows[0]), int(rows[-1]) + 1)
    return found


def accounts_of(table: Any) -> npt.NDArray[np.int64]:
    """The accounts of a table of pyarrow; by polars, as pyarrow loads pandas whenever it meets numpy or lists."""
    series = pl.from_arrow(table[ACCOUNT])
    assert isinstance(series, pl.Series)
    return series.to_numpy()


def _taken(reader: Any, group: int, columns: list[str], begin: int, end: int) -> list[Any]:
    """Rows of a group, whose rest behind them is not read. Copied, since a slice would hold all of its batch."""
    found, start = [], 0
    for batch in reader.iter_batches(batch_size=end, row_groups=[group], columns=columns, use_threads=False):
        if start + len(batch) > begin:
            first, last = max(begin - start, 0), min(end - start, len(batch))
            found.append(batch.take(pl.int_range(first, last, eager=True).to_arrow()))
        start += len(batch)
        if start >= end:
            break
    return found
