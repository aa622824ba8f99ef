"""Score and tier of every account at past month-ends under one model, and what happened to one account meanwhile."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

import polars as pl

from kam_core.measures.view import View
from kam_core.scoring.model.model import Model
from kam_core.services.history import past_portfolios, past_views
from kam_core.store.overrides import StoredOverride
from kam_core.store.store import Store
from kam_core.vocabulary.calendar import date_of
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.message import Message

MONTHS = 24


@dataclass(frozen=True)
class Mark:
    """Something that may have moved an account: its day, and what it was."""

    day: datetime.date
    text: Message


def score_history(dataset: Dataset, view: View, model: Model, months: int = MONTHS) -> pl.DataFrame:
    """`account`, `as_of`, `score`, `tier` at the last month-ends whose window lies in the data, under the same model
    and bounds; without published tiers, and without manual ones, which say nothing about the past."""
    free = model.model_copy(update={"overrides": ()})
    views = past_views(dataset, replace(view, prior_months=None), months)
    rows = [
        portfolio.accounts.select("account", pl.lit(portfolio.view.as_of).alias("as_of"), "score", "tier")
        for portfolio in past_portfolios(dataset, views, free)
    ]
    empty = {"account": pl.Int64, "as_of": pl.Date, "score": pl.Float64, "tier": pl.String}
    return pl.concat([one.with_columns(pl.col("tier").cast(pl.String)) for one in rows]) if rows else pl.DataFrame(
        schema=empty
    )  # fmt: skip


def marks(store: Store, data_set_id: str, dataset: Dataset, account_id: str) -> list[Mark]:
    """Imports, publications, manual tiers and contract dates of an account, the oldest first."""
    found = [
        Mark(one.at.date(), Message("import {number}", number=one.number))
        for one in store.imports.list(data_set_id)
        if one.undone_at is None
    ]
    versions = {one.id: one for one in store.models.versions(data_set_id)}
    for publication in store.published_tiers.of_data_set(data_set_id):
        version = versions.get(publication.model)
        if publication.as_of is not None and version is not None:
            found.append(Mark(publication.as_of, Message("model v{number}", number=version.number)))
    found += [_of_override(one) for one in store.overrides.all(data_set_id) if one.account_id == account_id]
    row = dataset.accounts.filter(pl.col("account_id") == account_id).select("contract_start", "contract_end")
    for start, end in row.iter_rows():
        found += [Mark(date_of(start), Message("contract begins"))] if start is not None else []
        found += [Mark(date_of(end), Message("contract ends"))] if end is not None else []
    return sorted(found, key=lambda mark: mark.day)


def _of_override(one: StoredOverride) -> Mark:
    if one.withdrawn_at is not None:
        return Mark(one.withdrawn_at.date(), Message("manual tier {tier} withdrawn", tier=one.tier))
    return Mark(one.changed_at.date(), Message("manual tier {tier}", tier=one.tier))
