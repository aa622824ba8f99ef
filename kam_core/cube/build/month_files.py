"""Write the files of a month's lines and cells in a background thread, part by part."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path

import polars as pl

from kam_core.cube.parquet_files import AtomicParquetWriter, CubeFile

PART_LINES = 500_000
"""Lines of one file; a month has several, each with its range of accounts."""
CELL_GROUP = 32_768
"""Cells of a row group."""
MAX_PENDING_PARTS = 3
"""Parts in the write queue; each takes memory."""

CellsOfLines = Callable[[pl.DataFrame], pl.DataFrame]
CellsOfFile = Callable[[Path], pl.DataFrame]


class MonthFiles:
    """Writes lines sorted by account, part by part. Any method may raise OSError; then call `abort`.

    Cells are computed from each part, or from each file of lines once it is written.
    """

    def __init__(
        self, writer: Executor, folder: Path, stem: str, cells_of_lines: CellsOfLines | None, cells_of_file: CellsOfFile
    ) -> None:
        self.folder = folder
        self.cells_of_lines, self.cells_of_file = cells_of_lines, cells_of_file
        self.lines = _FileSeries(writer, folder, f"lines/{stem}")
        self.cells = _FileSeries(writer, folder, f"cells/{stem}")
        self.cell_parts: list[pl.DataFrame] = []

    def add(self, part: pl.DataFrame) -> None:
        """Append lines of further accounts."""
        self.lines.add(part, part.height)
        if self.cells_of_lines is not None:
            self._add_cells(self.cells_of_lines(part))
        if self.lines.rows >= PART_LINES:
            self._end_line_file()

    def end_range(self) -> None:
        """End a range of accounts: further lines go into new files."""
        self._end_line_file()
        self._write_cells()
        self.cells.end_file()

    def finish(self) -> tuple[tuple[CubeFile, ...], tuple[CubeFile, ...]]:
        """The files of lines and of cells, after the last `end_range`."""
        return self.lines.finish(), self.cells.finish()

    def abort(self) -> None:
        """Remove unfinished files; to be called in the writing thread."""
        for series in (self.lines, self.cells):
            if series.current is not None:
                series.current.abort()

    def _end_line_file(self) -> None:
        if self.lines.current is None:
            return
        self.lines.end_file()
        if self.cells_of_lines is None:
            self._add_cells(self.cells_of_file(self.lines.finished[-1].result().path(self.folder)))

    def _add_cells(self, cells: pl.DataFrame) -> None:
        # Parts follow one another by account, and so do their cells.
        self.cell_parts.append(cells)
        if sum(one.height for one in self.cell_parts) >= CELL_GROUP:
            self._write_cells()

    def _write_cells(self) -> None:
        if self.cell_parts:
            self.cells.add(pl.concat(self.cell_parts), CELL_GROUP)
            self.cell_parts = []


class _FileSeries:
    """Numbered files of lines or of cells."""

    def __init__(self, writer: Executor, folder: Path, stem: str) -> None:
        self.writer, self.folder, self.stem = writer, folder, stem
        self.current: AtomicParquetWriter | None = None
        self.rows = 0
        self.pending: deque[Future[None]] = deque()
        self.finished: list[Future[CubeFile]] = []

    def add(self, part: pl.DataFrame, row_group: int) -> None:
        """Append rows to the current file."""
        if self.current is None:
            self.current = AtomicParquetWriter(self.folder, f"{self.stem}-{len(self.finished)}.parquet")
        self.rows += part.height
        self.pending.append(self.writer.submit(self.current.add, part, row_group))
        while len(self.pending) > MAX_PENDING_PARTS:
            self.pending.popleft().result()

    def end_file(self) -> None:
        """End the current file."""
        if self.current is None:
            return
        self.finished.append(self.writer.submit(_commit, self.current))
        self.current, self.rows = None, 0

    def finish(self) -> tuple[CubeFile, ...]:
        """Wait until all files are written."""
        while self.pending:
            self.pending.popleft().result()
        return tuple(one.result() for one in self.finished)


def _commit(writer: AtomicParquetWriter) -> CubeFile:
    """Commit the file, or remove it."""
    try:
        return writer.commit()
    except BaseException:
        writer.abort()
        raise
