"""Portfolios, random models and helpers for the tests of tier changes."""

import datetime

import numpy as np
import polars as pl
from hypothesis import strategies as st

from kam_core.measures.view import View
from kam_core.scoring.model.cuts import ParetoCut, QuotaCut, ScoreCut
from kam_core.scoring.model.model import Model, rebuilt
from kam_core.scoring.model.overrides import Override
from kam_core.scoring.model.presets import built_in_preset, propose
from kam_core.scoring.portfolio import Portfolio, build_portfolio
from kam_core.scoring.score import utilities, weighted_sum
from kam_core.services.appraisal import account_measures
from kam_core.whatif.explanation.steps import CutDistance, Explanation
from kam_core.whatif.explanation.tier_change import explain
from tests.datasets import dataset, monthly

EARLY = View(datetime.date(2022, 6, 30))
"""Half a year into the second year of the data: nobody has a growth yet, so the criterion drops out."""
THEN, NOW = View(datetime.date(2023, 12, 31)), View(datetime.date(2024, 12, 31))
DATA = dataset(
    [
        *(line for n in range(1, 13) for line in monthly(f"{n:02d}", "2021-01-10", 48, 10 * n, margin=30 - 2 * n)),
        *monthly("rocket", "2021-01-10", 36, 5, margin=2),
        *monthly("rocket", "2024-01-10", 12, 95, margin=20),
        *monthly("fading", "2021-01-10", 36, 120, margin=30),
        *monthly("fading", "2024-01-10", 3, 20, margin=5),
        *monthly("young", "2024-05-10", 8, 60),
        *monthly("gone", "2021-01-10", 24, 60, margin=9),
        *monthly("bare", "2021-01-10", 36, 40),
        *monthly("bare", "2024-01-10", 12, 70),
    ],
    [{"account": name, "owner": "Li" if int(name) % 2 else "Wang"} for name in (f"{n:02d}" for n in range(1, 13))]
    + [{"account": "hope"}],
)
FRAMES = {view: account_measures(DATA, view) for view in (EARLY, THEN, NOW)}
OPEN = {"mutual_dependence": False, "recurring": False, "revenue_and_margin": False}
PLAIN = rebuilt(
    propose(built_in_preset("transactions_only"), FRAMES[NOW]).with_cut(QuotaCut(s=0.2, a=0.3, b=0.3)),
    gates=OPEN,
)
NAMES = [criterion.name for criterion in PLAIN.criteria]
PUBLISHED = pl.DataFrame({"account_id": ["05", "09", "11"], "tier": ["S", "A", "B"]})


def portfolio(model: Model = PLAIN, view: View = NOW, published: pl.DataFrame | None = None) -> Portfolio:
    return build_portfolio(FRAMES[view], view, propose(model, FRAMES[view]), published)


def row(found: Portfolio, account_id: str) -> int:
    return found.accounts["account_id"].to_list().index(account_id)


def explained(before: Portfolio, after: Portfolio, account_id: str) -> Explanation:
    return explain(before, after, row(after, account_id))


utility = st.one_of(
    st.builds(lambda up: {"kind": "percentile", "more_is_better": up}, st.booleans()),
    st.builds(lambda lo, hi: {"kind": "linear", "lo": lo, "hi": hi}, st.floats(0, 400), st.floats(401, 2000)),
    st.builds(lambda lo, hi: {"kind": "log", "lo": lo, "hi": hi}, st.floats(1, 100), st.floats(101, 3000)),
)
cut = st.one_of(
    st.builds(QuotaCut, s=st.floats(0.05, 0.3), a=st.floats(0, 0.3), b=st.floats(0, 0.3)),
    st.lists(st.floats(5, 95), min_size=3, max_size=3).map(lambda at: ScoreCut(s=max(at), a=sorted(at)[1], b=min(at))),
    st.just(ParetoCut()),
)
places = st.one_of(
    st.none(),
    st.builds(lambda n: {"in_all": n}, st.integers(0, 3)),
    st.builds(lambda n: {"per_owner": n}, st.integers(0, 1)),
)


@st.composite
def models(draw: st.DrawFn) -> Model:
    weights = draw(st.lists(st.floats(0, 40), min_size=len(NAMES), max_size=len(NAMES)))
    if sum(weights) < 1:
        weights[0] = 10.0
    criteria = [criterion.model_dump() for criterion in PLAIN.criteria]
    for criterion, weight in zip(criteria, weights, strict=True):
        criterion["weight"] = weight
        if draw(st.booleans()):
            criterion["utility"] = draw(utility)
    overrides = draw(st.lists(st.sampled_from(["03", "08", "hope"]), unique=True, max_size=2))
    seats = {tier: found for tier in "sab" if (found := draw(places)) is not None}
    return rebuilt(
        PLAIN,
        criteria=criteria,
        missing=draw(st.sampled_from(["share_out", "neutral", "worst"])),
        cut=draw(cut).model_dump(),
        gates=OPEN | {"recurring": draw(st.booleans()), "revenue_and_margin": draw(st.booleans())},
        capacity=seats,
        hysteresis={"points": draw(st.floats(0, 20)), "share": draw(st.floats(0, 0.3)), "stay_months": 0},
        overrides=[
            Override(account_id=name, tier=draw(st.sampled_from("SABC")), reason="r", author="a").model_dump()
            for name in overrides
        ],
    )


def points_sum(distance: CutDistance) -> float:
    return distance.before + distance.data + distance.weights + distance.ranges + distance.cut + distance.seats


def mixed_score(
    data: Portfolio, weights: Portfolio, ranges: Portfolio, at: tuple[int, int, int], begin: float
) -> float:
    """The account's own row of one portfolio put into the table of another, scored under mixed models."""
    own = data.accounts.select(ranges.accounts.columns)[at[0]]
    everybody = ranges.accounts
    frame = pl.concat([everybody[: at[2]], own, everybody[at[2] + 1 :]])
    points = utilities(frame, ranges.model).points[at[2] : at[2] + 1]
    # Which criteria drop out is the peers' affair: one account that came from elsewhere does not bring them back.
    heavy = np.array([criterion.weight for criterion in weights.model.criteria]) * ranges.matrix.active
    found = float(weighted_sum(points, heavy, weights.model.missing).score[0])
    return begin if np.isnan(found) else found


def buys(side: Portfolio, account_id: str) -> bool:
    return bool(side.accounts.filter(pl.col("account_id") == account_id)["revenue"][0] > 0)


CAUSES_OF_A_FALL = ("Held back by a gate", "All S seats", "All A seats", "All B seats")
CAUSES_OF_A_RISE = ("No longer held back by a gate", "Previously, the ")


def replace_accounts(found: Portfolio, without: str) -> Portfolio:
    """The portfolio as built without one account."""
    remaining = FRAMES[found.view].filter(pl.col("account_id") != without)
    return build_portfolio(remaining, found.view, found.model)
