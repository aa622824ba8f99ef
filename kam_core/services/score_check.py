"""Fingerprint of all scores of a store, to verify that a restored store gives the same scores."""

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
from kam_core.services.appraisal import account_measures, built_in_model, score_accounts
from kam_core.services.entries import with_entries
from kam_core.services.publishing import stored_overrides
from kam_core.services.rules.lifecycle_rules import lifecycle_rules
from kam_core.services.rules.recurring_window import recurring_window
from kam_core.store.backup.backup import SEPARATOR, Scores
from kam_core.store.data_sets import DataSet
from kam_core.store.store import Store

RULES = "4"
"""Version of the scoring rules: raised when a change of the app gives other scores or tiers."""


def scores_on(day: datetime.date) -> Callable[[Store], Scores]:
    """The fingerprints as of a day, which matters only for data without orders."""

    def scores(store: Store) -> Scores:
        found = {}
        for data_set in store.data_sets.all():
            # A cube is not in the store, so a copy of the store cannot be compared for it.
            if data_set.head is not None and store.snapshots.cube(data_set.head) is None:
                home, fingerprint = _fingerprint(store, data_set, day)
                found[f"{data_set.id} {home}"] = fingerprint
        return found

    return scores


def _fingerprint(store: Store, data_set: DataSet, day: datetime.date) -> tuple[str, str]:
    """The home view of the model of a data set, and the fingerprint of its scores and tiers there."""
    imported = store.snapshots.load(data_set.head or "")
    data = with_entries(store, imported, data_set.id)
    published = store.models.published(data_set.id)
    stored = None if published is None else Model.from_toml(published.document, published.name)
    home = HOME if stored is None else stored.home
    home_key = ViewKey.parse(home)
    recurring = recurring_window(store, data_set.id).months
    view = replace(
        default_view(data, home_key.window_months, day),
        unit=home_key.unit,
        recurring_months=recurring,
        lifecycle=lifecycle_rules(store, data_set.id),
    )
    frame = account_measures(data, view)
    # Proposed from the imported data, as on the screen: entries do not move bounds.
    model = stored or built_in_model(imported, frame if data is imported else account_measures(imported, view))
    published_tiers = store.published_tiers.last_tiers(data_set.id, home, view.as_of)
    portfolio = score_accounts(
        frame, view, with_overrides(model, stored_overrides(store, data_set.id)), published_tiers
    )
    accounts = portfolio.accounts.sort("account_id")
    digest = hashlib.sha256("\n".join(accounts["account_id"].to_list()).encode())
    # The bits of the numbers, not their rounded text.
    digest.update(np.ascontiguousarray(accounts["score"].fill_null(-1.0).to_numpy()).tobytes())
    digest.update("".join(tier or "-" for tier in accounts["tier"].cast(str).to_list()).encode())
    return home, f"{RULES}{SEPARATOR}{digest.hexdigest()}"
