"""Build or refresh a cube: read only what changed, write the manifest last."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import polars as pl
from polars.exceptions import PanicException, PolarsError

from kam_core.cube import integrity, manifest, vacuum
from kam_core.cube.build import id_dictionary, month
from kam_core.cube.build.line_buffer import HeldLines
from kam_core.cube.build.lock import alone
from kam_core.cube.build.memory_limit import MemoryLimit
from kam_core.cube.build.notices import notices_of, twins
from kam_core.cube.build.roll_up import RollUp, ready
from kam_core.cube.build.write_errors import saying_why
from kam_core.cube.manifest import TEXT, Manifest, Month, Source, fingerprint
from kam_core.cube.owned_files import check_free
from kam_core.cube.parquet_files import Piece, TornFileError, is_readable, put, torn
from kam_core.cube.source import source_files
from kam_core.cube.source.input_checks import check_currency, check_kinds
from kam_core.cube.source.input_schema import Shape, shape_of
from kam_core.cube.source.profiling import survey
from kam_core.cube.source.source_files import Input
from kam_core.cube.source.staging import Spool, emptied
from kam_core.engines.engine import Engine
from kam_core.measures.view import DEFAULT_WINDOW_MONTHS, View, default_as_of
from kam_core.vocabulary.calendar import date_of, month_end, month_number, month_start
from kam_core.vocabulary.message import Message, UserError
from kam_core.vocabulary.overflow_check import check_overflow

SPOOL_ROWS = 500_000
"""A file with several months and more rows than this is split before its months are made."""
AS_BEFORE = -1
"""The window of before; without one, the usual."""


class Told(Protocol):
    """Hears what is being done."""

    def __call__(self, message: Message, done: int, of: int) -> None:
        """A sentence, and how many steps of this kind are done."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a cube is to be. `name`, `currency`, `as_of` None: as before, or the usual.

    add_up: lines in several currencies are added up as they stand, now and whenever the cube is renewed.
    """

    paths: tuple[Path, ...]
    out: Path
    limit: MemoryLimit
    name: str | None = None
    currency: str | None = None
    as_of: datetime.date | None = None
    window: int | None = AS_BEFORE
    add_up: bool = False


def nothing(bytes_: int) -> None:
    """No preparation."""


@dataclass(frozen=True, slots=True)
class Built:
    """The cube that is there now. `made` counts the months that were made anew."""

    cube: Manifest
    made: int
    unchanged: bool
    notices: tuple[Message, ...] = ()
    """What whoever built it should know of the lines."""


def build(request: Request, engine: Engine, told: Told, prepare: Callable[[int], None] = nothing) -> Built:
    """Make the cube, or renew it where its inputs changed. `prepare` is told how many bytes of files will be read.

    Refuses what cannot be done, and then the cube of before stays in use. A run that was broken off is gone on with by
    the next.
    """
    with saying_why(request.out):
        check_free(request.out)
    with alone(request.out), saying_why(request.out):
        return _Build(request, engine, told).run(prepare)


class _Build:
    def __init__(self, request: Request, engine: Engine, told: Told) -> None:
        self.request, self.engine, self.told = request, engine, told
        self.folder = request.out.absolute()
        self.shapes: dict[str, Shape] = {}
        self.before: Manifest | None = None

    def run(self, prepare: Callable[[int], None]) -> Built:
        """The cube; where a file of the one before proves to be damaged, once more without it."""
        try:
            return self._run(prepare)
        except TornFileError:
            raise
        except (PolarsError, PanicException, UserError) as error:
            read = not isinstance(error, UserError) or isinstance(error.__cause__, Exception)
            if read and self.before is not None and integrity.cleared(self.before, self.folder, integrity.unreadable):
                self.told(Message("Files of the cube are damaged and are made anew"), 0, 1)
                return self._run(prepare)
            if isinstance(error, UserError):
                raise
            raise UserError(
                "The cube in {folder} was not renewed: {why}. Check the folder and the disk, and build again.",
                folder=str(self.folder),
                why=str(error).split("\n")[0].rstrip("."),
            ) from error

    def _run(self, prepare: Callable[[int], None]) -> Built:
        self.before = self._before()
        found, notes = source_files.found(self.request.paths, self.folder)
        now = self._identity()
        # Where files are read, damaged ones are met; where none is, they are looked for.
        if self._unchanged(found, now) and not integrity.cleared(self._known, self.folder, integrity.unsound):
            return Built(self._known, 0, True, (*notes, *notices_of(self._known)))
        sources, kept = self._sources(found)
        prepare(sum(one.size for number, one in enumerate(sources) if one.there and number not in kept))
        now = self._types(now, sources, kept)
        with self._reading(sources):
            sources = self._surveyed(sources, kept)
            check_kinds(sources)
            now = replace(now, currency=check_currency(sources, self.request.currency, now.currency, now.added_up))
            now, tables = self._coded(now, sources, kept)
            months, made = self._months(now, sources, tables)
        if not any(one.line_count for one in months):
            raise UserError("The files hold no order line with account, date and amount. The cube was not renewed.")
        check_overflow(sum(one.turnover for one in months))
        now = replace(now, sources=tuple(sources), months=months, rejected=self._rejected(sources, months))
        now = replace(now, ready=self._rolled(now))
        before = self.before
        _still_as_read(sources)
        now.write(self.folder)
        emptied(self.folder)
        vacuum.sweep(self.folder, [one for one in (now, before) if one is not None])
        written = manifest.read(self.folder)
        assert written is not None
        return Built(written, made, False, (*notes, *twins(sources, kept), *notices_of(written)))

    @property
    def _known(self) -> Manifest:
        assert self.before is not None
        return self.before

    def _before(self) -> Manifest | None:
        try:
            return manifest.read(self.folder)
        except (manifest.ManifestVersionError, manifest.CorruptManifestError) as refusal:
            self.told(refusal.message, 0, 1)
            return None

    def _identity(self) -> Manifest:
        """Name and currency, nothing in it yet."""
        before = self.before
        name = self.request.name or (before.name if before else self.folder.absolute().name)
        currency = self.request.currency or (before.currency if before else None)
        added_up = self.request.add_up or (before is not None and before.added_up)
        return Manifest(name, currency, "", "", "", added_up=added_up)

    def _unchanged(self, found: Sequence[Input], now: Manifest) -> bool:
        before = self.before
        if before is None or (before.name, before.currency) != (now.name, now.currency) or before.ready is None:
            return False
        there = {(one.path, one.size, one.mtime_ns) for one in before.sources if one.there}
        if there != {(one.path, one.size, one.mtime_ns) for one in found}:
            return False
        view = self._view(before)
        same = (view.as_of_day, view.window_months) == (before.ready.as_of_day, before.ready.window)
        return same and all(piece.whole(self.folder) for piece in before.files())

    def _sources(self, found: Sequence[Input]) -> tuple[list[Source], set[int]]:
        """Every source under its number, and the numbers of those that are as before."""
        before = list(self.before.sources) if self.before else []
        wanted = {one.path: one for one in found}
        sources, kept = [], set()
        for number, source in enumerate(before):
            one = wanted.pop(source.path, None)
            if one is None:
                sources.append(Source(source.path, source.size, source.mtime_ns, {}, 0, there=False))
            elif source.there and (one.size, one.mtime_ns) == (source.size, source.mtime_ns):
                kept.add(number)
                sources.append(source)
            else:
                sources.append(Source(one.path, one.size, one.mtime_ns, {}, 0))
        sources += [Source(one.path, one.size, one.mtime_ns, {}, 0) for one in wanted.values()]
        return sources, kept

    def _types(self, now: Manifest, sources: list[Source], kept: set[int]) -> Manifest:
        """What ids are. Refuses files that do not agree, with one another or with the cube of before."""
        are = {
            name: getattr(self.before, f"{name}_are") if self.before else ""
            for name in ("accounts", "orders", "products")
        }
        of = dict.fromkeys(are, Message("the cube"))
        for number, source in enumerate(sources):
            if number in kept or not source.there:
                continue
            shape = self._shape(source.path)
            for name in are:
                one = getattr(shape, f"{name}_are")
                if one and are[name] and one != are[name]:
                    raise _two_types(name, source.path, one, of[name], are[name])
                if one and not are[name]:
                    are[name], of[name] = one, Message("{file}", file=source.path)
        now = replace(
            now,
            accounts_are=are["accounts"],
            orders_are=are["orders"],
            products_are=are["products"],
        )
        if self.before is not None and self.before.text_orders != now.text_orders:
            # Order ids are of another type from now on: every month is made anew.
            kept.clear()
            self.before = replace(self.before, months=(), ready=None)
        return now

    def _shape(self, path: str) -> Shape:
        if path not in self.shapes:
            self.shapes[path] = shape_of(path)
        return self.shapes[path]

    def _surveyed(self, sources: list[Source], kept: set[int]) -> list[Source]:
        """New sources with their months."""
        surveyed = list(sources)
        new = [number for number, source in enumerate(sources) if source.there and number not in kept]
        for place, number in enumerate(new):
            source = sources[number]
            self.told(Message("Looking through {file}", file=Path(source.path).name), place, len(new))
            seen = survey(source.path, self._shape(source.path))
            surveyed[number] = replace(
                source,
                months=seen.months,
                dateless=seen.dateless,
                cancelled=seen.cancelled,
                trimmed=seen.trimmed,
                currencies=seen.currencies,
                kinds=seen.kinds,
            )
        return surveyed

    def _coded(
        self, now: Manifest, sources: Sequence[Source], kept: set[int]
    ) -> tuple[Manifest, Mapping[str, pl.DataFrame]]:
        """The dictionaries of texts, extended by those of new sources."""
        tables = {}
        new = [s for number, s in enumerate(sources) if s.there and number not in kept]
        for code, plural in (("account", "accounts"), ("product", "products")):
            if getattr(now, f"{plural}_are") != TEXT:
                continue
            piece: Piece | None = getattr(self.before, plural) if self.before else None
            text = f"{code}_id"
            known = id_dictionary.empty(code, text) if piece is None else self._own(piece)
            rows = [
                source_files.scan(s.path, self._shape(s.path), False)
                for s in new
                if getattr(self._shape(s.path), f"{plural}_are")
            ]
            frame = id_dictionary.extended(known, [one.select(code) for one in rows], code, text)
            name = fingerprint(piece and piece.name, [(s.path, s.size, s.mtime_ns) for s in new])
            kept_piece = id_dictionary.kept(frame, self.folder, f"{plural}-{name}", piece)
            now = replace(now, accounts=kept_piece) if code == "account" else replace(now, products=kept_piece)
            tables[code] = frame
        return now, tables

    def _own(self, piece: Piece) -> pl.DataFrame:
        """A file of the cube that cannot be made anew without giving its numbers away."""
        if not piece.whole(self.folder):
            raise integrity.refusal_of(self._known, self.folder, piece)
        return pl.read_parquet(piece.path(self.folder), glob=False)

    def _months(
        self, now: Manifest, sources: Sequence[Source], tables: Mapping[str, pl.DataFrame]
    ) -> tuple[tuple[Month, ...], int]:
        """Every month: kept, found as a run before left it, or made."""
        by_month: dict[int, list[int]] = {}
        for number, source in enumerate(sources):
            for one in source.months:
                by_month.setdefault(one, []).append(number)
        before = {one.month: one for one in self.before.months} if self.before else {}
        months, wanted = {}, []
        for one, numbers in sorted(by_month.items()):
            parts = tuple((number, sources[number].size, sources[number].mtime_ns) for number in numbers)
            old = before.get(one)
            if old is not None and old.parts == parts and all(piece.whole(self.folder) for piece in old.files()):
                months[one] = old
            else:
                wanted.append((one, parts))
        dirty = {one for one, _ in wanted}
        held = HeldLines()
        made = 0
        for place, (one, parts) in enumerate(wanted):
            plan = self._plan(now, one, parts, sources, tables, dirty)
            self.told(
                Message("{month}: {count} {count:line|lines}", month=f"{month_start(one):%Y-%m}", count=plan.rows),
                place,
                len(wanted),
            )
            ready_made = month.done(plan, self.folder)
            if ready_made is None:
                ready_made = month.make(plan, self.folder, self.engine, self.request.limit, held)
                made += 1
            months[one] = ready_made
        return tuple(months[one] for one in sorted(months)), made

    def _plan(
        self,
        now: Manifest,
        one: int,
        parts: tuple[tuple[int, int, int], ...],
        sources: Sequence[Source],
        tables: Mapping[str, pl.DataFrame],
        dirty: set[int],
    ) -> month.MonthPlan:
        frames = [self._rows(now, number, one, sources[number], tables, dirty) for number, _, _ in parts]
        depends_on = (
            manifest.FORMAT,
            manifest.DEFINITION,
            [sources[number].path for number, _, _ in parts],
            now.accounts and now.accounts.name,
            now.products and now.products.name,
            now.orders_are,
        )
        rows = sum(sources[number].months[one] for number, _, _ in parts)
        return month.MonthPlan(one, parts, rows, tuple(frames), depends_on)

    def _rows(
        self,
        now: Manifest,
        number: int,
        one: int,
        source: Source,
        tables: Mapping[str, pl.DataFrame],
        dirty: set[int],
    ) -> pl.LazyFrame:
        """The rows of a source in a month, ids as codes."""
        shape = self._shape(source.path)
        rows = source_files.scan(source.path, shape, now.text_orders)
        if len(source.months) > 1 and sum(source.months.values()) > SPOOL_ROWS and len(dirty & set(source.months)) > 1:
            spool = Spool.of(
                self.folder, source.path, source.size, source.mtime_ns, now.orders_are, source_files.FORMAT
            )
            spool.fill(rows.filter(pl.col("month").is_not_null()))
            rows = spool.month(one)
        elif len(source.months) > 1 or source.dateless:
            rows = rows.filter(pl.col("month") == one)
        for code, are in (("account", shape.accounts_are), ("product", shape.products_are)):
            if are == TEXT:
                rows = (
                    rows.rename({code: f"{code}_id"})
                    .join(tables[code].lazy(), on=f"{code}_id", how="left", maintain_order="left")
                    .drop(f"{code}_id")
                )
        return rows.drop("month").with_columns(pl.lit(number, pl.Int32).alias("source"))

    def _rejected(self, sources: Sequence[Source], months: Sequence[Month]) -> Piece | None:
        """The rows that could not be taken: source, line and what is wrong."""
        bad = {number for one in months if one.rejected for number, _, _ in one.parts}
        bad |= {number for number, source in enumerate(sources) if source.dateless}
        if not bad:
            return None
        before = self.before
        old = {
            number
            for number in bad
            if before and number < len(before.sources) and before.sources[number] == sources[number]
        }
        frames = []
        if before is not None and before.rejected is not None and before.rejected.whole(self.folder):
            known = pl.read_parquet(before.rejected.path(self.folder), glob=False)
            frames.append(known.filter(pl.col("source").is_in(sorted(old))))
        else:
            old = set()
        for number in sorted(bad - old):
            rows = source_files.scan(sources[number].path, self._shape(sources[number].path), True)
            why = pl.when(pl.col("day").is_null()).then(pl.lit("date")).otherwise(pl.lit("amount"))
            frames.append(
                rows.filter(pl.col("day").is_null() | pl.col("amount").is_null())
                .select(
                    pl.lit(number, pl.Int64).alias("source"),
                    pl.lit(sources[number].path).alias("file"),
                    "line",
                    pl.col("account").cast(pl.String),
                    why.alias("column"),
                )
                .collect()
            )
        name = fingerprint([(n, sources[n].path, sources[n].size, sources[n].mtime_ns) for n in sorted(bad)])
        return put(pl.concat(frames), self.folder, f"rejected-{name}.parquet")

    def _view(self, now: Manifest) -> View:
        """As asked for; else as of the last complete month-end, over the window of before or the usual one."""
        window = self.request.window
        if window == AS_BEFORE:
            window = self.before.ready.window if self.before and self.before.ready else DEFAULT_WINDOW_MONTHS
        days = [day for one in now.months for day in (one.first_day, one.last_day) if day is not None]
        first, last = date_of(min(days)), date_of(max(days))
        as_of = self.request.as_of
        if as_of is None:
            return View(default_as_of(first, last, window), window)
        if as_of < first:
            raise UserError("There is nothing to see as of {day}: the lines begin on {first}.", day=as_of, first=first)
        if as_of < last and as_of != month_end(month_number(as_of)):
            raise UserError(
                "A cube is kept by month and can be seen as of month-ends. Choose {day} instead of {as_of}.",
                day=month_end(month_number(as_of) - 1),
                as_of=as_of,
            )
        return View(as_of, window)

    def _rolled(self, now: Manifest) -> manifest.Ready:
        before = self.before.ready if self.before else None
        months = [one for one in now.months if one.line_count]
        roll = RollUp(self.folder, self.engine, self.request.limit, months, self._view(now))

        def told(done: int, of: int) -> None:
            self.told(Message("Rolling up the months"), done, of)

        return ready(roll, before, told)

    @contextlib.contextmanager
    def _reading(self, sources: Sequence[Source]) -> Iterator[None]:
        """Errors of reading become refusals that name the file."""
        try:
            yield
        except PolarsError as error:
            for source in sources:
                path = Path(source.path)
                if source.there and source.path in self.shapes and not is_readable(path, path.stat().st_size):
                    raise torn(path, error) from error
            raise UserError("The lines could not be read: {why}.", why=str(error).split("\n")[0].rstrip(".")) from error


def _still_as_read(sources: Sequence[Source]) -> None:
    """Refuses files that were written to meanwhile: half of the old and half of the new would be neither."""
    for source in sources:
        if source.there and not source_files.unchanged(source.path, source.size, source.mtime_ns):
            raise UserError(
                "{file} was changed while it was read. Build again when it is whole; the cube of before stays in use.",
                file=source.path,
            )


def _two_types(name: str, path: str, are: str, of: Message, others: str) -> UserError:
    return UserError(
        "{file}: {name} are of type {type}, in {other} of type {other_type}. The same id must be the same everywhere; "
        "bring them to one type, or build a cube of their own.",
        file=path,
        name=name,
        type=are,
        other=of,
        other_type=others,
    )
