"""All scores of a store as fingerprints: two stores with the same ones say the same of every account."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from kam_core.measures.view import default_view
from kam_core.measures.view_key import HOME, ViewKey
from kam_core.scoring.model.model import Model
from kam_core.scoring.model.overrides import with_overrides
from kam_core.services.appraisal import appraised, built_in_model, measured
from kam_core.services.entries import with_entries
from kam_core.services.publishing import standing
from kam_core.services.recurring_window import recurring_window
from kam_core.store.backup.backup import UNDER, Scores
from kam_core.store.data_sets import Book
from kam_core.store.store import Store

RULES = "4"
"""What scoring does with the same model: raised when a change of the app gives other bits or other tiers."""


def scores_on(day: datetime.date) -> Callable[[Store], Scores]:
    """The fingerprints as of a day, which counts only for lists without any order."""

    def scores(store: Store) -> Scores:
        found = {}
        for book in store.books.all():
            # A cube is not in the store, so no copy of the store can answer for it.
            if book.head is not None and store.datasets.cube(book.head) is None:
                home, fingerprint = _fingerprint(store, book, day)
                found[f"{book.id} {home}"] = fingerprint
        return found

    return scores


def _fingerprint(store: Store, book: Book, day: datetime.date) -> tuple[str, str]:
    """The home view of the model of a data set, and the fingerprint of its scores and tiers there."""
    imported = store.datasets.load(book.head or "")
    data = with_entries(store, imported, book.id)
    published = store.models.published(book.id)
    kept = None if published is None else Model.from_toml(published.document, published.name)
    home = HOME if kept is None else kept.home
    home_key = ViewKey.parse(home)
    recurring = recurring_window(store, book.id).months
    view = replace(default_view(data, home_key.window_months, day), unit=home_key.unit, recurring_months=recurring)
    frame = measured(data, view)
    # Proposed from what was imported, as on the screen: nobody's bounds move with what people type.
    model = kept or built_in_model(imported, frame if data is imported else measured(imported, view))
    held = store.history.last_tiers(book.id, home, view.as_of)
    portfolio = appraised(frame, view, with_overrides(model, standing(store, book.id)), held)
    accounts = portfolio.accounts.sort("account_id")
    digest = hashlib.sha256("\n".join(accounts["account_id"].to_list()).encode())
    # The bits of the numbers, not their rounded look.
    digest.update(np.ascontiguousarray(accounts["score"].fill_null(-1.0).to_numpy()).tobytes())
    digest.update("".join(tier or "-" for tier in accounts["tier"].cast(str).to_list()).encode())
    return home, f"{RULES}{UNDER}{digest.hexdigest()}"
