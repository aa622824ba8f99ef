"""What the tests of the store put into it."""

from __future__ import annotations

import datetime
from typing import Any

import polars as pl

from kam_core.store.data_sets import DataSet
from kam_core.store.imports import Import, SourceFile
from kam_core.store.model_versions import ModelVersion
from kam_core.store.store import Store
from kam_core.vocabulary.actor import Actor, By, Role
from kam_core.vocabulary.dataset import Dataset
from tests.datasets import dataset

NOW = datetime.datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=datetime.UTC)
LATER = NOW + datetime.timedelta(hours=1)
TODAY = NOW.date()
HOME = "12/account"


def by(
    name: str = "Li", at: datetime.datetime = NOW, role: Role = Role.ADMINISTRATOR, owners: tuple[str, ...] = ()
) -> By:
    """A person of that name who acts at that moment, with all rights unless said otherwise."""
    return By(Actor(name, role, owners), at)


def sales(amount: float) -> Dataset:
    """A data set of one order line over that amount: another amount, another data set."""
    return dataset([{"account": "a", "date": "2024-01-10", "amount": amount}])


def rows(amount: float) -> dict[str, pl.DataFrame]:
    """The rows that `sales` of the same amount came of."""
    return {"orders": pl.DataFrame({"account": ["a"], "amount": [amount]})}


def committed(store: Store, data_set: DataSet | None, amount: float, who: str = "Li") -> Import:
    """An import of `sales(amount)` with one rejected row."""
    return store.imports.commit(
        data_set=data_set,
        name="Sample Ltd",
        dataset=sales(amount),
        records=rows(amount),
        files=[SourceFile.of("orders.csv", b"a,1")],
        summary={"rows": 1},
        rejected=pl.DataFrame({"line": [2], "reason": [f"not {amount}"]}),
        by=by(who, NOW),
    )


def data_set_of(store: Store, made: Import) -> DataSet:
    """The data set that an import went into, as it is now."""
    found = store.data_sets.find(made.data_set_id)
    assert found is not None
    return found


def tiers(score: float) -> pl.DataFrame:
    """Two accounts under a model."""
    return pl.DataFrame({"account_id": ["a", "b"], "tier": ["S", "C"], "score": [score, 1.0]})


def published(
    store: Store, expected: str | None, score: float = 90.0, data_set_id: str = "demo", **more: Any
) -> ModelVersion:
    """A model published in `HOME` with `tiers(score)`."""
    given: dict[str, Any] = {
        "name": "Rules", "document": f"score = {score}", "note": "because", "by": by(),
        "tiers": tiers(score), "as_of": TODAY, "home": HOME,
    }  # fmt: skip
    return store.models.publish(data_set_id=data_set_id, expected=expected, **(given | more))
