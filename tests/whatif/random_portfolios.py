"""Random portfolios with gaps, ties, gates, overrides, published tiers and owners."""

import datetime

import numpy as np
import polars as pl

from kam_core.measures.view import View
from kam_core.scoring.model.cuts import parse_cut
from kam_core.scoring.model.model import Model, rebuilt
from kam_core.scoring.model.overrides import Override
from kam_core.scoring.model.presets import built_in_preset, propose
from kam_core.scoring.portfolio import Portfolio, build_portfolio
from kam_core.services.appraisal import account_measures, score_accounts
from tests.datasets import dataset, monthly

VIEW = View(datetime.date(2024, 12, 31))


def many_accounts(n: int, seed: int = 7, missing: str = "share_out") -> Portfolio:
    """n accounts: some twins, some that stopped buying, some without margin, a prospect, owners, tiers held."""
    chance = np.random.default_rng(seed)
    lines, accounts = [], []
    for place in range(n - 1):
        name = f"a{place:04d}"
        # Every fifth is the twin of the one before: a tie down to the last bit.
        twin = place % 5 == 4
        amount = lines[-1]["amount"] if twin else float(chance.integers(1, 400))
        step = 1 if twin else int(chance.integers(1, 5))
        months = 36 if twin or chance.random() < 0.8 else 18
        margin = None if place % 7 == 3 else amount * (0.3 if twin else float(chance.uniform(-0.1, 0.6)))
        lines += monthly(name, "2022-01-10", months, amount, step=step, margin=margin)
        accounts.append({"account": name, "owner": [None, "Li Wei", "Ana", "Bo"][place % 4]})
    accounts.append({"account": "hope"})
    data = dataset(lines, accounts)
    frame = account_measures(data, VIEW)
    proposed = propose(built_in_preset("transactions_only"), frame)
    overrides = tuple(
        Override(account_id=f"a{place:04d}", tier=tier, reason="test", author="test")  # type: ignore[arg-type]
        for place, tier in ((2, "S"), (11, "C"))
        if place < n - 1
    )
    model = rebuilt(proposed, missing=missing, overrides=[one.model_dump() for one in overrides])
    tiers_before = score_accounts(frame, VIEW, model).accounts.select(
        "account_id",
        pl.Series("tier", chance.choice(["S", "A", "B", "C"], n)),
        pl.Series("months", chance.integers(0, 30, n)),
    )
    return build_portfolio(frame, VIEW, model, tiers_before)


def drafts(published: Portfolio, count: int, seed: int = 11) -> list[Model]:
    """Drafts with other weights, all kinds of cuts, bands and seats."""
    chance = np.random.default_rng(seed)
    cuts = (
        {"kind": "quota", "s": 0.05, "a": 0.15, "b": 0.3},
        {"kind": "quota", "s": 0.31, "a": 0.0, "b": 0.29},
        {"kind": "score", "s": 70.0, "a": 50.0, "b": 30.0},
        {"kind": "pareto", "s": 0.5, "a": 0.8, "b": 0.95},
    )
    capacities = (
        {},
        {"s": {"in_all": 4}, "a": {"per_owner": 3}},
        {"s": {"per_owner": 1, "in_all": 2}, "b": {"in_all": 9}},
    )
    bands = ({}, {"points": 0.0, "share": 0.0}, {"points": 6.0, "share": 0.1, "stay_months": 12})
    found = []
    for place in range(count):
        weights = {
            c.name: round(float(chance.uniform(0, 40)), 1) * (chance.random() > 0.2) for c in published.model.criteria
        }
        if sum(weights.values()) == 0:
            weights["revenue"] = 1.0
        draft = published.model.with_weights(weights, parse_cut(cuts[place % 4]))
        found.append(rebuilt(draft, capacity=capacities[place % 3], hysteresis=bands[(place // 2) % 3]))
    return found
