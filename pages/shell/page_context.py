"""Page context: the data in the chosen view, under the published model and the draft."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from kam_core import clock
from kam_core.entries.working_day import working_day
from kam_core.locale.language import Language
from kam_core.measures.account_totals import has_prior_window
from kam_core.measures.view import View, default_view
from kam_core.scoring.model.model import Model
from kam_core.scoring.model.overrides import with_overrides
from kam_core.scoring.model.proposed_bounds import uses_home_bounds
from kam_core.scoring.model.view_bounds import with_view_bounds
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.key_accounts import with_key
from kam_core.services.access import ALL, Scope, reading_scope
from kam_core.services.population import Population
from kam_core.services.rules.documents import Document, DocumentKind, Policy, document
from kam_core.services.rules.lifecycle_rules import lifecycle_rules
from kam_core.services.rules.recurring_window import recurring_window
from kam_core.store.data_sets import DEMO
from kam_core.store.model_versions import ModelVersion
from kam_core.store.published_tiers import Publication
from kam_core.vocabulary.cached_property import cached_property
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.demo_values import DEMO_VALUES
from kam_core.vocabulary.durations import months_to
from kam_core.vocabulary.entry import Entry
from kam_core.vocabulary.message import Message, UserError
from kam_core.whatif.active_criteria import active
from pages.shell.active_model import active_model
from pages.shell.actor import actor
from pages.shell.cache import dataset_cache, frame_cache, model_cache, portfolio_cache
from pages.shell.cache.store_cache import open_store
from pages.shell.data_set.current import current_dataset, current_overrides, data_set_id
from pages.shell.draft.saved_draft import draft_text
from pages.shell.owner_choice import chosen_owner
from pages.shell.table_choices import remember_tables
from pages.shell.view_choices import (
    COMPARE_MONTHS,
    WORKING_DAY,
    chosen_comparison,
    chosen_unit,
    chosen_window,
    reader_language,
    view_choices,
)
from pages.widgets.messages import post_error

YEAR_MONTHS = 12


@dataclass(frozen=True)
class PageContext:
    """The data in the chosen view, under the published model and the draft as seen in it."""

    words: Language
    dataset: Dataset
    view: View
    compare_months: int
    published: Model
    draft: Model
    version: ModelVersion | None = None
    """The published version as stored; None where the default model is active."""
    publication: Publication | None = None
    """The publication in force as of this date; None where no tiers were published yet, and in every view but the home
    view, to which published tiers belong."""
    data_set: str = DEMO
    """The id of the data set."""
    scope: Scope = ALL
    """The accounts that this person may read."""
    chosen_months: int | None = None
    """How many months back to compare, if chosen by hand."""
    owner: str | None = None
    """The owner whose accounts the screens count; None for all."""
    working_day: datetime.date = datetime.date.min
    """The day that counts as today for entries, care and overdue actions."""

    @property
    def value_texts(self) -> Mapping[str, str]:
        """Industry, region or product family → its text for the reader; empty on own data, which are not translated."""
        if self.data_set != DEMO:
            return {}
        return {value: self.words.say(value) for values in DEMO_VALUES.values() for value in values}

    def value_text(self, value: str) -> str:
        """An industry, region or product family for the reader; on own data the value as it is."""
        return self.value_texts.get(value, value)

    def with_value_texts(self, frame: pl.DataFrame, *columns: str) -> pl.DataFrame:
        """A frame with the industries, regions or product families of these columns for the reader."""
        return frame.with_columns(pl.col(columns).replace(self.value_texts))

    def active_criteria(self, model: Model) -> dict[str, bool]:
        """Whether each criterion of a model has data here, by name."""
        return active(self.portfolio, model)

    def document(self, kind: DocumentKind[Policy]) -> Document[Policy]:
        """The document of this kind that applies to the data set."""
        return document(open_store(), self.data_set, kind)

    def entries(self, table: str) -> tuple[Entry, ...]:
        """The entries of a table, with withdrawn ones."""
        return dataset_cache.entries(self.data_set, table)

    @property
    def version_id(self) -> str | None:
        """The id of the published version that this page shows."""
        return None if self.version is None else self.version.id

    @property
    def at_home(self) -> bool:
        """Whether this is the home view of the published model."""
        return self.view == self.view.for_key(self.published.home)

    @property
    def uses_home_bounds(self) -> bool:
        """Whether the published model has no bounds for this view, so that those of its home view are used."""
        return uses_home_bounds(self.published, self.view.key)

    def frame_of(self, key: str) -> pl.DataFrame:
        """The account frame of another window and unit as of the same date."""
        view = self.view.for_key(key)
        return frame_cache.frame(self.dataset, view, frame_cache.frame_key(self.dataset, view))

    def home_portfolio(self, model: Model) -> Portfolio:
        """The accounts in the home view of a model as of the same date, near a cut in the tier last published."""
        view = self.view.for_key(model.home)
        publication = open_store().published_tiers.last_published(self.data_set, model.home, view.as_of)
        tiers = None if publication is None else portfolio_cache.published_tiers(publication, view.as_of)
        return portfolio_cache.portfolio_of(self.dataset, view, with_view_bounds(model, view.key), tiers)

    @property
    def earlier_view(self) -> View:
        """The view to compare with: the same window, some months before."""
        return self.view.earlier(self.compare_months)

    @cached_property
    def portfolio(self) -> Portfolio:
        """The accounts under the published model."""
        return self.under(self.published)

    def under(self, model: Model) -> Portfolio:
        """The accounts of this view under a model, near a cut in the tier last published."""
        return portfolio_cache.portfolio_of(self.dataset, self.view, model, self.published_tiers)

    @property
    def portfolio_key(self) -> tuple[object, ...]:
        """The cache key of what follows from `portfolio` alone."""
        return portfolio_cache.portfolio_key(self.dataset, self.view, self.published, self.published_tiers)

    @cached_property
    def published_tiers(self) -> portfolio_cache.PublishedTiers | None:
        """The tier of every account as last published, for hysteresis."""
        return None if self.publication is None else portfolio_cache.published_tiers(self.publication, self.view.as_of)

    @cached_property
    def earlier(self) -> Portfolio:
        """The accounts at the earlier date under the same model and bounds, whatever was published since."""
        return portfolio_cache.portfolio_of(self.dataset, self.earlier_view, self.published)

    @property
    def reaches_earlier(self) -> bool:
        """Whether the data reach back to the earlier date."""
        return self._reaches(self.earlier_view)

    @property
    def key_view(self) -> View | None:
        """The view in which an account *was* key: as of the date chosen to compare with, else of the end of the window
        before. None with the window `all` and nothing chosen, and where the data do not reach back to it."""
        months = self.chosen_months or self.view.window_months
        if months is None:
            return None
        then = self.view.earlier(months)
        return then if self._reaches(then) else None

    def _reaches(self, view: View) -> bool:
        start = self.dataset.first_month
        return start is not None and view.last_month >= start

    @cached_property
    def key_before(self) -> pl.DataFrame:
        """The accounts that were key, by today's model at the earlier date or by what was published since."""
        return portfolio_cache.key_before(self.dataset, self.view, self.key_view, self.published, self.data_set)

    @property
    def population(self) -> Population:
        """The accounts that the screens count."""
        return Population(self.scope, self.owner)

    @cached_property
    def accounts(self) -> pl.DataFrame:
        """The accounts of the population, with whether each is and was key."""
        return self.population.rows(with_key(self.portfolio.accounts, self.key_before))

    @property
    def has_prior(self) -> bool:
        """Whether there is a window before, so that growth can be computed."""
        return has_prior_window(self.dataset, self.view)

    @property
    def months(self) -> int:
        """Months in the window."""
        return self.view.months(self.dataset.first_month)

    @property
    def window_dates(self) -> tuple[datetime.date, datetime.date]:
        """First and last day of the window."""
        return self.view.window_dates(self.dataset.first_month)

    @property
    def window_text(self) -> Message:
        """The window in words: how many months, up to which day."""
        return months_to(self.months, self.view.as_of)

    @property
    def prior_dates(self) -> dict[str, datetime.date]:
        """First and last day of the window before, by the names that sentences use."""
        start, end = self.view.earlier(self.view.prior_months or self.months).window_dates(self.dataset.first_month)
        return {"prior_start": start, "prior_end": end}

    @property
    def changed(self) -> bool:
        """Whether the draft differs from the published model."""
        return self.draft != self.published


