"""Why an account changes tier under a draft, in a few words; effects computed by hand."""

from dataclasses import replace

import polars as pl

from kam_core.scoring.model.cuts import Cut, QuotaCut, ScoreCut
from kam_core.scoring.model.model import Model, rebuilt
from kam_core.scoring.portfolio import Portfolio
from kam_core.vocabulary.measures import MEASURES
from kam_core.whatif.comparison import compare
from tests.whatif import points_portfolios

CUT = ScoreCut(s=80.0, a=60.0, b=40.0)
FIRST, SECOND = (measure.label for measure in list(MEASURES.values())[:2])


def portfolio(points: list[list[float]]) -> Portfolio:
    """Accounts with points, that are also their values, of two criteria that count alike."""
    found = points_portfolios.portfolio(points, [50, 50], CUT)
    columns = [
        pl.Series(one.measure, values, pl.Float64)
        for one, values in zip(found.model.criteria, zip(*points, strict=True), strict=True)
        if one.measure not in found.accounts.columns
    ]
    return replace(found, accounts=found.accounts.with_columns(columns))


def reasons(before: Portfolio, draft: Model) -> dict[str, str]:
    return {one.name: str(one.reason) for one in compare(before, draft).movers}


def weighted(points: list[list[float]], first: float, second: float) -> dict[str, str]:
    before = portfolio(points)
    names = (criterion.name for criterion in before.model.criteria)
    return reasons(before, before.model.with_weights(dict(zip(names, (first, second), strict=True))))


def recut(points: list[list[float]], cut: Cut) -> dict[str, str]:
    before = portfolio(points)
    return reasons(before, before.model.with_cut(cut))


def test_weak_in_what_counts_more_takes_an_account_down() -> None:
    # Means of A and B: 60 and 65. Account 0: −0.3 · 10 = −3 and 0.3 · (50 − 65) = −4.5; score 60 → 54.
    assert weighted([[70, 50], [60, 80], [50, 65]], 20, 80)["Account 0"] == f"Weak in {SECOND}, which counts more"


def test_strong_in_what_counts_less_takes_an_account_down() -> None:
    # Means of A and B: 66.7 and 50. Account 0: −0.3 · 23.3 = −7 and 0.3 · (40 − 50) = −3; score 65 → 50.
    assert weighted([[90, 40], [60, 60], [50, 50]], 20, 80) == {"Account 0": f"Strong in {FIRST}, which counts less"}


def test_strong_in_what_counts_more_lifts_an_account() -> None:
    # Means of A and B: 51.7 and 63. Account 2: −0.3 · (45 − 51.7) = 2 and 0.3 · (74 − 63) = 3.3; score 59.5 → 68.2.
    assert weighted([[60, 60], [50, 55], [45, 74]], 20, 80) == {"Account 2": f"Strong in {SECOND}, which counts more"}


def test_a_cut_set_higher_is_the_reason_where_weights_stay() -> None:
    assert recut([[70, 70], [50, 50]], ScoreCut(s=90.0, a=75.0, b=45.0)) == {"Account 0": "The cut of A rose to 75.0"}


def test_a_larger_quota_is_the_reason_where_weights_stay() -> None:
    # Half of two accounts are S: the cut of S is the score of the better one.
    assert recut([[70, 70], [50, 50]], QuotaCut(s=0.5, a=0.5, b=0.0))["Account 0"] == "The cut of S fell to 70.0"


def test_a_gate_is_the_reason_where_the_score_qualifies() -> None:
    before = portfolio([[90, 90], [70, 70]])
    gated = replace(before, accounts=before.accounts.with_columns(
        mutual_dependence_passed=pl.Series([False, True]), recurring=True, invest=False,
        margin=None, margin_rate=None,
    ))  # fmt: skip
    # The matrix passes its gates as given; the draft tests them on the accounts.
    draft = rebuilt(before.model, gates={"recurring": False, "revenue_and_margin": False})
    assert reasons(gated, draft) == {"Account 0": "Held back by a gate: mutual dependence too low"}
