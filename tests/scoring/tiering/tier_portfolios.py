"""Small portfolios with known tiers: a prospect, a loss-making giant, a one-off buyer."""

import datetime
from typing import Any

import numpy as np
import polars as pl

from kam_core.measures.view import View
from kam_core.scoring.model.cuts import Cut, QuotaCut, ScoreCut
from kam_core.scoring.model.gates import Gates
from kam_core.scoring.model.model import Model, rebuilt
from kam_core.scoring.model.overrides import Override
from kam_core.scoring.portfolio import Portfolio, build_portfolio
from kam_core.scoring.tiering.gates import GateFlags
from kam_core.scoring.tiering.reason import tier_reason
from kam_core.scoring.tiering.tier import TierInputs, assign_tiers
from kam_core.services.appraisal import account_measures, score_accounts
from tests.datasets import dataset, monthly
from tests.scoring.tier_builders import ONE, letters

VIEW = View(datetime.date(2024, 12, 31))
NO_GATES = Gates(mutual_dependence=False, recurring=False, revenue_and_margin=False)


def model(cut: Cut, gates: Gates = NO_GATES, overrides: tuple[Override, ...] = ()) -> Model:
    return rebuilt(
        Model.from_toml(ONE),
        cut=cut.model_dump(),
        gates=gates.model_dump(),
        overrides=tuple(override.model_dump() for override in overrides),
    )


def inputs(revenue: list[int], overridden: list[int] | None = None) -> TierInputs:
    n = len(revenue)
    return TierInputs(
        bought=np.ones(n, dtype=bool),
        revenue=np.array(revenue, dtype=np.int64),
        gates=GateFlags({}, {}),
        overridden=np.array(overridden or [-1] * n, dtype=np.int8),
    )


def tiers(score: list[float], cut: Cut, revenue: list[int] | None = None) -> str:
    return letters(assign_tiers(np.array(score), inputs(revenue or [1] * len(score)), model(cut)).tier)


LINES = [
    *monthly("giant", "2022-01-10", 36, 60, margin=-5),
    *monthly("solid", "2022-01-10", 36, 40, margin=20),
    *monthly("plain", "2022-01-10", 36, 20, margin=8),
    *monthly("small", "2022-01-10", 36, 2, margin=1),
    # Known since 2022, so that a purchase that does not recur is a finding and not merely young.
    {"account": "once", "date": "2022-01-10", "amount": 1, "margin": 1},
    {"account": "once", "date": "2024-11-10", "amount": 900, "margin": 300},
]
ACCOUNTS = [{"account": "prospect"}]


def portfolio(made: Model, lines: list[dict[str, Any]] | None = None, **more: Any) -> Portfolio:
    data = dataset(LINES if lines is None else lines, ACCOUNTS, **more)
    return score_accounts(account_measures(data, VIEW), VIEW, made)


def of(found: Portfolio, account: str, column: str = "tier") -> Any:
    return found.accounts.filter(pl.col("account_id") == account)[column].item()


def sentence(found: Portfolio, account: str) -> str:
    return str(tier_reason(found, found.accounts["account_id"].to_list().index(account)))


ALL_SA = QuotaCut(s=0.4, a=0.6, b=0.0)


def publication(**tiers: str) -> pl.DataFrame:
    return pl.DataFrame({"account_id": list(tiers), "tier": list(tiers.values())})


BY_SCORE = ScoreCut(s=80.0, a=65.0, b=45.0)
"""once has 90 points, giant 72, solid 48, plain 24, small 2.4."""


def with_published(made: Model, published: pl.DataFrame) -> Portfolio:
    return build_portfolio(account_measures(dataset(LINES, ACCOUNTS), VIEW), VIEW, made, published)


def with_limits(cut: Cut, **more: Any) -> Model:
    return rebuilt(model(cut), **{name: part.model_dump() for name, part in more.items()})
