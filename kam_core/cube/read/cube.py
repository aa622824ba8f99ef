"""Open a cube for reading: totals from its manifest, lazy frames of its files."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

import narwhals.stable.v2 as nw
import polars as pl
from polars.exceptions import PolarsError

from kam_core.cube import integrity, manifest
from kam_core.cube.build.account_ranges import Range
from kam_core.cube.build.month import cell_schema, line_schema
from kam_core.cube.build.month_cells import MonthCells
from kam_core.cube.manifest import TEXT, Manifest, Month
from kam_core.cube.parquet_files import scan
from kam_core.cube.read.account_bitmap import may_have
from kam_core.cube.read.footer_reads import UnreadableFooterError, rows_of
from kam_core.engines.engine_choice import engine_of
from kam_core.measures.percentile_histogram import PercentileHistogram
from kam_core.vocabulary.calendar import date_of
from kam_core.vocabulary.message import UserError


@dataclass(frozen=True, slots=True)
class Cube:
    """A cube as it was when it was opened; the next build leaves its files, the one after removes them."""

    folder: Path
    manifest: Manifest

    @classmethod
    def open(cls, folder: Path) -> Cube:
        """Open the cube of a folder. Refuses a missing one, one of another version and one with a truncated file."""
        cube = manifest.read(folder)
        if cube is None:
            raise UserError(
                "There is no cube in {folder}. Create one: python -m kam_core build --lines PATH --out {folder}",
                folder=str(folder),
            )
        for file in integrity.files_without_valid_footer(cube, folder)[:1]:
            raise integrity.corruption_error(cube, folder, file)
        return cls(folder, cube)

    def corruption_error(self) -> UserError | None:
        """The error for the first damaged file, with advice; None where no file is damaged. Reads the whole cube."""
        for file in integrity.corrupt_files(self.manifest, self.folder)[:1]:
            return integrity.corruption_error(self.manifest, self.folder, file)
        return None

    def _collect(self, frame: pl.LazyFrame) -> pl.DataFrame:
        try:
            return frame.collect()
        except (PolarsError, OSError) as error:
            if (corruption := self.corruption_error()) is None:
                raise
            raise corruption from error

    @property
    def name(self) -> str:
        """Name of the data."""
        return self.manifest.name

    @property
    def currency(self) -> str | None:
        """The reporting currency."""
        return self.manifest.currency

    @property
    def content_id(self) -> str:
        """Hash of the content."""
        return self.manifest.content_id

    @property
    def line_count(self) -> int:
        """Number of lines with an account."""
        return sum(month.line_count for month in self.manifest.months)

    @property
    def amount(self) -> int:
        """Their money in ten-thousandths."""
        return sum(month.amount for month in self.manifest.months)

    @property
    def months(self) -> dict[int, int]:
        """Lines with an account by month number."""
        return {month.month: month.line_count for month in self.manifest.months if month.line_count}

    @property
    def first_day(self) -> datetime.date:
        """The day of the first line."""
        return date_of(min(month.first_day for month in self.manifest.months if month.first_day is not None))

    @property
    def last_day(self) -> datetime.date:
        """The day of the last line."""
        return date_of(max(month.last_day for month in self.manifest.months if month.last_day is not None))

    @property
    def without_account(self) -> tuple[int, int]:
        """Lines that name no account, and their money in ten-thousandths."""
        months = self.manifest.months
        return sum(month.without_account for month in months), sum(month.without_account_amount for month in months)

    @property
    def rejected(self) -> int:
        """Number of rows without a usable date or amount."""
        return sum(one.rejected for one in self.manifest.months) + sum(one.dateless for one in self.manifest.sources)

    @property
    def sources(self) -> tuple[str, ...]:
        """The source files; the column `source` is the index. A file that no longer exists keeps its index."""
        return tuple(source.path for source in self.manifest.sources)

    def lines(self, account: int | None = None) -> pl.LazyFrame:
        """`LINE_COLUMNS` of the vocabulary, sorted by account within a file; `order` is String where ids are texts.

        account: only its lines, read from the row groups that may contain it. A damaged file then raises an OSError
        that names it.
        """
        months, schema = self.manifest.months, line_schema(self.manifest.text_orders)
        if account is None:
            return scan(self.folder, [file for month in months for file in month.lines], schema)

        def read() -> pl.DataFrame:
            bought = [month for month in months if self._may_have_bought(account, month)]
            files = [file for month in bought for file in month.lines if file.may_contain(_only(account))]
            return rows_of(account, self.folder, files, schema)

        return pl.defer(read, schema=schema)

    def cells(self, last_month: int, account: int | None = None) -> pl.LazyFrame:
        """`CELL_COLUMNS` up to a month, of one account or of all."""
        months = [month for month in self.manifest.months if month.line_count]
        if account is None:
            frame = nw.to_native(MonthCells(self.folder, engine_of("polars"), months).up_to(last_month))
            assert isinstance(frame, pl.LazyFrame)
            return frame

        def read() -> pl.DataFrame:
            past = [file for month in months if month.month <= last_month for file in month.cells]
            files = [file for file in past if may_have(account, self.folder, file)]
            return rows_of(account, self.folder, files, cell_schema())

        return pl.defer(read, schema=cell_schema())

    def _may_have_bought(self, account: int, month: Month) -> bool:
        """Whether an account may have lines in a month: it has a cell there, or the cells cannot be read."""
        try:
            return any(may_have(account, self.folder, file) for file in month.cells)
        except UnreadableFooterError:
            return True

    @property
    def ready(self) -> tuple[datetime.date, int | None, pl.LazyFrame]:
        """The precomputed view: its date, its months (None: all) and `FEATURE_COLUMNS`, sorted by account."""
        ready = self.manifest.ready
        assert ready is not None
        return date_of(ready.as_of_day), ready.window, scan(self.folder, ready.features)

    def histogram(self, measure: str) -> PercentileHistogram | None:
        """Histogram of a measure in the precomputed view; None where accounts are few enough for exact ranks."""
        ready = self.manifest.ready
        assert ready is not None
        if not ready.histograms:
            return None
        rows = self._collect(scan(self.folder, ready.histograms).filter(pl.col("measure") == measure))
        return PercentileHistogram.from_frame(rows, measure)

    def accounts(self) -> pl.DataFrame:
        """`account`, `account_id` of every account with a line, sorted by account.

        With text ids also accounts whose lines were removed since: a text keeps its code.
        """
        if self.manifest.accounts_are == TEXT:
            assert self.manifest.accounts is not None
            return self._collect(scan(self.folder, [self.manifest.accounts]))
        files = [file for month in self.manifest.months for file in month.cells]
        numbers = self._collect(scan(self.folder, files).select(pl.col("account").unique())).sort("account")
        return numbers.with_columns(pl.col("account").cast(pl.String).alias("account_id"))

    def products(self) -> pl.DataFrame:
        """`product`, `product_id` where product ids are texts; else empty, as numbers are their own codes."""
        if self.manifest.products is None:
            return pl.DataFrame(schema={"product": pl.Int64(), "product_id": pl.String()})
        return self._collect(scan(self.folder, [self.manifest.products]))


def _only(account: int) -> Range:
    """The range of one account."""
    return account, account + 1
