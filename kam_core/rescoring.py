"""All scores of a store as fingerprints: two stores with the same ones say the same of every account."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from kam_core.analysis import appraised, built_in_model, measured
from kam_core.measures.view import DEFAULT_WINDOW_MONTHS, default_view
from kam_core.publishing import standing
from kam_core.scoring.model import Model, with_overrides
from kam_core.store.backup import UNDER, Scores
from kam_core.store.books import Book
from kam_core.store.store import Store

ALL = "all"
RULES = "3"
"""What scoring does with the same model: raised when a change of the app gives other bits or other tiers."""
DEFAULT_SLOT = f"{DEFAULT_WINDOW_MONTHS}/account"


def scores_on(day: datetime.date) -> Callable[[Store], Scores]:
    """The fingerprints as of a day, which counts only for lists without any order."""

    def scores(store: Store) -> Scores:
        found = {}
        for book in store.books.all():
            slots = {version.slot for version in store.models.versions(book.id) if version.status == "published"}
            for slot in sorted(slots | {DEFAULT_SLOT}):
                # A cube is not in the store, so no copy of the store can answer for it.
                if book.head is not None and store.datasets.cube(book.head) is None:
                    found[f"{book.id} {slot}"] = _fingerprint(store, book, slot, day)
        return found

    return scores


def _fingerprint(store: Store, book: Book, slot: str, day: datetime.date) -> str:
    data = store.datasets.load(book.head or "")
    window, _, unit = slot.partition("/")
    view = replace(default_view(data, None if window == ALL else int(window), day), unit=unit)
    frame = measured(data, view)
    kept = store.models.published(book.id, slot)
    model = built_in_model(data, frame) if kept is None else Model.from_toml(kept.document, kept.name)
    held = store.history.last_tiers(book.id, slot, view.as_of)
    portfolio = appraised(frame, view, with_overrides(model, standing(store, book.id)), held)
    accounts = portfolio.accounts.sort("account_id")
    digest = hashlib.sha256("\n".join(accounts["account_id"].to_list()).encode())
    # The bits of the numbers, not their rounded look.
    digest.update(np.ascontiguousarray(accounts["score"].fill_null(-1.0).to_numpy()).tobytes())
    digest.update("".join(tier or "-" for tier in accounts["tier"].cast(str).to_list()).encode())
    return f"{RULES}{UNDER}{digest.hexdigest()}"
