"""Shares from a method become weights of a model, and everything else keeps its say."""

import datetime

import numpy as np
import pytest

from kam_core.measures.view import View
from kam_core.scoring.model.model import Model, rebuilt
from kam_core.scoring.model.presets import built_in_preset, propose
from kam_core.scoring.portfolio import Portfolio
from kam_core.services.appraisal import account_measures, score_accounts
from kam_core.vocabulary.message import UserError
from kam_core.whatif.active_criteria import active
from kam_core.whatif.comparison import compare
from kam_core.whatif.methods.elicited_weights import (
    Scope,
    data_advice,
    present_shares,
    scopes,
    weights_sentence,
    with_shares,
)
from tests.datasets import dataset, monthly

VIEW = View(datetime.date(2024, 12, 31))
DATA = dataset(
    [
        *(line for n in range(1, 12) for line in monthly(f"{n:02d}", "2022-01-10", 36, 10 * n, margin=(3 * n) % 7 + 1)),
        *monthly("young", "2024-05-10", 8, 90, margin=4),
        *monthly("plain", "2022-05-10", 8, 90),
    ],
    [{"account": "hope"}],
)
MODEL = propose(built_in_preset("transactions_only"), account_measures(DATA, VIEW))
"""Realised: revenue 30, margin 20, revenue_total 10, regularity 10. Potential: growth 15. Relationship: recency 15."""


def portfolio(model: Model = MODEL) -> Portfolio:
    return score_accounts(account_measures(DATA, VIEW), VIEW, model)


ACTIVE = active(portfolio(), MODEL)
STANDARD = propose(built_in_preset("standard"), account_measures(DATA, VIEW))


def weights(model: Model) -> dict[str, float]:
    return {criterion.name: criterion.weight for criterion in model.criteria}


def test_groups_a_group_of_several_and_all_criteria_can_be_weighed() -> None:
    found = {scope.id: scope.names for scope in scopes(MODEL, ACTIVE)}
    assert found == {
        "groups": ("realised", "potential", "relationship"),
        "realised": ("revenue", "margin", "revenue_total", "regularity"),
        "criteria": ("revenue", "margin", "revenue_total", "regularity", "growth", "recency"),
    }


def test_only_what_has_data_is_weighed() -> None:
    flags = active(portfolio(STANDARD), STANDARD)
    assert not flags["innovation"]
    for scope in scopes(STANDARD, flags):
        if scope.kind != "groups":
            assert all(flags[name] for name in scope.names)


def test_a_group_of_no_weight_has_nothing_to_share() -> None:
    nothing = MODEL.with_weights(dict.fromkeys(("revenue", "margin", "revenue_total", "regularity"), 0.0))
    assert "realised" not in {scope.id for scope in scopes(nothing, ACTIVE)}


def test_groups_share_all_points_and_their_criteria_keep_their_proportions() -> None:
    groups = scopes(MODEL, ACTIVE)[0]
    assert present_shares(MODEL, groups, ACTIVE) == pytest.approx(
        {"realised": 0.7, "potential": 0.15, "relationship": 0.15}
    )
    found = weights(with_shares(MODEL, groups, {"realised": 0.35, "potential": 0.4, "relationship": 0.25}, ACTIVE))
    assert found == pytest.approx(
        {"revenue": 15, "margin": 10, "revenue_total": 5, "regularity": 5, "growth": 40, "recency": 25}
    )


def test_within_a_group_its_points_are_shared_and_others_keep_theirs() -> None:
    realised = next(scope for scope in scopes(MODEL, ACTIVE) if scope.id == "realised")
    shares = {"revenue": 0.1, "margin": 0.2, "revenue_total": 0.3, "regularity": 0.4}
    found = weights(with_shares(MODEL, realised, shares, ACTIVE))
    assert found == pytest.approx(
        {"revenue": 7, "margin": 14, "revenue_total": 21, "regularity": 28, "growth": 15, "recency": 15}
    )


def test_taking_the_present_shares_changes_nothing() -> None:
    for scope in scopes(MODEL, ACTIVE):
        found = with_shares(MODEL, scope, present_shares(MODEL, scope, ACTIVE), ACTIVE)
        assert weights(found) == pytest.approx(weights(MODEL))


