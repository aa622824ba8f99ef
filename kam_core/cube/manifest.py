"""Manifest of a cube: the list of its files, written last."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from kam_core.cube.parquet_files import Piece
from kam_core.store.files import durable_files
from kam_core.vocabulary.message import UserError

NAME = "manifest.json"
FORMAT = 3
"""How the files are laid out. A cube of another number is made anew."""
DEFINITION = 2
"""Which measures the cells and features hold. It rises when one of them would have other numbers."""
LARGEST_MANIFEST = 100_000_000
INTEGER, TEXT = "integer", "text"

Files = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """The files of one calendar month and what they come to. Money is in ten-thousandths."""

    month: int
    fingerprint: str
    parts: tuple[tuple[int, int, int], ...]
    """Of each input with lines of the month: its source, size and time of change."""
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

    def files(self) -> list[Piece]:
        """All of them."""
        return [*self.lines, *self.cells]


@dataclass(frozen=True, slots=True)
class Source:
    """An input file as it was read: rows by month, and rows without a date that can be taken."""

    path: str
    size: int
    mtime_ns: int
    months: Mapping[int, int]
    dateless: int
    there: bool = True
    """False for one that vanished; its number is not given to another."""
    cancelled: int = 0
    trimmed: int = 0
    currencies: tuple[str, ...] = ()
    kinds: Mapping[str, str] = field(default_factory=dict)
    """As its `Survey` says."""


@dataclass(frozen=True, slots=True)
class Ready:
    """The view that is kept ready, in ranges of accounts; `key` names all that its closed months depend on."""

    as_of_day: int
    window: int | None
    key: str
    feature_key: str
    ranges: tuple[tuple[int | None, int | None], ...]
    closed: Files
    silences: Files
    features: Files
    histograms: Files = ()

    def files(self) -> list[Piece]:
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
    accounts: Piece | None = None
    products: Piece | None = None
    rejected: Piece | None = None
    ready: Ready | None = None
    added_up: bool = False
    """Whether somebody said that lines in several currencies are added up as they stand."""
    format: int = FORMAT
    definition: int = DEFINITION
    content_id: str = field(default="", compare=False)

    @property
    def text_orders(self) -> bool:
        """Whether orders are texts."""
        return self.orders_are == TEXT

    def files(self) -> list[Piece]:
        """Every file that this cube needs."""
        own = [one for one in (self.accounts, self.products, self.rejected) if one is not None]
        of_months = [kept for month in self.months for kept in month.files()]
        return own + of_months + ([] if self.ready is None else self.ready.files())

    def text(self) -> str:
        """As JSON, with the content's id, which names all of it."""
        document = asdict(replace(self, content_id=""))
        document["content_id"] = _hashed(document)
        return json.dumps(document, ensure_ascii=False, indent=1)

    def write(self, folder: Path) -> None:
        """Put it in place of the one before, once all that it names is on the disk. Raises OSError; then the one
        before stays."""
        for place in sorted({piece.path(folder).parent for piece in self.files()}):
            durable_files.sync_folder(place)
        durable_files.write_file(folder / NAME, self.text().encode())


def read(folder: Path) -> Manifest | None:
    """The manifest of a folder, None where there is none. Refuses one that is damaged or of another version."""
    path = folder / NAME
    try:
        if path.stat().st_size > LARGEST_MANIFEST:
            raise damaged(path)
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise UserError("{file} cannot be read: {why}.", file=str(path), why=error.strerror or str(error)) from error
    try:
        document = json.loads(content)
        versions = (document["format"], document["definition"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise damaged(path) from error
    if versions != (FORMAT, DEFINITION):
        raise ManifestVersionError(
            "The cube in {folder} was made by another version of this program. Build it again, from the same lines.",
            folder=str(folder),
        )
    try:
        content_id = document.pop("content_id")
        if content_id != _hashed(document | {"content_id": ""}):
            raise damaged(path)
        return _Reading.manifest(document, content_id)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise damaged(path) from error


class ManifestVersionError(UserError):
    """The cube was made by another version."""


class CorruptManifestError(UserError):
    """The manifest is not as it was written."""


def damaged(path: Path) -> CorruptManifestError:
    """What to say of a manifest that is not as it was written."""
    return CorruptManifestError("{file} is damaged. Build the cube again, from the same lines.", file=str(path))


def fingerprint(*parts: object) -> str:
    """A short name for all that something depends on."""
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _hashed(document: Mapping[str, Any]) -> str:
    plain = json.dumps(document, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(plain.encode("utf-8", "surrogateescape")).hexdigest()[:16]


class _Reading:
    """JSON back to values; a value of another type raises ValueError, TypeError or KeyError."""

    @classmethod
    def manifest(cls, document: dict[str, Any], content_id: str) -> Manifest:
        ready = document.pop("ready")
        whole = {name: document.pop(name) for name in ("sources", "months", "accounts", "products", "rejected")}
        return Manifest(
            **document,
            content_id=content_id,
            sources=tuple(cls.source(one) for one in whole["sources"]),
            months=tuple(month_from(one) for one in whole["months"]),
            accounts=cls.kept(whole["accounts"]),
            products=cls.kept(whole["products"]),
            rejected=cls.kept(whole["rejected"]),
            ready=None if ready is None else cls.ready(ready),
        )

    @staticmethod
    def kept(document: dict[str, Any] | None) -> Piece | None:
        return None if document is None else Piece(**document)

    @classmethod
    def made(cls, kind: type[Any], document: dict[str, Any], of_files: tuple[str, ...]) -> Any:
        files = {name: tuple(Piece(**one) for one in document[name]) for name in of_files}
        return kind(**(document | files))

    @staticmethod
    def source(document: dict[str, Any]) -> Source:
        months = {int(month): rows for month, rows in document["months"].items()}
        return Source(**(document | {"months": months, "currencies": tuple(document["currencies"])}))

    @classmethod
    def ready(cls, document: dict[str, Any]) -> Ready:
        ranges = tuple((one[0], one[1]) for one in document["ranges"])
        made: Ready = cls.made(Ready, document | {"ranges": ranges}, ("closed", "silences", "features", "histograms"))
        return made


def month_from(document: dict[str, Any]) -> Month:
    """A month of JSON. Raises ValueError, TypeError or KeyError where it is none."""
    parts = tuple((int(one[0]), int(one[1]), int(one[2])) for one in document["parts"])
    made: Month = _Reading.made(Month, document | {"parts": parts}, ("lines", "cells"))
    return made


def month_text(month: Month) -> str:
    """A month as JSON."""
    return json.dumps(asdict(month))
