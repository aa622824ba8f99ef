"""Compare the source files with the previous build: which are new, changed, unchanged or gone."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from polars.exceptions import PolarsError

from kam_core.cube.build.request import BuildProgress
from kam_core.cube.manifest import Manifest, Source
from kam_core.cube.parquet_files import is_readable, torn_file_error
from kam_core.cube.source import source_files
from kam_core.cube.source.input_schema import InputSchema, read_input_schema
from kam_core.cube.source.profiling import profile
from kam_core.cube.source.source_files import InputFile
from kam_core.vocabulary.message import Message, UserError

ID_COLUMNS = ("accounts", "orders", "products")


@dataclass
class SourcePlan:
    """Every source under its number, and the numbers of those that are as in the previous build."""

    sources: list[Source]
    unchanged: set[int]
    schemas: dict[str, InputSchema] = field(default_factory=dict)
    """Schemas by path, as far as they were read."""

    @classmethod
    def of(cls, files: Sequence[InputFile], previous: Manifest | None) -> SourcePlan:
        """Match the files with the sources of the previous build; a source keeps its number."""
        new_files = {file.path: file for file in files}
        sources: list[Source] = []
        unchanged: set[int] = set()
        for number, source in enumerate(previous.sources if previous else ()):
            file = new_files.pop(source.path, None)
            if file is None:
                sources.append(Source(source.path, source.size, source.mtime_ns, {}, 0, there=False))
            elif source.there and (file.size, file.mtime_ns) == (source.size, source.mtime_ns):
                unchanged.add(number)
                sources.append(source)
            else:
                sources.append(Source(file.path, file.size, file.mtime_ns, {}, 0))
        sources += [Source(file.path, file.size, file.mtime_ns, {}, 0) for file in new_files.values()]
        return cls(sources, unchanged)

    @property
    def new_numbers(self) -> list[int]:
        """Numbers of the sources to read: new ones and changed ones."""
        return [number for number, source in enumerate(self.sources) if source.there and number not in self.unchanged]

    @property
    def new_sources(self) -> list[Source]:
        """The sources to read: new ones and changed ones."""
        return [self.sources[number] for number in self.new_numbers]

    def schema(self, path: str) -> InputSchema:
        """The schema of a source file, read once."""
        if path not in self.schemas:
            self.schemas[path] = read_input_schema(path)
        return self.schemas[path]

    def id_types(self, previous: Manifest | None) -> dict[str, str]:
        """The id types: "integer" or "text" by `ID_COLUMNS`, "" where no file has the column.

        Refuses files that contradict one another or the previous build.
        """
        types = {name: getattr(previous, f"{name}_are") if previous else "" for name in ID_COLUMNS}
        type_from = dict.fromkeys(types, Message("the cube"))
        for source in self.new_sources:
            schema = self.schema(source.path)
            for name in types:
                id_type = getattr(schema, f"{name}_are")
                if id_type and types[name] and id_type != types[name]:
                    raise _id_type_error(name, source.path, id_type, type_from[name], types[name])
                if id_type and not types[name]:
                    types[name], type_from[name] = id_type, Message("{file}", file=source.path)
        return types

    def profile(self, progress: BuildProgress) -> None:
        """Profile the new sources: rows by month, currencies, cancelled lines."""
        numbers = self.new_numbers
        for done, number in enumerate(numbers):
            source = self.sources[number]
            progress(Message("Scanning {file}", file=Path(source.path).name), done, len(numbers))
            result = profile(source.path, self.schema(source.path))
            self.sources[number] = replace(
                source,
                months=result.months,
                dateless=result.dateless,
                cancelled=result.cancelled,
                trimmed=result.trimmed,
                currencies=result.currencies,
                kinds=result.kinds,
            )

    @contextlib.contextmanager
    def translate_read_errors(self) -> Iterator[None]:
        """Turn polars' errors into user errors that name the file."""
        try:
            yield
        except PolarsError as error:
            for source in self.sources:
                path = Path(source.path)
                if source.there and source.path in self.schemas and not is_readable(path, path.stat().st_size):
                    raise torn_file_error(path, error) from error
            raise UserError("The lines could not be read: {why}.", why=str(error).split("\n")[0].rstrip(".")) from error

    def check_unmodified(self) -> None:
        """Refuse files that were written to during the build: half old and half new lines would be neither."""
        for source in self.sources:
            if source.there and not source_files.unchanged(source.path, source.size, source.mtime_ns):
                raise UserError(
                    "{file} was changed while being read. Build again when the file is complete; the previous "
                    "cube stays in use.",
                    file=source.path,
                )


def _id_type_error(name: str, path: str, id_type: str, other: Message, other_type: str) -> UserError:
    return UserError(
        "{file}: {name} have type {type}, but {other_type} in {other}. Use one type for the same ids everywhere, "
        "or build a separate cube.",
        file=path,
        name=name,
        type=id_type,
        other=other,
        other_type=other_type,
    )
