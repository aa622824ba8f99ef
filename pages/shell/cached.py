"""What is worth keeping between reruns. Frames are never hashed: every entry has a small key that names its content."""

from __future__ import annotations

import datetime
import os
import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import polars as pl
import streamlit as st

from kam_core.cube import manifest
from kam_core.cube.catalogue import built_at
from kam_core.cube.read.cube import Cube
from kam_core.cube.read.cube_dataset import dataset_of
from kam_core.entries.dataset_overlay import laid_over, with_frames
from kam_core.entries.working_day import HAPPENED, last_typed_day
from kam_core.insight import next_actions
from kam_core.intake import Choices, Upload, load
from kam_core.intake.matching.mapping import ColumnMapping
from kam_core.measures.account_frame import READS
from kam_core.measures.account_totals import Ledger
from kam_core.measures.monthly_revenue import monthly_revenue
from kam_core.measures.view import View, default_view
from kam_core.measures.view_key import HOME, parted
from kam_core.scoring.model.dataset_hash import data_hash, hash_with_entries
from kam_core.scoring.model.model import Model
from kam_core.scoring.model.view_bounds import in_view
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering import key_accounts
from kam_core.services.appraisal import appraised, built_in_model, ledger_of, measured, united
from kam_core.services.definition_change import ChangedAccount, changed_accounts
from kam_core.services.imports import remembered
from kam_core.store.data_sets import Book
from kam_core.store.files.staged_uploads import sweep_trays
from kam_core.store.home import database_url, home_folder
from kam_core.store.published_tiers import Publication
from kam_core.store.store import Store
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.entry import Entry
from kam_core.vocabulary.enums import KEY_TIERS
from kam_core.vocabulary.line_store import refuse_damaged_files
from kam_core.vocabulary.message import UserError
from pages.shell import clock

DEMO_FOLDER = Path(__file__).resolve().parents[2] / "data" / "demo"
DEMO_CURRENCY = "CNY"
FORGOTTEN = datetime.timedelta(days=7)
"""After so long a file that waits to be imported is removed."""


@st.cache_resource(show_spinner=False)
def store() -> Store:
    """What lasts: under $KAM_HOME, its rows on PostgreSQL where $KAM_DATABASE_URL says so."""
    home = home_folder(os.environ)
    opened = Store.open(home, database_url(os.environ))
    if opened.why_read_only is None:
        now = clock.now()
        sweep_trays(home, FORGOTTEN.total_seconds(), now.timestamp())
    return opened


@st.cache_resource(show_spinner=False)
def spare_folder() -> Path:
    """A folder for files that wait, where the home cannot be written to."""
    return Path(tempfile.mkdtemp(prefix="kam-"))


def books() -> dict[str, Book]:
    """The data sets that people can work with, by id, the last changed first."""
    return {book.id: book for book in store().books.all()}


def book_names() -> dict[str, str]:
    """What each data set is called, by id; with the id where another has the same name: a list could not tell them
    apart, nor could its reader."""
    found = books()
    called = Counter(book.name for book in found.values())
    return {one: book.name if called[book.name] == 1 else f"{book.name} ({one})" for one, book in found.items()}


def record_paths(book: Book | None) -> dict[str, Path]:
    """The files with the rows of a book that a new import is compared with; none for a new book."""
    if book is None or book.head is None:
        return {}
    return store().datasets.record_paths(book.head)


def mappings() -> dict[str, ColumnMapping]:
    """What was said of columns, by header set."""
    return remembered({key: one.value for key, one in store().mappings.all().items()})


@st.cache_resource(show_spinner=False)
def demo() -> Dataset:
    """The demo data, read by the same intake as everybody's files."""
    files = sorted(DEMO_FOLDER.glob("*.csv"))
    uploads = [Upload(file.name, file.read_bytes(), role=file.stem) for file in files]
    return load(uploads, Choices(currency=DEMO_CURRENCY, name="Demo")).dataset


@st.cache_resource(show_spinner=False, max_entries=8)
def _kept_dataset(dataset_id: str) -> Dataset:
    return store().datasets.load(dataset_id)


@st.cache_resource(show_spinner=False, max_entries=8)
def _cube(_folder: Path, key: tuple[object, ...]) -> Dataset:
    with refuse_damaged_files():
        return dataset_of(Cube.open(_folder))


@st.cache_resource(show_spinner=False, max_entries=256)
def _cube_name(_folder: Path, key: tuple[object, ...]) -> str | None:
    # One that cannot be read says so when it is opened.
    with suppress(UserError):
        found = manifest.read(_folder)
        return None if found is None else found.name
    return None


