"""Manifest of a cube: the list of its files, written last."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from kam_core.cube.parquet_files import CubeFile
from kam_core.store.files import durable_files
from kam_core.vocabulary.message import UserError

NAME = "manifest.json"
FORMAT = 3
"""Version of the file layout. A cube of another version is built again."""
DEFINITION = 2
"""Version of the measures in cells and features. It rises when one of them changes."""
LARGEST_MANIFEST = 100_000_000
INTEGER, TEXT = "integer", "text"

Files = tuple[CubeFile, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """The files of one calendar month and their totals. Money is in ten-thousandths."""

    month: int
    fingerprint: str
    parts: tuple[tuple[int, int, int], ...]
    """Source number, size and modification time of each input with lines in the month."""
    lines: Files
    cells: Files
    line_count: int
    cell_count: int
    first_day: int | None
    last_day: int | None
    amount: int
    without_account: int
    without_account_amount: int
    rejected: int
    cut: int
    """Lines whose amount had more than four decimals."""
    turnover: int
    """See `turnover_of`."""

    def files(self) -> list[CubeFile]:
        """All of them."""
        return [*self.lines, *self.cells]


@dataclass(frozen=True, slots=True)
class Source:
    """An input file as it was read: rows by month, and rows without a usable date."""

    path: str
    size: int
    mtime_ns: int
    months: Mapping[int, int]
    dateless: int
    there: bool = True
    """False for a file that no longer exists; its number is not given to another."""
    cancelled: int = 0
    trimmed: int = 0
    currencies: tuple[str, ...] = ()
    kinds: Mapping[str, str] = field(default_factory=dict)
    """See `SourceProfile`."""


@dataclass(frozen=True, slots=True)
class MaterializedView:
    """Precomputed features of one view, in ranges of accounts; `key` names all that its closed months depend on."""

    as_of_day: int
    window: int | None
    key: str
    feature_key: str
    ranges: tuple[tuple[int | None, int | None], ...]
    closed: Files
    silences: Files
    features: Files
    histograms: Files = ()

    def files(self) -> list[CubeFile]:
        """All of them."""
        return [*self.closed, *self.silences, *self.features, *self.histograms]


@dataclass(frozen=True, slots=True)
class Manifest:
    """A whole cube."""

    name: str
    currency: str | None
    accounts_are: str
    orders_are: str
    products_are: str
    """Each "integer" or "text"; orders and products "" where no file names any."""
    sources: tuple[Source, ...] = ()
    months: tuple[Month, ...] = ()
    accounts: CubeFile | None = None
    products: CubeFile | None = None
    rejected: CubeFile | None = None
    ready: MaterializedView | None = None
    added_up: bool = False
    """Whether a user chose to add up lines in several currencies as they stand."""
    format: int = FORMAT
    definition: int = DEFINITION
    content_id: str = field(default="", compare=False)

    @property
    def text_orders(self) -> bool:
        """Whether orders are texts."""
        return self.orders_are == TEXT

    def files(self) -> list[CubeFile]:
        """Every file that this cube refers to."""
        own = [one for one in (self.accounts, self.products, self.rejected) if one is not None]
        of_months = [file for month in self.months for file in month.files()]
        return own + of_months + ([] if self.ready is None else self.ready.files())

    def text(self) -> str:
        """The manifest as JSON, with the id of its content."""
        document = asdict(replace(self, content_id=""))
        document["content_id"] = _content_hash(document)
        return json.dumps(document, ensure_ascii=False, indent=1)

    def write(self, folder: Path) -> None:
        """Replace the previous manifest, once all files that it names are on the disk. Raises OSError; then the
        previous one stays."""
        for parent in sorted({file.path(folder).parent for file in self.files()}):
            durable_files.sync_folder(parent)
        durable_files.write_file(folder / NAME, self.text().encode())


def read(folder: Path) -> Manifest | None:
    """The manifest of a folder, None where there is none. Refuses one that is damaged or of another version."""
    path = folder / NAME
    try:
        if path.stat().st_size > LARGEST_MANIFEST:
            raise corrupt_manifest_error(path)
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise UserError("{file} cannot be read: {why}.", file=str(path), why=error.strerror or str(error)) from error
    try:
        document = json.loads(content)
        versions = (document["format"], document["definition"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise corrupt_manifest_error(path) from error
    if versions != (FORMAT, DEFINITION):
        raise ManifestVersionError(
            "The cube in {folder} was made by another version of this program. Build it again from the same lines.",
            folder=str(folder),
        )
    try:
        content_id = document.pop("content_id")
        if content_id != _content_hash(document | {"content_id": ""}):
            raise corrupt_manifest_error(path)
        return _Parser.manifest(document, content_id)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise corrupt_manifest_error(path) from error


class ManifestVersionError(UserError):
    """The cube was made by another version."""


class CorruptManifestError(UserError):
    """The manifest is not as it was written."""


def corrupt_manifest_error(path: Path) -> CorruptManifestError:
    """The error for a manifest that is not as it was written."""
    return CorruptManifestError("{file} is damaged. Build the cube again from the same lines.", file=str(path))


def fingerprint(*parts: object) -> str:
    """Short hash of all that something depends on."""
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _content_hash(document: Mapping[str, Any]) -> str:
    plain = json.dumps(document, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(plain.encode("utf-8", "surrogateescape")).hexdigest()[:16]


class _Parser:
    """Parse JSON into values; a value of another type raises ValueError, TypeError or KeyError."""

    @classmethod
    def manifest(cls, document: dict[str, Any], content_id: str) -> Manifest:
        ready = document.pop("ready")
        nested = {name: document.pop(name) for name in ("sources", "months", "accounts", "products", "rejected")}
        return Manifest(
            **document,
            content_id=content_id,
            sources=tuple(cls.source(one) for one in nested["sources"]),
            months=tuple(month_from(one) for one in nested["months"]),
            accounts=cls.cube_file(nested["accounts"]),
            products=cls.cube_file(nested["products"]),
            rejected=cls.cube_file(nested["rejected"]),
            ready=None if ready is None else cls.ready(ready),
        )

    @staticmethod
    def cube_file(document: dict[str, Any] | None) -> CubeFile | None:
        return None if document is None else CubeFile(**document)

    @classmethod
    def with_files(cls, kind: type[Any], document: dict[str, Any], of_files: tuple[str, ...]) -> Any:
        files = {name: tuple(CubeFile(**one) for one in document[name]) for name in of_files}
        return kind(**(document | files))

    @staticmethod
    def source(document: dict[str, Any]) -> Source:
        months = {int(month): rows for month, rows in document["months"].items()}
        return Source(**(document | {"months": months, "currencies": tuple(document["currencies"])}))

    @classmethod
    def ready(cls, document: dict[str, Any]) -> MaterializedView:
        ranges = tuple((one[0], one[1]) for one in document["ranges"])
        view: MaterializedView = cls.with_files(
            MaterializedView, document | {"ranges": ranges}, ("closed", "silences", "features", "histograms")
        )
        return view


def month_from(document: dict[str, Any]) -> Month:
    """Parse a month from JSON. Raises ValueError, TypeError or KeyError where it is none."""
    parts = tuple((int(one[0]), int(one[1]), int(one[2])) for one in document["parts"])
    month: Month = _Parser.with_files(Month, document | {"parts": parts}, ("lines", "cells"))
    return month


def month_text(month: Month) -> str:
    """A month as JSON."""
    return json.dumps(asdict(month))
