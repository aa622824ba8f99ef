"""Synthetic portfolio of any size with skewed points and missing values."""

from __future__ import annotations

import datetime

import numpy as np
import polars as pl

from kam_core.measures.view import View
from kam_core.scoring.model.model import Model
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.score import Scores, Utilities
from kam_core.scoring.tiering.gates import GateFlags
from kam_core.scoring.tiering.tier import assign_tiers
from kam_core.scoring.tiering.tier_inputs import NONE, TierInputs
from kam_core.vocabulary.measures import MEASURES

SEED = 20260131
CRITERIA, JUDGED = 15, 7
"""Criteria with data; the last seven are judgements, which a fifth of the accounts has."""
JUDGED_SHARE, WITHOUT_MARGIN, PROSPECTS, FAILING = 0.2, 0.1, 0.02, 0.15
LARGEST = 8e10
BLOCK = 100_000


def portfolio_at_size(accounts: int) -> Portfolio:
    """Accounts × 15 criteria: judgements of a fifth, margins of nine in ten, two in a hundred never bought."""
    chance = np.random.default_rng(SEED)
    points = np.empty((accounts, CRITERIA))
    for start in range(0, accounts, BLOCK):
        part = points[start : start + BLOCK]
        part[:] = chance.normal(45, 22, part.shape).clip(0, 100)
        part[chance.random(len(part)) > JUDGED_SHARE, -JUDGED:] = np.nan
        part[chance.random(len(part)) < WITHOUT_MARGIN, 1:3] = np.nan
        # Judgements have five levels.
        part[:, -JUDGED:] = np.rint(part[:, -JUDGED:] / 25) * 25
    model = Model.from_dict(
        {
            "version": 1, "name": "at size",
            "criteria": [
                {"name": f"c{place}", "group": "realised", "measure": measure, "weight": 4.0 + 0.5 * place,
                 "utility": {"kind": "linear", "lo": 0.0, "hi": 100.0}}
                for place, measure in enumerate(list(MEASURES)[:CRITERIA])
            ],
        }
    )  # fmt: skip
    bought = chance.random(accounts) >= PROSPECTS
    inputs = TierInputs(
        bought=bought,
        revenue=(LARGEST / chance.permutation(np.arange(1, accounts + 1)) ** 0.9).astype(np.int64) * bought,
        gates=GateFlags({}, {"recurring": chance.random(accounts) < FAILING}),
        overridden=np.full(accounts, NONE, np.int8),
    )
    matrix = Utilities(model.criteria, points, np.ones(CRITERIA, bool))
    scores = Scores(matrix.points_matrix, np.array([criterion.weight for criterion in model.criteria]), model.missing)
    ids = pl.select(pl.int_range(accounts).cast(pl.String).str.zfill(8).alias("account_id"))["account_id"]
    frame = pl.DataFrame({"account_id": ids, "name": "Customer " + ids, "revenue": inputs.revenue})
    # What the points are made of, as the account frame of a real portfolio holds it.
    raw = {c.measure: points[:, k] for k, c in enumerate(model.criteria) if c.measure not in frame.columns}
    frame = frame.with_columns(pl.Series(name, values, nan_to_null=True) for name, values in raw.items())
    tiers = assign_tiers(scores.approximate, inputs, model)
    return Portfolio(View(datetime.date(2025, 12, 31)), model, frame, matrix, scores, inputs, tiers)
