"""A cube opened for reading: facts from its manifest, frames that read their files when they are asked."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

import narwhals.stable.v2 as nw
import polars as pl
from polars.exceptions import PolarsError

from kam_core.cube import integrity, manifest
from kam_core.cube.build.account_ranges import Range
from kam_core.cube.build.month import cell_schema, stored_schema
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
    """A cube as it was when it was opened; a later build changes none of its files until the one after."""

    folder: Path
    manifest: Manifest

    @classmethod
    def open(cls, folder: Path) -> Cube:
        """The cube of a folder. Refuses where there is none, one of another version, and one with a torn file."""
        cube = manifest.read(folder)
        if cube is None:
            raise UserError(
                "There is no cube in {folder}. Make one: python -m kam_core build --lines PATH --out {folder}",
                folder=str(folder),
            )
        for piece in integrity.unsound(cube, folder)[:1]:
            raise integrity.refusal_of(cube, folder, piece)
        return cls(folder, cube)

    def damaged(self) -> UserError | None:
        """What to say when frames of this cube cannot be read: which file is damaged and how to mend it. Reads all of
        the cube; None where nothing is damaged."""
        for piece in integrity.unreadable(self.manifest, self.folder)[:1]:
            return integrity.refusal_of(self.manifest, self.folder, piece)
        return None

    def _whole(self, frame: pl.LazyFrame) -> pl.DataFrame:
        try:
            return frame.collect()
        except (PolarsError, OSError) as error:
            if (refusal := self.damaged()) is None:
                raise
            raise refusal from error

    @property
    def name(self) -> str:
        """What the data are called."""
        return self.manifest.name

    @property
    def currency(self) -> str | None:
        """The reporting currency."""
        return self.manifest.currency

    @property
    def content_id(self) -> str:
        """Names the whole content."""
        return self.manifest.content_id

    @property
    def line_count(self) -> int:
        """Lines with an account."""
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
        """Rows without a date or an amount that can be taken."""
        return sum(one.rejected for one in self.manifest.months) + sum(one.dateless for one in self.manifest.sources)

    @property
    def sources(self) -> tuple[str, ...]:
        """The files of the lines; `source` is the position in here. One that vanished keeps its place."""
        return tuple(source.path for source in self.manifest.sources)

    def lines(self, account: int | None = None) -> pl.LazyFrame:
        """`LINE_COLUMNS` of the vocabulary, sorted by account within a file; `order` is String where ids are texts.

        account: only its lines; of the files that may hold it, only the row groups that may are read. Then what breaks
        over a damaged file is an OSError that names it.
        """
        months, schema = self.manifest.months, stored_schema(self.manifest.text_orders)
        if account is None:
            return scan(self.folder, [piece for month in months for piece in month.lines], schema)

        def read() -> pl.DataFrame:
            mine = [month.lines for month in months if self._bought_in(account, month)]
            files = [piece for lines in mine for piece in lines if piece.holds(_only(account))]
            return rows_of(account, self.folder, files, schema)

        return pl.defer(read, schema=schema)

    def cells(self, last_month: int, account: int | None = None) -> pl.LazyFrame:
        """`CELL_COLUMNS` up to a month; of one account, found as its lines are, or of all."""
        months = [month for month in self.manifest.months if month.line_count]
        if account is None:
            frame = nw.to_native(MonthCells(self.folder, engine_of("polars"), months).up_to(last_month))
            assert isinstance(frame, pl.LazyFrame)
            return frame

        def read() -> pl.DataFrame:
            known = [piece for month in months if month.month <= last_month for piece in month.cells]
            files = [piece for piece in known if may_have(account, self.folder, piece)]
            return rows_of(account, self.folder, files, cell_schema())

        return pl.defer(read, schema=cell_schema())

    def _bought_in(self, account: int, month: Month) -> bool:
        """Whether an account may have lines in a month: then it has a cell there. Lines can be read without cells."""
        try:
            return any(may_have(account, self.folder, piece) for piece in month.cells)
        except UnreadableFooterError:
            return True

    @property
    def ready(self) -> tuple[datetime.date, int | None, pl.LazyFrame]:
        """The view that is kept ready: its date, its months (None: all) and `FEATURE_COLUMNS`, sorted by account."""
        ready = self.manifest.ready
        assert ready is not None
        return date_of(ready.as_of_day), ready.window, scan(self.folder, ready.features)

    def histogram(self, measure: str) -> PercentileHistogram | None:
        """How the ready view's values of a measure lie; None where accounts are few enough to rank one by one."""
        ready = self.manifest.ready
        assert ready is not None
        if not ready.histograms:
            return None
        rows = self._whole(scan(self.folder, ready.histograms).filter(pl.col("measure") == measure))
        return PercentileHistogram.from_frame(rows, measure)

    def accounts(self) -> pl.DataFrame:
        """`account`, `account_id` of every account with a line, sorted by account.

        Of texts also those whose lines are gone since: a text keeps its number.
        """
        if self.manifest.accounts_are == TEXT:
            assert self.manifest.accounts is not None
            return self._whole(scan(self.folder, [self.manifest.accounts]))
        files = [piece for month in self.manifest.months for piece in month.cells]
        numbers = self._whole(scan(self.folder, files).select(pl.col("account").unique())).sort("account")
        return numbers.with_columns(pl.col("account").cast(pl.String).alias("account_id"))

    def products(self) -> pl.DataFrame:
        """`product`, `product_id` where products are texts; else empty, as their numbers are themselves."""
        if self.manifest.products is None:
            return pl.DataFrame(schema={"product": pl.Int64(), "product_id": pl.String()})
        return self._whole(scan(self.folder, [self.manifest.products]))


def _only(account: int) -> Range:
    """The range of one account."""
    return account, account + 1
