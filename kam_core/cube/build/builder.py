"""Build or refresh a cube: read only what changed, write the manifest last."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import polars as pl
from polars.exceptions import PanicException, PolarsError

from kam_core.cube import integrity, manifest, vacuum
from kam_core.cube.build import month
from kam_core.cube.build.id_dictionary import extend_dictionaries
from kam_core.cube.build.line_buffer import LineBuffer
from kam_core.cube.build.lock import exclusive_build
from kam_core.cube.build.materialized_view import view_to_materialize
from kam_core.cube.build.month_rows import MonthRows
from kam_core.cube.build.notices import duplicate_file_notices, line_notices
from kam_core.cube.build.rejected_rows import write_rejected_rows
from kam_core.cube.build.request import BuildProgress, BuildRequest, BuildResult, no_preparation
from kam_core.cube.build.roll_up import RollUp, materialize
from kam_core.cube.build.source_plan import SourcePlan
from kam_core.cube.build.write_errors import translate_write_errors
from kam_core.cube.manifest import Manifest, MaterializedView, Month
from kam_core.cube.owned_files import check_free
from kam_core.cube.parquet_files import TornFileError
from kam_core.cube.source import source_files
from kam_core.cube.source.input_checks import check_currency, check_kinds
from kam_core.cube.source.source_files import InputFile
from kam_core.cube.source.staging import remove_staging
from kam_core.engines.engine import Engine
from kam_core.vocabulary.calendar import month_start
from kam_core.vocabulary.message import Message, UserError
from kam_core.vocabulary.overflow_check import check_overflow


def build(
    request: BuildRequest, engine: Engine, progress: BuildProgress, prepare: Callable[[int], None] = no_preparation
) -> BuildResult:
    """Build the cube, or refresh it where its source files changed. `prepare` gets the bytes of the files to read.

    Refuses what cannot be built, and then the previous cube stays in use. An interrupted build is resumed.
    """
    with translate_write_errors(request.out):
        check_free(request.out)
    with exclusive_build(request.out), translate_write_errors(request.out):
        return _Builder(request, engine, progress).run(prepare)


class _Builder:
    def __init__(self, request: BuildRequest, engine: Engine, progress: BuildProgress) -> None:
        self.request, self.engine, self.progress = request, engine, progress
        self.folder = request.out.absolute()
        self.previous: Manifest | None = None

    def run(self, prepare: Callable[[int], None]) -> BuildResult:
        """Build; once more without damaged files of the previous build, if there are any."""
        try:
            return self._run(prepare)
        except TornFileError:
            raise
        except (PolarsError, PanicException, UserError) as error:
            reading = not isinstance(error, UserError) or isinstance(error.__cause__, Exception)
            if (
                reading
                and self.previous is not None
                and integrity.remove_damaged_files(self.previous, self.folder, integrity.corrupt_files)
            ):
                self.progress(Message("Rebuilding damaged files of the cube"), 0, 1)
                return self._run(prepare)
            if isinstance(error, UserError):
                raise
            raise UserError(
                "The cube in {folder} was not updated: {why}. Check the folder and the disk, and build again.",
                folder=str(self.folder),
                why=str(error).split("\n")[0].rstrip("."),
            ) from error

    def _run(self, prepare: Callable[[int], None]) -> BuildResult:
        self.previous = self._read_previous()
        files, notices = source_files.find_source_files(self.request.paths, self.folder)
        cube = self._empty_cube()
        if self.previous is not None and self._is_up_to_date(self.previous, files, cube):
            return BuildResult(self.previous, 0, True, (*notices, *line_notices(self.previous)))
        plan = SourcePlan.of(files, self.previous)
        prepare(sum(source.size for source in plan.new_sources))
        cube = self._with_id_types(cube, plan)
        with plan.translate_read_errors():
            plan.profile(self.progress)
            check_kinds(plan.sources)
            cube = replace(
                cube, currency=check_currency(plan.sources, self.request.currency, cube.currency, cube.added_up)
            )
            cube, dictionaries = extend_dictionaries(cube, plan, self.previous, self.folder)
            months, rebuilt = self._build_months(cube, plan, dictionaries)
        return self._publish(cube, plan, months, rebuilt, notices)

    def _publish(
        self, cube: Manifest, plan: SourcePlan, months: tuple[Month, ...], rebuilt: int, notices: Sequence[Message]
    ) -> BuildResult:
        """Check the totals, roll up, write the manifest and remove files that it does not name."""
        if not any(one.line_count for one in months):
            raise UserError("The files contain no order lines with account, date and amount. The cube was not updated.")
        check_overflow(sum(one.turnover for one in months))
        rejected = write_rejected_rows(plan, months, self.previous, self.folder)
        cube = replace(cube, sources=tuple(plan.sources), months=months, rejected=rejected)
        cube = replace(cube, ready=self._roll_up(cube))
        plan.check_unmodified()
        cube.write(self.folder)
        remove_staging(self.folder)
        vacuum.remove_unreferenced_files(self.folder, [one for one in (cube, self.previous) if one is not None])
        written = manifest.read(self.folder)
        assert written is not None
        duplicates = duplicate_file_notices(plan.sources, plan.unchanged)
        return BuildResult(written, rebuilt, False, (*notices, *duplicates, *line_notices(written)))

    def _read_previous(self) -> Manifest | None:
        try:
            return manifest.read(self.folder)
        except (manifest.ManifestVersionError, manifest.CorruptManifestError) as error:
            self.progress(error.message, 0, 1)
            return None

    def _empty_cube(self) -> Manifest:
        """A manifest with name and currency and no files."""
        previous = self.previous
        name = self.request.name or (previous.name if previous else self.folder.absolute().name)
        currency = self.request.currency or (previous.currency if previous else None)
        added_up = self.request.add_up or (previous is not None and previous.added_up)
        return Manifest(name, currency, "", "", "", added_up=added_up)

    def _is_up_to_date(self, previous: Manifest, files: Sequence[InputFile], cube: Manifest) -> bool:
        if (previous.name, previous.currency) != (cube.name, cube.currency) or previous.ready is None:
            return False
        read_files = {(one.path, one.size, one.mtime_ns) for one in previous.sources if one.there}
        if read_files != {(file.path, file.size, file.mtime_ns) for file in files}:
            return False
        view = view_to_materialize(self.request, previous, previous)
        same_view = (view.as_of_day, view.window_months) == (previous.ready.as_of_day, previous.ready.window)
        if not same_view or not all(file.is_complete(self.folder) for file in previous.files()):
            return False
        # A build that reads files finds damaged ones by itself; this one reads none.
        return not integrity.remove_damaged_files(previous, self.folder, integrity.files_without_valid_footer)

    def _with_id_types(self, cube: Manifest, plan: SourcePlan) -> Manifest:
        """The cube with its id types; where those of orders changed, every month is built again."""
        types = plan.id_types(self.previous)
        cube = replace(
            cube,
            accounts_are=types["accounts"],
            orders_are=types["orders"],
            products_are=types["products"],
        )
        if self.previous is not None and self.previous.text_orders != cube.text_orders:
            plan.unchanged.clear()
            self.previous = replace(self.previous, months=(), ready=None)
        return cube

    def _build_months(
        self, cube: Manifest, plan: SourcePlan, dictionaries: Mapping[str, pl.DataFrame]
    ) -> tuple[tuple[Month, ...], int]:
        """Every month: unchanged, completed by an interrupted build, or built now; and how many were built now."""
        sources_of: dict[int, list[int]] = {}
        for number, source in enumerate(plan.sources):
            for one in source.months:
                sources_of.setdefault(one, []).append(number)
        previous = {one.month: one for one in self.previous.months} if self.previous else {}
        months, changed = {}, {}
        for one, numbers in sorted(sources_of.items()):
            parts = tuple((number, plan.sources[number].size, plan.sources[number].mtime_ns) for number in numbers)
            old = previous.get(one)
            if old is not None and old.parts == parts and all(file.is_complete(self.folder) for file in old.files()):
                months[one] = old
            else:
                changed[one] = parts
        rows = MonthRows(self.folder, cube, plan, dictionaries, changed.keys())
        buffer = LineBuffer()
        built = 0
        for done, (one, parts) in enumerate(changed.items()):
            month_plan = rows.month_plan(one, parts)
            name = f"{month_start(one):%Y-%m}"
            self.progress(
                Message("{month}: {count} line", "{month}: {count} lines", "count", month=name, count=month_plan.rows),
                done,
                len(changed),
            )
            result = month.completed_month(month_plan, self.folder)
            if result is None:
                result = month.build_month(month_plan, self.folder, self.engine, self.request.limit, buffer)
                built += 1
            months[one] = result
        return tuple(months[one] for one in sorted(months)), built

    def _roll_up(self, cube: Manifest) -> MaterializedView:
        previous = self.previous.ready if self.previous else None
        months = [one for one in cube.months if one.line_count]
        view = view_to_materialize(self.request, self.previous, cube)
        roll_up = RollUp(self.folder, self.engine, self.request.limit, months, view)

        def progress(done: int, of: int) -> None:
            self.progress(Message("Summing up months"), done, of)

        return materialize(roll_up, previous, progress)