def test_weights_are_dealt_to_hundredths_of_a_point() -> None:
    """A third of 100 points is 33.33."""
    groups = scopes(MODEL, ACTIVE)[0]
    found = weights(with_shares(MODEL, groups, dict.fromkeys(groups.names, 1 / 3), ACTIVE))
    assert (found["growth"], found["recency"]) == (33.33, 33.33)
    tiny = MODEL.with_weights({name: weight / 1000 for name, weight in weights(MODEL).items()})
    remaining = weights(with_shares(tiny, groups, dict.fromkeys(groups.names, 1 / 3), ACTIVE))
    assert remaining["growth"] == pytest.approx(0.1 / 3)


def test_criteria_without_data_move_along_with_their_group() -> None:
    flags = {name: name != "margin" for name in ACTIVE}
    groups = scopes(MODEL, flags)[0]
    assert present_shares(MODEL, groups, flags) == pytest.approx(
        {"realised": 50 / 80, "potential": 15 / 80, "relationship": 15 / 80}
    )
    found = weights(with_shares(MODEL, groups, {"realised": 0.5, "potential": 0.25, "relationship": 0.25}, flags))
    # 80 points count; realised has 40 of them instead of 50, and margin without data falls along from 20 to 16.
    assert found == pytest.approx(
        {"revenue": 24, "margin": 16, "revenue_total": 8, "regularity": 8, "growth": 20, "recency": 20}
    )


def test_no_weight_passes_a_hundred_points_and_proportions_stay() -> None:
    heavy = MODEL.with_weights(dict.fromkeys(weights(MODEL), 90.0))
    every = scopes(heavy, ACTIVE)[-1]
    shares = dict(zip(every.names, (0.5, 0.1, 0.1, 0.1, 0.1, 0.1), strict=True))
    found = weights(with_shares(heavy, every, shares, ACTIVE))
    assert found["revenue"] == 100
    assert found["margin"] == pytest.approx(20)


def test_a_group_that_stood_at_nothing_shares_its_points_evenly() -> None:
    nothing = MODEL.with_weights(dict.fromkeys(("revenue", "margin", "revenue_total", "regularity"), 0.0))
    groups = scopes(nothing, ACTIVE)[0]
    found = weights(with_shares(nothing, groups, {"realised": 0.4, "potential": 0.3, "relationship": 0.3}, ACTIVE))
    assert [found[name] for name in ("revenue", "margin", "revenue_total", "regularity")] == pytest.approx([3] * 4)


def test_what_weights_would_change_is_reported_before_anybody_takes_them() -> None:
    before = portfolio()
    assert str(weights_sentence(compare(before, MODEL))) == "No published tier would change."
    result = compare(before, MODEL.with_weights({"growth": 90.0, "recency": 90.0, "revenue": 0.0}))
    assert result.moved == result.up + result.down > 0
    assert str(weights_sentence(result)).startswith(
        f"{result.moved} accounts would change their published tier: "
        f"{result.up} up, {result.down} down; revenue share of S and A "
    )


def test_shares_of_other_names_are_refused() -> None:
    with pytest.raises(UserError, match="do not match the criteria"):
        with_shares(MODEL, Scope("criteria", ("revenue", "margin")), {"revenue": 1.0}, ACTIVE)


def test_the_data_speak_only_of_criteria_that_enough_accounts_have() -> None:
    found = portfolio()
    place = [criterion.name for criterion in MODEL.criteria].index("growth")
    known = float((~np.isnan(found.matrix.points[found.inputs.revenue > 0][:, place])).mean())
    assert 0 < known < 1
    loose, strict = data_advice(found, known), data_advice(found, known + 1e-9)
    assert "growth" in loose.scope.names
    assert strict.left_out == ("growth",)
    assert loose.used < strict.used <= strict.buyers == 12
    for word in (loose, strict):
        for shares in (word.entropy, word.critic, word.present):
            assert shares is not None
            assert sum(shares.values()) == pytest.approx(1)
            assert tuple(shares) == word.scope.names


def test_the_data_say_nothing_where_two_criteria_are_not_left() -> None:
    with pytest.raises(UserError, match="Fewer than two criteria"):
        data_advice(portfolio(), 1.01)


def test_criteria_that_repeat_each_other_leave_critic_without_a_word() -> None:
    twin = [
        {"name": name, "group": "realised", "measure": "revenue", "weight": 10.0,
         "utility": {"kind": "linear", "lo": 0.0, "hi": 5000.0}}
        for name in ("one", "other")
    ]  # fmt: skip
    word = data_advice(portfolio(rebuilt(MODEL, criteria=twin)))
    assert word.critic is None
    assert word.entropy == pytest.approx({"one": 0.5, "other": 0.5})