def page_context() -> PageContext:
    """Build the page context from the choices of the workspace. UserError where the data set cannot be opened."""
    remember_tables()
    data = current_dataset()
    view = _view(data)
    overrides = current_overrides()
    words = reader_language()
    version, model = active_model(data_set_id(), data)
    published = draft = with_overrides(with_view_bounds(model, view.key), overrides)
    text = draft_text()
    if text is not None:
        try:
            draft = with_overrides(model_cache.model_in(text, view.key), overrides)
        except UserError as error:
            post_error(error.message)
    at_home = view == view.for_key(published.home)
    return PageContext(
        words=words.with_currency(data.currency),
        dataset=data,
        view=view,
        compare_months=chosen_comparison() or view.window_months or COMPARE_MONTHS,
        chosen_months=chosen_comparison(),
        owner=chosen_owner(data),
        working_day=_working_day(data, view),
        data_set=data_set_id(),
        scope=reading_scope(actor()),
        published=published,
        draft=draft,
        version=version,
        publication=open_store().published_tiers.last_published(data_set_id(), view.key, view.as_of)
        if at_home
        else None,
    )


def _view(data: Dataset) -> View:
    default = default_view(data, chosen_window(), clock.today())
    chosen_date = view_choices().get("as_of")
    as_of = datetime.date.fromisoformat(chosen_date) if chosen_date else default.as_of
    recurring = recurring_window(open_store(), data_set_id()).months
    # Only the same period last year moves the prior window; other choices compare tiers with an earlier date.
    prior_months = YEAR_MONTHS if chosen_comparison() == YEAR_MONTHS else None
    rules = lifecycle_rules(open_store(), data_set_id())
    return View(as_of, chosen_window(), chosen_unit(), recurring, prior_months, rules)


def _working_day(data: Dataset, view: View) -> datetime.date:
    """The working day set by hand, or from the clock and the data; that of the demo is always the as-of date."""
    if data_set_id() == DEMO:
        return view.as_of
    chosen = view_choices().get(WORKING_DAY)
    if chosen:
        return datetime.date.fromisoformat(chosen)
    last_typed = dataset_cache.last_typed(data_set_id(), data)
    return working_day(clock.today(), view.as_of, data.last_day, last_typed)
