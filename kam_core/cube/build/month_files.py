"""The files of a month's lines and cells, written part by part beside the work on the next part."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path

import polars as pl

from kam_core.cube.parquet_files import Growing, Piece

PART_LINES = 500_000
"""Lines of one file; several make a month, each with its range of accounts."""
CELL_GROUP = 32_768
"""Cells of a row group."""
MOST_WAITING = 3
"""Parts that wait to be written; each takes memory."""

CellsOf = Callable[[pl.DataFrame], pl.DataFrame]
CellsIn = Callable[[Path], pl.DataFrame]


class MonthFiles:
    """Takes lines by account, part by part. Raises OSError from any method; then call `give_up`.

    Cells are made of each part, or of each file of lines once it is written.
    """

    def __init__(self, writer: Executor, folder: Path, stem: str, of_part: CellsOf | None, of_file: CellsIn) -> None:
        self.folder = folder
        self.of_part, self.of_file = of_part, of_file
        self.lines = _Kind(writer, folder, f"lines/{stem}")
        self.cells = _Kind(writer, folder, f"cells/{stem}")
        self.made: list[pl.DataFrame] = []

    def add(self, part: pl.DataFrame) -> None:
        """Lines of accounts behind those that are there."""
        self.lines.add(part, part.height)
        if self.of_part is not None:
            self._keep(self.of_part(part))
        if self.lines.rows >= PART_LINES:
            self._end_lines()

    def end(self) -> None:
        """A range of accounts is over: what comes next goes into other files."""
        self._end_lines()
        self._write_cells()
        self.cells.end()

    def whole(self) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
        """Lines and cells, after the last `end`."""
        return self.lines.whole(), self.cells.whole()

    def give_up(self) -> None:
        """Remove what has no name yet; to be done where the files are written."""
        for kind in (self.lines, self.cells):
            if kind.open is not None:
                kind.open.give_up()

    def _end_lines(self) -> None:
        if self.lines.open is None:
            return
        self.lines.end()
        if self.of_part is None:
            self._keep(self.of_file(self.lines.ended[-1].result().path(self.folder)))

    def _keep(self, some: pl.DataFrame) -> None:
        # Parts follow one another by account, and so do their cells.
        self.made.append(some)
        if sum(one.height for one in self.made) >= CELL_GROUP:
            self._write_cells()

    def _write_cells(self) -> None:
        if self.made:
            self.cells.add(pl.concat(self.made), CELL_GROUP)
            self.made = []


class _Kind:
    """Files of one kind, one after the other."""

    def __init__(self, writer: Executor, folder: Path, stem: str) -> None:
        self.writer, self.folder, self.stem = writer, folder, stem
        self.open: Growing | None = None
        self.rows = 0
        self.waiting: deque[Future[None]] = deque()
        self.ended: list[Future[Piece]] = []

    def add(self, part: pl.DataFrame, row_group: int) -> None:
        """Rows behind those of the file that is open."""
        if self.open is None:
            self.open = Growing(self.folder, f"{self.stem}-{len(self.ended)}.parquet")
        self.rows += part.height
        self.waiting.append(self.writer.submit(self.open.add, part, row_group))
        while len(self.waiting) > MOST_WAITING:
            self.waiting.popleft().result()

    def end(self) -> None:
        """The open file is whole."""
        if self.open is None:
            return
        self.ended.append(self.writer.submit(_whole, self.open))
        self.open, self.rows = None, 0

    def whole(self) -> tuple[Piece, ...]:
        """All files, written."""
        while self.waiting:
            self.waiting.popleft().result()
        return tuple(one.result() for one in self.ended)


def _whole(file: Growing) -> Piece:
    """The file with its name, or none at all."""
    try:
        return file.whole()
    except BaseException:
        file.give_up()
        raise