def cube_name(folder: Path) -> str | None:
    """What the cube in a folder calls itself; None where it cannot be read."""
    return _cube_name(folder, (str(folder), built_at(folder)))


def dataset(dataset_id: str | None) -> Dataset:
    """A data set by its id; None is the demo. A cube is opened again where it was built again meanwhile."""
    if dataset_id is None:
        return demo()
    folder = store().datasets.cube(dataset_id)
    return _kept_dataset(dataset_id) if folder is None else _cube(folder, (str(folder), built_at(folder)))


@st.cache_resource(show_spinner=False, max_entries=32)
def _data_hash(_dataset: Dataset, content_id: str) -> str:
    return data_hash(_dataset)


@st.cache_resource(show_spinner=False, max_entries=32)
def _hash_with_entries(imported: str, _dataset: Dataset, key: tuple[object, ...]) -> str:
    return hash_with_entries(imported, _dataset)


def data_hash_of(data: Dataset) -> str:
    """The hash of the rows of a data set, by which people know it in files and links."""
    imported = _data_hash(data.as_imported, data.content_id)
    return imported if data.imported is None else _hash_with_entries(imported, data, data.state())


@st.cache_resource(show_spinner=False, max_entries=64)
def _laid_over(_dataset: Dataset, _book: str, table: str, key: tuple[object, ...]) -> pl.DataFrame | None:
    return laid_over(_dataset, table, entries(_book, table))


def with_entries(data: Dataset, book: str) -> Dataset:
    """A data set with what people typed laid over its tables; only tables on which somebody typed are made anew."""
    versions = store().entries.versions(book)
    if not versions:
        return data
    frames = {
        table: _laid_over(data, book, table, (data.content_id, book, version)) for table, version in versions.items()
    }
    return with_frames(data, frames, versions)


@st.cache_resource(show_spinner=False, max_entries=64)
def _entries(_book: str, table: str, key: tuple[object, ...]) -> tuple[Entry, ...]:
    return tuple(store().entries.of_book(_book, table))


def entries(book: str, table: str) -> tuple[Entry, ...]:
    """What people typed into a table of a data set, withdrawn entries among them."""
    version = store().entries.versions(book).get(table)
    return () if version is None else _entries(book, table, (book, version))


@st.cache_resource(show_spinner=False, max_entries=64)
def _last_typed_day(_book: str, key: tuple[object, ...]) -> datetime.date | None:
    return last_typed_day(entry for table in HAPPENED for entry in entries(_book, table))


def last_typed(book: str, data: Dataset) -> datetime.date | None:
    """The latest day of what people typed and that happened."""
    return _last_typed_day(book, (book, *data.state(HAPPENED)))


@st.cache_resource(show_spinner=False, max_entries=64)
def frame(_dataset: Dataset, _view: View, key: tuple[object, ...]) -> pl.DataFrame:
    """The account frame of a view."""
    return measured(_dataset, _view, ledger(_dataset, _view, ledger_key(_dataset, _view)))


@st.cache_resource(show_spinner=False, max_entries=32)
def ledger(_dataset: Dataset, _view: View, key: tuple[object, ...]) -> Ledger:
    """What was bought in a view."""
    return ledger_of(_dataset, _view)


@st.cache_resource(show_spinner=False, max_entries=32)
def proposed_model(_dataset: Dataset, content_id: str) -> Model:
    """The model to begin with: the built-in one, its bounds proposed in its home view as of the default date."""
    view = home_view(_dataset)
    return built_in_model(_dataset, frame(_dataset, view, frame_key(_dataset, view)))


def home_view(data: Dataset) -> View:
    """The view in which the first model of a data set is proposed, as of its default date."""
    months, unit = parted(HOME)
    return replace(default_view(data, months, clock.today()), unit=unit)


@dataclass(frozen=True)
class Held:
    """The tiers last published; `key` names them in small."""

    tiers: pl.DataFrame
    key: tuple[object, ...]


@st.cache_resource(show_spinner=False, max_entries=16)
def _last_tiers(_book: str, _home: str, _as_of: datetime.date, key: tuple[object, ...]) -> pl.DataFrame:
    return store().history.last_tiers(_book, _home, _as_of)


def held(told: Publication, as_of: datetime.date) -> Held:
    """What a publication, and those before it, told every account; months count up to the date."""
    key = (told.id, as_of.isoformat())
    return Held(_last_tiers(told.book, told.home, as_of, key), key)


@st.cache_resource(show_spinner=False, max_entries=64)
def portfolio(
    _frame: pl.DataFrame, _view: View, _model: Model, _held: pl.DataFrame | None, key: tuple[object, ...]
) -> Portfolio:
    """The frame scored and tiered under a model."""
    return appraised(_frame, _view, _model, _held)


