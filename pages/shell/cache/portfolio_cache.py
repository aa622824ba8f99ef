"""Cache of portfolios, published tiers and former key accounts, by view and model."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
import streamlit as st

from kam_core.measures.view import View
from kam_core.scoring.model.model import Model
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering import key_accounts
from kam_core.services.appraisal import score_accounts
from kam_core.services.purchase_definition_change import ChangedAccount, changed_accounts
from kam_core.store.published_tiers import Publication
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.enums import KEY_TIERS
from pages.shell.cache import frame_cache, model_cache
from pages.shell.cache.store_cache import open_store


@dataclass(frozen=True)
class PublishedTiers:
    """The tiers last published, and a small key that names them."""

    tiers: pl.DataFrame
    key: tuple[object, ...]


@st.cache_resource(show_spinner=False, max_entries=16)
def _last_tiers(_data_set_id: str, _home: str, _as_of: datetime.date, key: tuple[object, ...]) -> pl.DataFrame:
    return open_store().published_tiers.last_tiers(_data_set_id, _home, _as_of)


def published_tiers(publication: Publication, as_of: datetime.date) -> PublishedTiers:
    """The tier of every account by a publication and those before it; months count up to the date."""
    key = (publication.id, as_of.isoformat())
    return PublishedTiers(_last_tiers(publication.data_set_id, publication.home, as_of, key), key)


@st.cache_resource(show_spinner=False, max_entries=64)
def portfolio(
    _frame: pl.DataFrame, _view: View, _model: Model, _tiers: pl.DataFrame | None, key: tuple[object, ...]
) -> Portfolio:
    """The frame scored and tiered under a model."""
    return score_accounts(_frame, _view, _model, _tiers)


def portfolio_of(data: Dataset, view: View, model: Model, published: PublishedTiers | None = None) -> Portfolio:
    """The portfolio of a data set in a view under a model, from the cache where it is there.

    `published` are the tiers last published, which hysteresis keeps.
    """
    frame = frame_cache.frame(data, view, frame_cache.frame_key(data, view))
    tiers = None if published is None else published.tiers
    return portfolio(frame, view, model, tiers, portfolio_key(data, view, model, published))


def portfolio_key(
    data: Dataset, view: View, model: Model, published: PublishedTiers | None = None
) -> tuple[object, ...]:
    """The cache key of a portfolio, and of all that follows from it alone."""
    tiers_key = () if published is None else published.key
    return *frame_cache.frame_key(data, view), *tiers_key, model_cache.model_text(model)


@st.cache_resource(show_spinner=False, max_entries=32)
def _key_then(_dataset: Dataset, _view: View, _model: Model, key: tuple[object, ...]) -> pl.DataFrame:
    return key_accounts.key_accounts_at(portfolio_of(_dataset, _view, _model).accounts, _view.as_of)


@st.cache_resource(show_spinner=False, max_entries=32)
def _key_published(
    _data_set_id: str, _home: str, _since: datetime.date, _until: datetime.date, publications: tuple[str, ...]
) -> pl.DataFrame:
    history = open_store().published_tiers
    return key_accounts.published_key_accounts(
        history.ever_published_in(_data_set_id, _home, KEY_TIERS, _since, _until)
    )


def key_before(data: Dataset, view: View, then: View | None, model: Model, data_set_id: str) -> pl.DataFrame:
    """The accounts that were key: under the model in the view `then`, else as published in the months before."""
    frames = []
    if then is not None:
        frames.append(_key_then(data, then, model, (*frame_cache.frame_key(data, then), model_cache.model_text(model))))
    since = view.earlier(key_accounts.PUBLISHED_MONTHS).as_of
    publications = tuple(
        one.id for one in open_store().published_tiers.published_between(data_set_id, model.home, since, view.as_of)
    )
    if publications:
        key = (*publications, since.isoformat(), view.as_of.isoformat())
        frames.append(_key_published(data_set_id, model.home, since, view.as_of, key))
    return key_accounts.merge_former_key(*frames)


@st.cache_resource(show_spinner=False, max_entries=4)
def _changed_accounts(
    _dataset: Dataset, _view: View, _model: Model, _tiers: pl.DataFrame | None, key: tuple[object, ...]
) -> Sequence[ChangedAccount]:
    return changed_accounts(_dataset, _view, _model, _tiers)


def changed_by_definition(
    data: Dataset, view: View, model: Model, published: PublishedTiers | None
) -> Sequence[ChangedAccount]:
    """The accounts in another tier since the definitions of the measures changed."""
    tiers, key = (None, ()) if published is None else (published.tiers, published.key)
    return _changed_accounts(
        data, view, model, tiers, (*frame_cache.frame_key(data, view), *key, model_cache.model_text(model))
    )
