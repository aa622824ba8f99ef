"""Shifted-beta-geometric model against the published results (Fader & Hardie 2007)."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

from kam_core.insight.retention import contract_model
from kam_core.insight.retention.contract_model import ContractModel, contract_log_likelihood, fit_contract_model
from tests.insight.retention.cdnow import needs_reference, reference


def years(survival: list[float]) -> tuple[list[float], list[float]]:
    """Who left at the end of each year, and who is still there after the last, of 1,000 customers."""
    there = [1000.0, *(share * 1000 for share in survival)]
    left = [before - after for before, after in itertools.pairwise(there)]
    return left, [0.0] * (len(survival) - 1) + [there[-1]]


@needs_reference
@pytest.mark.parametrize("segment", ["High End", "Regular"])
def test_the_published_parameters_of_a_segment_are_found(segment: str) -> None:
    case = reference("sbg_retention")[segment]
    lost, staying = years(case["survival_years_1_7"])
    model = fit_contract_model(lost, staying)
    assert model is not None
    assert [model.alpha, model.beta] == pytest.approx(case["recomputed"], abs=1e-3)
    likelihood = case["log_likelihood_1000_customers_recomputed"]
    assert contract_log_likelihood(model, lost, staying) == pytest.approx(likelihood, abs=1e-3)


@needs_reference
def test_the_years_after_the_data_are_projected_as_published() -> None:
    case = reference("sbg_retention")["High End"]
    model = ContractModel(*case["recomputed"])
    projected = [model.survival(year) for year in range(8, 13)]
    assert projected == pytest.approx(case["S_check"]["recomputed"], abs=1e-6)
    remaining = ContractModel(**case["expected"]).expected_remaining_years(7, 0.1)
    assert remaining == pytest.approx(case["derl_check"]["recomputed"], abs=1e-4)


@needs_reference
def test_cohorts_that_began_in_different_years_are_fitted_together() -> None:
    case: dict[str, Any] = reference("sbg_retention")["multi_cohort"]
    lost, staying = np.zeros(4), np.zeros(4)
    for cohort in case["cohorts"]:
        for year, (before, after) in enumerate(itertools.pairwise(cohort)):
            lost[year] += before - after
        staying[len(cohort) - 2] += cohort[-1]
    model = fit_contract_model(lost.tolist(), staying.tolist())
    assert model is not None
    assert [model.alpha, model.beta] == pytest.approx(case["recomputed"], abs=1e-2)


def test_the_renewal_rate_rises_as_those_who_leave_easily_are_gone() -> None:
    """alpha 1, beta 3: 3/4, 4/5, 5/6; so 3/4, 3/5 and 1/2 are still there."""
    model = ContractModel(1.0, 3.0)
    assert [model.renewal_rate(year) for year in (1, 2, 3)] == pytest.approx([3 / 4, 4 / 5, 5 / 6])
    assert [model.survival(year) for year in (1, 2, 3)] == pytest.approx([3 / 4, 3 / 5, 1 / 2])


def test_without_a_loss_nothing_is_fitted() -> None:
    assert fit_contract_model([0, 0], [30, 20]) is None


def test_the_gradient_is_that_of_the_likelihood() -> None:
    at = contract_model._likelihood(np.array([5.0, 2.0, 1.0]), np.array([0.0, 3.0, 8.0]))
    point, step = np.array([0.8, 2.5]), 1e-6
    for place, slope in enumerate(at(point)[1]):
        ahead, behind = point.copy(), point.copy()
        ahead[place] += step
        behind[place] -= step
        assert slope == pytest.approx((at(ahead)[0] - at(behind)[0]) / (2 * step), abs=1e-6)
