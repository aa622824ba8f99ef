"""A purchase model counts only where it said better than the rates by silence who would buy again."""

import polars as pl
import pytest

from kam_core.insight.churn_risk.model_check import ModelCheck, model_check
from kam_core.insight.churn_risk.policy import RiskPolicy
from kam_core.insight.churn_risk.retention_rates import SILENCES, RetentionRates
from kam_core.insight.churn_risk.risk import checked_risk
from kam_core.insight.churn_risk.sentence import cooling_text
from kam_core.insight.churn_risk.signals import RiskSources
from tests.insight.churn_risk.risk_accounts import TODAY, accounts

HALF = RetentionRates(pl.DataFrame({"silence": SILENCES, "p": [0.5] * len(SILENCES)}), None)
NOW = accounts({"recency_days": 20}, {"recency_days": 400})
"""The first bought within the last 365 days, the second did not."""
THEN = accounts({}, {})


def fitted(*chances: float | None) -> pl.DataFrame:
    return pl.DataFrame({"account": range(len(chances)), "p_alive": chances}, schema_overrides={"p_alive": pl.Float64})


@pytest.mark.parametrize(("chances", "model"), [((0.9, 0.2), 0.025), ((0.2, 0.9), 0.725)])
def test_the_error_is_the_mean_square_of_chance_less_outcome(chances: tuple[float, float], model: float) -> None:
    """Half for both accounts is 0.25 for each outcome; (0.1² + 0.2²) / 2 = 0.025 and (0.8² + 0.9²) / 2 = 0.725."""
    found = model_check(NOW, THEN, fitted(*chances), HALF, RiskPolicy())
    assert found is not None
    assert (found.accounts, found.silence, found.model) == (2, pytest.approx(0.25), pytest.approx(model))
    assert found.model_counts == (model < 0.25)


def test_accounts_of_which_the_model_cannot_tell_are_left_out_of_the_check() -> None:
    assert model_check(NOW, THEN, fitted(0.9, None), HALF, RiskPolicy()) == ModelCheck(1, pytest.approx(0.01), 0.25)
    assert model_check(NOW, THEN, fitted(None, None), HALF, RiskPolicy()) is None
    assert model_check(NOW, None, fitted(0.9, 0.1), HALF, RiskPolicy()) is None


def test_the_model_sets_the_risk_where_it_did_better_or_stands_alone_and_the_rates_elsewhere() -> None:
    """Thirty accounts, all on rhythm a year earlier, all of which bought again: the rate is 31 / 32."""
    now, then = accounts(*[{}] * 30), accounts(*[{}] * 30)
    sources = RiskSources(TODAY, {})
    better = checked_risk(now, then, sources, RiskPolicy(), fitted(*[0.75] * 30), fitted(*[1.0] * 30))
    worse = checked_risk(now, then, sources, RiskPolicy(), fitted(*[0.75] * 30), fitted(*[0.5] * 30))
    unchecked = checked_risk(now, then, sources, RiskPolicy(), fitted(*[0.75] * 30), None)
    alone = checked_risk(now, None, sources, RiskPolicy(), fitted(*[0.75] * 30), None)
    assert better.frame["risk"].to_list() == pytest.approx([0.25] * 30)
    assert worse.frame["risk"].to_list() == pytest.approx([1 / 32] * 30)
    assert unchecked.frame["risk"].to_list() == pytest.approx([1 / 32] * 30)
    assert alone.frame["risk"].to_list() == pytest.approx([0.25] * 30)


def test_a_cooling_key_account_of_low_risk_is_explained_by_its_chance_to_stay() -> None:
    sources = RiskSources(TODAY, {})
    risk = checked_risk(NOW, None, sources, RiskPolicy(), fitted(0.9, 0.6), None)
    assert str(cooling_text(risk, pl.Series(["0", "1"]))) == (
        "1 cooling account that is or was key carries a lower risk: its chance to stay is 90.0%."
    )
    assert cooling_text(risk, pl.Series(["1"])) is None