@lru_cache(maxsize=64)
def model_text(model: Model) -> str:
    """The model at home as TOML: small, and within one view different wherever the model is."""
    return model.to_toml()


@lru_cache(maxsize=64)
def draft_model(text: str) -> Model:
    """A draft as it was kept."""
    return Model.from_toml(text, "draft")


@lru_cache(maxsize=64)
def model_in(text: str, key: str) -> Model:
    """A draft as it was kept, with its bounds for a view."""
    return in_view(draft_model(text), key)


def frame_key(data: Dataset, view: View) -> tuple[object, ...]:
    """What an account frame depends on, in small."""
    return *data.state(READS), view.as_of.isoformat(), view.window_months, view.unit, view.recurring_months


def ledger_key(data: Dataset, view: View) -> tuple[object, ...]:
    """What the ledger of a view depends on: of what people type, only which accounts are one group."""
    read = ("accounts",) if view.unit == "group" else ()
    return *data.state(read), view.as_of.isoformat(), view.window_months, view.unit, view.recurring_months


def portfolio_of(data: Dataset, view: View, model: Model, held: Held | None = None) -> Portfolio:
    """The portfolio of a data set in a view under a model, from the cache where it is there.

    `held` are the tiers last published, which hysteresis keeps.
    """
    key = frame_key(data, view)
    told = (None, ()) if held is None else (held.tiers, held.key)
    return portfolio(frame(data, view, key), view, model, told[0], (*key, *told[1], model_text(model)))


@st.cache_resource(show_spinner=False, max_entries=32)
def _key_then(_dataset: Dataset, _view: View, _model: Model, key: tuple[object, ...]) -> pl.DataFrame:
    return key_accounts.key_then(portfolio_of(_dataset, _view, _model).accounts, _view.as_of)


@st.cache_resource(show_spinner=False, max_entries=32)
def _key_published(
    _book: str, _home: str, _since: datetime.date, _until: datetime.date, publications: tuple[str, ...]
) -> pl.DataFrame:
    history = store().history
    return key_accounts.key_published(history.ever_published_in(_book, _home, KEY_TIERS, _since, _until))


def key_before(data: Dataset, view: View, then: View | None, model: Model, book: str) -> pl.DataFrame:
    """The accounts that were key: under the model in the view `then`, else as published in the months before."""
    found = []
    if then is not None:
        found.append(_key_then(data, then, model, (*frame_key(data, then), model_text(model))))
    since = view.earlier(key_accounts.PUBLISHED_MONTHS).as_of
    told = tuple(one.id for one in store().history.published_between(book, model.home, since, view.as_of))
    if told:
        key = (*told, since.isoformat(), view.as_of.isoformat())
        found.append(_key_published(book, model.home, since, view.as_of, key))
    return key_accounts.key_before(*found)


@st.cache_resource(show_spinner=False, max_entries=4)
def _changed_accounts(
    _dataset: Dataset, _view: View, _model: Model, _held: pl.DataFrame | None, key: tuple[object, ...]
) -> Sequence[ChangedAccount]:
    return changed_accounts(_dataset, _view, _model, _held)


def changed_by_definition(data: Dataset, view: View, model: Model, held: Held | None) -> Sequence[ChangedAccount]:
    """Who is in another tier since the definitions of the measures changed."""
    tiers, key = (None, ()) if held is None else (held.tiers, held.key)
    return _changed_accounts(data, view, model, tiers, (*frame_key(data, view), *key, model_text(model)))


@st.cache_resource(show_spinner=False, max_entries=32)
def _history(
    _dataset: Dataset, _view: View, months: int, accounts: tuple[int, ...], key: tuple[object, ...]
) -> pl.DataFrame:
    return monthly_revenue(united(_dataset, _view), _view, months, accounts)


@st.cache_resource(show_spinner=False, max_entries=16)
def _next_steps(_dataset: Dataset, _view: View, key: tuple[object, ...]) -> pl.DataFrame:
    return next_actions.next_steps(united(_dataset, _view).tables.get("plan"))


def next_steps(data: Dataset, view: View) -> pl.DataFrame:
    """The next open action per account, in the unit of the view."""
    return _next_steps(data, view, (*frame_key(data, view), *data.state(["plan"])))


def history(data: Dataset, view: View, months: int, accounts: tuple[int, ...]) -> pl.DataFrame:
    """Revenue of some accounts by month up to the as-of date, in the unit of the view."""
    return _history(data, view, months, accounts, frame_key(data, view))
