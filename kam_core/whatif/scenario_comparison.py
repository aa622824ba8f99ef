"""Compare several models side by side: accounts and revenue by tier, and disputed accounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from kam_core.scoring.model.difference import differences
from kam_core.scoring.model.model import Model
from kam_core.scoring.model.model_hash import model_hash
from kam_core.scoring.model.model_texts import Value
from kam_core.scoring.model.overrides import Override, without_overrides
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.tier import NONE
from kam_core.scoring.tiering.tier_totals import share_of_first
from kam_core.vocabulary.enums import KEY_TIERS, TIERS
from kam_core.vocabulary.message import Message, UserError
from kam_core.whatif.comparison import rescore

MOST_SIDES = 4
MOST_DISPUTED = 50


@dataclass(frozen=True)
class ComparedModel:
    """One model of the comparison. Money in ten-thousandths; accounts and revenue of S, A, B, C in this order.

    key_share: S and A's part of the positive revenue of all tiers; up, down: accounts that stand higher, lower than
    under the first side.
    """

    name: str
    hash: str
    accounts: tuple[int, ...]
    revenue: tuple[int, ...]
    key_share: float
    up: int
    down: int


@dataclass(frozen=True)
class ModelDisagreement:
    """One difference between the models: its label, and its value in each, in the order of the sides."""

    what: Message
    values: tuple[Value, ...]


@dataclass(frozen=True)
class SideBySide:
    """Comparison of up to `MOST_SIDES` models; the first is the reference.

    disputed: `account_id`, `name`, `revenue` and `tier_1` … (text, null for a prospect) of the accounts that do not
    have one tier everywhere, the largest revenue first, at most `MOST_DISPUTED`; `disputes` counts them all.
    """

    sides: tuple[ComparedModel, ...]
    disputed: pl.DataFrame
    disputes: int
    differing: tuple[ModelDisagreement, ...]


def side_by_side(
    accounts: Portfolio, named: Sequence[tuple[str, Model]], separate_overrides: tuple[Override, ...] = ()
) -> SideBySide:
    """Compare several models, given by name, on the accounts of a portfolio; shared points are reused.

    `separate_overrides` are separately stored overrides, which apply to every model and are no difference. Refuses
    fewer than two sides, more than `MOST_SIDES`, and a model that gives nobody a score.
    """
    if not 2 <= len(named) <= MOST_SIDES:
        raise UserError("Choose two to {most} models to compare.", most=MOST_SIDES)
    codes = np.stack([rescore(accounts, model)[1].tier for _, model in named])
    models = [without_overrides(model, separate_overrides) for _, model in named]
    return SideBySide(
        sides=tuple(
            _side(name, model, tiers, codes[0], accounts.inputs.revenue)
            for (name, _), model, tiers in zip(named, models, codes, strict=True)
        ),
        disputed=_disputed(accounts, codes),
        disputes=int((codes != codes[0]).any(axis=0).sum()),
        differing=_differing(models),
    )


def _side(
    name: str, model: Model, tiers: npt.NDArray[np.int8], first: npt.NDArray[np.int8], revenue: npt.NDArray[np.int64]
) -> ComparedModel:
    money = tuple(int(revenue[tiers == code].sum()) for code in range(len(TIERS)))
    positive = [int(revenue[(tiers == code) & (revenue > 0)].sum()) for code in range(len(TIERS))]
    both = (tiers != NONE) & (first != NONE)
    return ComparedModel(
        name=name,
        hash=model_hash(model),
        accounts=tuple(int((tiers == code).sum()) for code in range(len(TIERS))),
        revenue=money,
        key_share=share_of_first(positive, len(KEY_TIERS)),
        up=int((both & (tiers < first)).sum()),
        down=int((both & (tiers > first)).sum()),
    )


def _disputed(accounts: Portfolio, codes: npt.NDArray[np.int8]) -> pl.DataFrame:
    rows = np.flatnonzero((codes != codes[0]).any(axis=0))
    largest_movers = rows[np.argsort(-accounts.inputs.revenue[rows], kind="stable")][:MOST_DISPUTED]
    labels = np.array([*TIERS, None], dtype=object)
    tiers = {
        f"tier_{side}": pl.Series(labels[found[largest_movers]].tolist(), dtype=pl.String)
        for side, found in enumerate(codes, start=1)
    }
    return accounts.accounts.select("account_id", "name", "revenue")[largest_movers].with_columns(**tiers)


def _differing(models: Sequence[Model]) -> tuple[ModelDisagreement, ...]:
    """The differences of any model from the first, with the first one's value where another is equal."""
    found: dict[str, tuple[Message, Value, dict[int, Value]]] = {}
    for side, model in enumerate(models):
        for one in differences(models[0], model):
            if one.what.text != "Name":
                found.setdefault(str(one.what), (one.what, one.before, {}))[2][side] = one.after
    return tuple(
        ModelDisagreement(what, tuple(after.get(side, before) for side in range(len(models))))
        for what, before, after in found.values()
    )
