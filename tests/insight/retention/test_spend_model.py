"""Gamma-Gamma against the published results of CDNOW (Fader & Hardie 2013)."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from kam_core.insight.retention import spend_model
from kam_core.insight.retention.spend_model import SpendModel, fit_spend_model, spend_log_likelihood
from tests.insight.retention.cdnow import cdnow, needs_reference, reference


@needs_reference
def test_the_published_spend_of_cdnow_is_found() -> None:
    cases = reference("gammagamma_cdnow")
    repeated = cdnow().filter(pl.col("frequency") > 0)
    frequency, spend = repeated["frequency"].cast(pl.Float64).to_numpy(), repeated["mean_spend"].to_numpy()
    model = fit_spend_model(frequency, spend)
    assert model is not None
    assert [model.p, model.q, model.v] == pytest.approx(cases["mle_parameters"]["recomputed"], abs=1e-3)
    likelihood = cases["log_likelihood_at_mle"]["recomputed"]
    assert spend_log_likelihood(model, frequency, spend) == pytest.approx(likelihood, abs=1e-4)
    first = cdnow().head(10)
    means = model.expected_spend(first["frequency"].cast(pl.Float64).to_numpy(), first["mean_spend"].to_numpy())
    assert means == pytest.approx(cases["conditional_mean_first_10_customers_at_own_mle"]["recomputed"], abs=1e-2)


def test_an_own_mean_counts_the_more_the_more_purchases_it_is_of() -> None:
    """p = 2, q = 3, v = 100: all accounts spend 2 · 100 / 2 = 100; weights 2/4 and 20/22 of an own mean of 300."""
    model = SpendModel(2.0, 3.0, 100.0)
    means = model.expected_spend(np.array([0.0, 1.0, 10.0]), np.array([0.0, 300.0, 300.0]))
    assert means == pytest.approx([100.0, 200.0, 100.0 * 2 / 22 + 300.0 * 20 / 22])


def test_the_gradient_is_that_of_the_likelihood() -> None:
    at = spend_model._likelihood(np.array([1.0, 3.0, 8.0]), np.array([0.5, 1.2, 2.0]))
    point, step = np.array([2.0, 3.0, 1.5]), 1e-6
    for place, slope in enumerate(at(point)[1]):
        ahead, behind = point.copy(), point.copy()
        ahead[place] += step
        behind[place] -= step
        assert slope == pytest.approx((at(ahead)[0] - at(behind)[0]) / (2 * step), abs=1e-6)
