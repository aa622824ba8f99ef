"""BG/NBD and MBG/NBD against the published results of CDNOW (Fader, Hardie & Lee 2005; Batislam et al. 2007)."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from kam_core.insight.retention import purchase_model
from kam_core.insight.retention.grouped_histories import GroupedHistories
from kam_core.insight.retention.purchase_model import PurchaseModel, fit_purchase_model, log_likelihood
from tests.insight.retention.cdnow import also_published, cdnow, needs_reference, reference

PUBLISHED = PurchaseModel(0.243, 4.414, 0.793, 2.426)
ONE = np.ones(1)


@needs_reference
def test_the_published_parameters_and_likelihood_of_cdnow_are_found() -> None:
    cases = reference("bgnbd_cdnow")
    histories = GroupedHistories.of(cdnow())
    model = fit_purchase_model(histories, shift=0)
    assert isinstance(model, PurchaseModel)
    expected = cases["mle_parameters"]["recomputed"]
    assert [model.r, model.alpha, model.a, model.b] == pytest.approx(expected, abs=1e-3)
    assert log_likelihood(model, histories) == pytest.approx(-9582.4256, abs=1e-3)
    other = log_likelihood(PurchaseModel(0.5, 6.0, 1.2, 3.3), histories)
    assert other == pytest.approx(cases["log_likelihood_at_(0.5,6,1.2,3.3)"]["recomputed"], abs=1e-6)
    times = cases["expected_purchases_new_customer"]
    assert model.expected_repeats(np.array(times["times"])) == pytest.approx(times["recomputed"], abs=1e-5)


@needs_reference
def test_each_account_has_the_published_chance_to_be_alive_and_the_published_purchases() -> None:
    cases = reference("bgnbd_cdnow")
    frame = cdnow()
    x, t_x, age = (frame[name].cast(pl.Float64).to_numpy() for name in ("frequency", "recency", "age"))
    model = PurchaseModel(*cases["mle_parameters"]["recomputed"])
    alive = model.p_alive(x, t_x, age)
    quartiles = np.quantile(alive, (0.25, 0.5, 0.75))
    found = [alive.min(), quartiles[0], quartiles[1], alive.mean(), quartiles[2], alive.max()]
    wanted = cases["p_alive_quantiles(min,q25,median,mean,q75,max)"]["recomputed"]
    assert found == pytest.approx(wanted, abs=1e-5)
    purchases = model.expected_purchases(x, t_x, age, 39.0)
    means = [float(purchases[x == count].mean()) for count in range(6)]
    assert means == pytest.approx(cases["mean_cond_expectation_39wk_by_x_0..5"]["recomputed"], abs=1e-5)


@needs_reference
def test_the_published_customer_and_the_published_probabilities_are_reproduced() -> None:
    cases = reference("bgnbd_cdnow")
    one = PUBLISHED.expected_purchases(2 * ONE, 30.43 * ONE, 38.86 * ONE, 39.0)[0]
    assert one == pytest.approx(1.226, abs=1e-3)
    for (weeks, repeats), wanted in zip(
        cases["pmf_new_customer"]["args"], cases["pmf_new_customer"]["expected"], strict=True
    ):
        assert PUBLISHED.repeat_probability(repeats, weeks * ONE)[0] == pytest.approx(wanted, abs=1e-6)


@needs_reference
def test_mbg_nbd_finds_the_published_parameters_of_cdnow() -> None:
    """Those of BTYDplus, as the reference file gives them."""
    histories = GroupedHistories.of(cdnow())
    model = fit_purchase_model(histories, shift=1)
    assert isinstance(model, PurchaseModel)
    published = also_published("bgnbd_cdnow")["mbg_nbd"]
    expected = [published[name] for name in ("r", "alpha", "a", "b")]
    assert [model.r, model.alpha, model.a, model.b] == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize("shift", [0, 1])
def test_the_gradient_is_that_of_the_likelihood(shift: int) -> None:
    rows = pl.DataFrame(
        {"frequency": [0, 1, 3, 3, 12], "recency": [0.0, 2.0, 20.0, 20.0, 38.0], "age": [39.0, 30.0, 39.0, 39.0, 38.5]}
    )
    at = purchase_model._likelihood(GroupedHistories.of(rows), shift)
    point, step = np.array([0.6, 3.0, 0.9, 2.0]), 1e-6
    for place, slope in enumerate(at(point)[1]):
        ahead, behind = point.copy(), point.copy()
        ahead[place] += step
        behind[place] -= step
        assert slope == pytest.approx((at(ahead)[0] - at(behind)[0]) / (2 * step), abs=1e-6)


@pytest.mark.parametrize("shift", [0, 1])
def test_probabilities_of_all_counts_add_up_to_one_and_their_mean_is_the_expectation(shift: int) -> None:
    model, weeks = PurchaseModel(0.6, 4.0, 1.4, 2.5, shift), 26.0 * ONE
    chances = np.array([model.repeat_probability(count, weeks)[0] for count in range(400)])
    assert chances.sum() == pytest.approx(1.0, abs=1e-6)
    assert (chances * np.arange(400)).sum() == pytest.approx(model.expected_repeats(weeks)[0], abs=1e-4)


def test_without_a_repeat_purchase_bg_nbd_is_certain_and_mbg_nbd_doubts_after_a_long_silence() -> None:
    for weeks in (4.0, 400.0):
        assert PurchaseModel(0.5, 4.0, 0.8, 2.4).p_alive(0 * ONE, 0 * ONE, weeks * ONE)[0] == 1.0
    doubts = PurchaseModel(0.5, 4.0, 0.8, 2.4, shift=1)
    assert doubts.p_alive(0 * ONE, 0 * ONE, 400 * ONE)[0] < doubts.p_alive(0 * ONE, 0 * ONE, 4 * ONE)[0] < 1.0
