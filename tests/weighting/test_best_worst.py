"""Best–worst weights against Rezaei's examples, brute force, and its refusals."""

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kam_core.vocabulary.message import UserError
from kam_core.weighting.best_worst import CONSISTENCY_INDEX, Comparison, best_worst, questions, weight_intervals
from tests.datasets import SHARED

REFERENCE = SHARED / "reference" / "bwm.json"
needs_reference = pytest.mark.skipif(not REFERENCE.exists(), reason="the reference files are not here")


def reference() -> Any:
    return json.loads(REFERENCE.read_text(encoding="utf-8")) if REFERENCE.exists() else {"cases": []}


def answers(names: list[str], best: str, worst: str, from_best: Any, to_worst: Any) -> dict[Comparison, float]:
    given = {Comparison(best, name): value for name, value in zip(names, from_best, strict=True) if name != best}
    return given | {
        Comparison(name, worst): value for name, value in zip(names, to_worst, strict=True) if name not in (worst, best)
    }


def case_answers(case: dict[str, Any]) -> dict[Comparison, float]:
    names = reference()["criteria"]
    return answers(names, "price", "style", case["best_to_others"], case["others_to_worst"])


@needs_reference
@pytest.mark.parametrize("case", reference()["cases"], ids=lambda case: case["name"])
def test_rezaeis_car_gets_its_published_weights(case: dict[str, Any]) -> None:
    """Rezaei 2016, Omega 64, and the input-based ratio of Liang, Brunelli & Rezaei 2020."""
    result = best_worst("price", "style", reference()["criteria"], case_answers(case))
    assert result.weights == pytest.approx(case["expected_weights"], abs=case["tolerance"])
    assert result.weights == pytest.approx(case["recomputed"], abs=1e-8)
    assert result.xi == pytest.approx(case["expected_xi_L"], abs=case["tolerance"])
    assert result.input_ratio == pytest.approx(case["CR_input_Liang2020"], abs=1e-12)


@needs_reference
def test_the_original_model_gives_its_published_xi_and_intervals() -> None:
    """Rezaei 2015/2016: ξ* 0.1459; over the index 4.47 of a best that counts 8 times the worst."""
    data = reference()
    case = data["cases"][1]
    result = best_worst("price", "style", data["criteria"], case_answers(case))
    assert result.xi_free == pytest.approx(data["nonlinear"]["example2_xi"], abs=5e-5)
    assert result.consistency_ratio == pytest.approx(data["nonlinear"]["example2_xi"] / 4.47, abs=2e-5)
    found = weight_intervals("price", "style", data["criteria"], case_answers(case))
    assert found == pytest.approx(np.array(data["nonlinear"]["weight_intervals"]), abs=6e-5)
    assert {str(span): index for span, index in CONSISTENCY_INDEX.items()} == data["consistency_index_by_aBW"]


def test_five_criteria_are_seven_questions_and_none_is_asked_twice() -> None:
    asked = questions("price", "style", ["quality", "price", "comfort", "safety", "style"])
    assert len(asked) == 2 * 5 - 3
    assert len({frozenset((question.more, question.less)) for question in asked}) == 7
    assert asked[0] == Comparison("price", "quality")
    assert questions("price", "price", ["price"]) == ()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(1, 3), min_size=2, max_size=6))
def test_answers_that_agree_give_back_their_weights(weights: list[float]) -> None:
    true = np.array([0.99, *weights, 3.01])
    names = [f"c{k}" for k in range(len(true))]
    best, worst = names[-1], names[0]
    given = {q: true[names.index(q.more)] / true[names.index(q.less)] for q in questions(best, worst, names)}
    result = best_worst(best, worst, names, given)
    assert result.weights == pytest.approx(true / true.sum(), abs=1e-6)
    assert result.xi == pytest.approx(0, abs=1e-7)
    assert result.xi_free == pytest.approx(0, abs=1e-7)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(1, 9), min_size=3, max_size=3), st.data())
def test_no_other_weights_fit_the_answers_better(from_best: list[int], data: st.DataObject) -> None:
    """Any other weights leave a difference of at least ξ, checked by random weights and the definition."""
    names = ["best", "x", "y", "worst"]
    span = max(2, from_best[2])
    given = {
        Comparison("best", "x"): float(from_best[0]),
        Comparison("best", "y"): float(from_best[1]),
        Comparison("best", "worst"): float(span),
        Comparison("x", "worst"): float(data.draw(st.integers(1, 9))),
        Comparison("y", "worst"): float(data.draw(st.integers(1, 9))),
    }
    result = best_worst("best", "worst", names, given)

    def linear_gap(w: np.ndarray) -> float:
        return max(abs(w[names.index(q.more)] - a * w[names.index(q.less)]) for q, a in given.items())

    def ratio_gap(w: np.ndarray) -> float:
        return max(abs(w[names.index(q.more)] / w[names.index(q.less)] - a) for q, a in given.items())

    assert linear_gap(result.weights) == pytest.approx(result.xi, abs=1e-7)
    other = np.array(data.draw(st.lists(st.floats(0.05, 1), min_size=4, max_size=4)))
    other /= other.sum()
    assert linear_gap(other) >= result.xi - 1e-7
    assert ratio_gap(other) >= result.xi_free - 1e-7
    inside = weight_intervals("best", "worst", names, given).mean(axis=1)
    assert ratio_gap(inside / inside.sum()) <= result.xi_free + 1e-5


def test_the_criterion_whose_two_answers_disagree_most_is_named() -> None:
    names = ["best", "x", "y", "worst"]
    given = {
        Comparison("best", "x"): 2.0, Comparison("best", "y"): 6.0, Comparison("best", "worst"): 8.0,
        Comparison("x", "worst"): 4.0, Comparison("y", "worst"): 5.0,
    }  # fmt: skip
    result = best_worst("best", "worst", names, given)
    # x: 2·4 = 8 agrees; y: 6·5 = 30 instead of 8, of at most 8·8 − 8 = 56.
    assert result.least_fit == "y"
    assert result.input_ratio == pytest.approx(22 / 56)


def test_two_criteria_share_by_their_one_answer() -> None:
    result = best_worst("a", "b", ["a", "b"], {Comparison("a", "b"): 4.0})
    assert result.weights == pytest.approx([0.8, 0.2])
    assert best_worst("a", "a", ["a"], {}).weights.tolist() == [1.0]


def test_an_answer_between_two_steps_has_no_published_index() -> None:
    assert best_worst("a", "b", ["a", "b"], {Comparison("a", "b"): 3.5}).consistency_ratio is None


def refused(best: str, worst: str, given: dict[Comparison, float]) -> str:
    with pytest.raises(UserError) as caught:
        best_worst(best, worst, ["a", "b", "c"], given)
    return str(caught.value)


def test_what_cannot_be_weighed_is_refused_with_the_place() -> None:
    full = {Comparison("a", "b"): 2.0, Comparison("a", "c"): 4.0, Comparison("b", "c"): 2.0}
    assert "a compared with c is not answered yet" in refused("a", "c", {k: v for k, v in full.items() if v != 4.0})
    assert "b compared with c is 0.5" in refused("a", "c", full | {Comparison("b", "c"): 0.5})
    assert "b compared with c is nan" in refused("a", "c", full | {Comparison("b", "c"): float("nan")})
    assert "cannot be both" in refused("a", "a", full)
    assert "z is compared" in refused("a", "z", full)
    contradiction = refused("a", "c", full | {Comparison("a", "c"): 1.0})
    assert "a and c are rated equally important, but the answers on b contradict this" in contradiction
