"""Pairwise comparison against published examples, its laws, and its refusals."""

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kam_core.vocabulary.message import UserError
from kam_core.weighting.judgement_matrix import judgement_matrix
from kam_core.weighting.pairwise import pairwise
from kam_core.weighting.random_index import RANDOM_INDEX
from tests.datasets import SHARED

REFERENCE = SHARED / "reference" / "ahp.json"
needs_reference = pytest.mark.skipif(not REFERENCE.exists(), reason="the reference files are not here")
TABLE_NAMES = {"saaty": "saaty", "donegan_dodd": "donegan_dodd", "ahpy_saaty_n3=.52": "saaty_2005"}
"""The tables as the reference calls them, and as we do."""


def reference() -> Any:
    return json.loads(REFERENCE.read_text(encoding="utf-8")) if REFERENCE.exists() else {"cases": []}


def judged(pairs: dict[str, float]) -> dict[tuple[str, str], float]:
    return {(pair.split("|")[0], pair.split("|")[1]): value for pair, value in pairs.items()}


@needs_reference
@pytest.mark.parametrize("case", reference()["cases"], ids=lambda case: case["name"])
def test_published_matrices_give_the_published_weights_and_ratios(case: dict[str, Any]) -> None:
    """Saaty 2008 and the other cases of reference/ahp.json."""
    names, matrix = case["elements"], np.array(case["matrix"])
    result = pairwise(names, matrix)
    assert result.weights == pytest.approx(case["expected_weights"], abs=case["tolerance"])
    assert result.weights == pytest.approx(case["recomputed"], abs=1e-9)
    assert result.lambda_max == pytest.approx(case["lambda_max"], abs=1e-9)
    assert result.consistency_index == pytest.approx(case["CI"], abs=1e-9)
    for table, (ratio, tolerance) in case.get("expected_CR", {}).items():
        found = pairwise(names, matrix, TABLE_NAMES[table])
        assert found.consistency_ratio == pytest.approx(ratio, abs=tolerance)
        assert found.table == TABLE_NAMES[table]


@needs_reference
def test_wang_and_chins_six_criteria_are_called_inconsistent() -> None:
    """Wang & Chin 2011: λmax 7.41987, so CI .28397 and, at a random index of 1.24, a ratio of .229."""
    case = next(case for case in reference()["cases"] if "inconsistent" in case["name"])
    result = pairwise(case["elements"], np.array(case["matrix"]))
    assert result.consistency_ratio == pytest.approx(0.28397402 / 1.24, abs=1e-6)
    assert not result.consistent


@needs_reference
def test_a_hierarchy_multiplies_down_to_the_published_weights() -> None:
    """Papathanasiou & Ploskas 2018, ch. 5."""
    case = reference()["hierarchies"][0]
    top = pairwise(list("abcd"), np.array(case["criteria_matrix"])).weights
    sites = [pairwise(list("uvwxyz"), np.array(matrix)).weights for matrix in case["alternative_matrices"]]
    assert top @ np.array(sites) == pytest.approx(case["expected_global"], abs=case["tolerance"])


@needs_reference
def test_judgements_given_as_pairs_rank_the_cities_as_saaty_did() -> None:
    """Saaty 2005, relocation: five criteria, four cities."""
    case = reference()["hierarchies"][1]
    top = pairwise(case["criteria"], judgement_matrix(case["criteria"], judged(case["criteria_pairs"]))).weights
    cities = [
        pairwise(case["cities"], judgement_matrix(case["cities"], judged(case["city_pairs"][criterion]))).weights
        for criterion in case["criteria"]
    ]
    assert top @ np.array(cities) == pytest.approx(case["expected_target_weights"], abs=case["tolerance"])


@needs_reference
def test_a_half_filled_matrix_is_completed_with_the_least_inconsistency() -> None:
    """Bozóki, Fülöp & Rónyai 2010."""
    case = reference()["incomplete"][0]
    matrix = judgement_matrix(list("abcd"), judged(case["pairs"]))
    result = pairwise(list("abcd"), matrix, "donegan_dodd", completion="optimal")
    assert result.matrix[2, 3] == pytest.approx(case["expected_missing"]["c|d"], abs=1e-6)
    assert result.weights == pytest.approx(case["expected_weights"], abs=case["tolerance"])
    assert result.consistency_ratio == pytest.approx(case["expected_CR_donegan_dodd"], abs=5e-5)
    assert (result.judged, result.possible) == (5, 6)


@needs_reference
def test_the_random_index_tables_are_those_of_the_literature() -> None:
    tables = reference()["random_index"]
    assert RANDOM_INDEX["saaty"] == tuple(tables["saaty_n1_15"])
    assert RANDOM_INDEX["tummala_ling_1998"] == tuple(tables["tummala_ling_1998_n1_15"])
    for name, key in (("donegan_dodd", "donegan_dodd_n3_15"), ("saaty_2005", "saaty_2005_anp_p31_n3_15")):
        assert RANDOM_INDEX[name][2:] == tuple(tables[key].values())


weights_of = st.lists(st.floats(1.0, 3.0), min_size=2, max_size=7)


@settings(deadline=None)
@given(weights_of, st.randoms(use_true_random=False))
def test_judgements_that_agree_give_back_their_weights_however_few_they_are(weights: list[float], chance: Any) -> None:
    """A tree of n − 1 judgements determines everything; both completions must find it, with λmax = n."""
    true = np.array(weights)
    n = len(true)
    names = [f"c{k}" for k in range(n)]
    matrix = np.full((n, n), np.nan)
    for row in range(1, n):
        parent = chance.randrange(row)
        matrix[row, parent] = true[row] / true[parent]
    for completion in ("harker", "optimal"):
        result = pairwise(names, matrix, completion=completion)
        assert result.weights == pytest.approx(true / true.sum(), abs=1e-8)
        assert result.lambda_max == pytest.approx(n, abs=1e-8)
        assert result.consistency_ratio == pytest.approx(0, abs=1e-8)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_no_other_value_for_a_gap_is_less_inconsistent_than_the_optimal_one(data: st.DataObject) -> None:
    scale = st.sampled_from([1 / 9, 1 / 5, 1 / 3, 1.0, 2.0, 4.0, 7.0])
    pairs = {(i, j): data.draw(scale) for i in range(5) for j in range(i + 1, 5) if (i, j) not in ((0, 4), (1, 3))}
    names = list("abcde")
    matrix = judgement_matrix(names, {(names[i], names[j]): value for (i, j), value in pairs.items()})
    best = pairwise(names, matrix, completion="optimal")
    other = best.matrix.copy()
    for i, j in ((0, 4), (1, 3)):
        other[i, j] *= data.draw(st.floats(0.3, 3.0))
        other[j, i] = 1 / other[i, j]
    largest = max(np.linalg.eigvals(other).real)
    assert best.lambda_max <= largest + 1e-9
    assert best.lambda_max <= pairwise(names, matrix).lambda_max + 1e-9


def test_the_judgement_that_fits_worst_is_named_first_with_the_value_that_would_fit() -> None:
    """a = 2b = 4c is agreed upon all around d, but c is said to count 4 times as much as a."""
    names = ["a", "b", "c", "d"]
    pairs = {("a", "b"): 2.0, ("b", "c"): 2.0, ("a", "d"): 8.0, ("b", "d"): 4.0, ("c", "d"): 2.0, ("c", "a"): 4.0}
    worst = pairwise(names, judgement_matrix(names, pairs)).deviations[0]
    assert (worst.one, worst.other, worst.judged) == ("c", "a", 4.0)
    # Without it, all others agree that c counts a quarter of a.
    assert worst.fits == pytest.approx(0.25)
    # Replaced by the agreed ratio, nothing is inconsistent any more.
    mended = pairwise(names, judgement_matrix(names, pairs | {("c", "a"): 0.25}))
    assert mended.consistency_ratio == pytest.approx(0, abs=1e-9)
    assert [deviation.error for deviation in mended.deviations] == pytest.approx([1.0] * 6)


def test_the_error_of_a_judgement_is_its_ratio_to_the_weights() -> None:
    names = ["a", "b", "c"]
    result = pairwise(names, judgement_matrix(names, {("a", "b"): 2.0, ("b", "c"): 2.0, ("a", "c"): 9.0}))
    for deviation in result.deviations:
        ratio = result.weights[names.index(deviation.one)] / result.weights[names.index(deviation.other)]
        assert deviation.error == pytest.approx(max(deviation.judged / ratio, ratio / deviation.judged))
    # a = 2b = 4c by the other two; a chain alone has nothing to compare a judgement with.
    assert {deviation.one + deviation.other: deviation.fits for deviation in result.deviations}["ac"] == pytest.approx(
        4
    )
    chain = pairwise(names, judgement_matrix(names, {("a", "b"): 2.0, ("b", "c"): 2.0}))
    assert [deviation.fits for deviation in chain.deviations] == [2.0, 2.0]


def test_renaming_and_reordering_what_is_compared_changes_nothing() -> None:
    names = ["a", "b", "c", "d"]
    pairs = {("a", "b"): 3.0, ("a", "c"): 5.0, ("c", "b"): 2.0, ("d", "a"): 2.0, ("d", "c"): 4.0}
    one = pairwise(names, judgement_matrix(names, pairs))
    other = pairwise(names[::-1], judgement_matrix(names[::-1], pairs))
    assert other.weights[::-1] == pytest.approx(one.weights)
    assert other.consistency_ratio == pytest.approx(one.consistency_ratio)


def test_one_or_two_things_cannot_contradict_each_other() -> None:
    assert pairwise(["a"], np.ones((1, 1))).weights.tolist() == [1.0]
    two = pairwise(["a", "b"], judgement_matrix(["a", "b"], {("b", "a"): 4.0}))
    assert two.weights == pytest.approx([0.2, 0.8])
    assert two.consistency_ratio == 0
    assert two.consistent


def test_sixteen_things_have_no_ratio_because_the_table_ends_at_fifteen() -> None:
    result = pairwise([f"c{k}" for k in range(16)], np.ones((16, 16)))
    assert result.consistency_ratio is None
    assert not result.consistent


def refusal(names: list[str], matrix: list[list[float]]) -> str:
    with pytest.raises(UserError) as caught:
        pairwise(names, np.array(matrix))
    return str(caught.value)


def test_a_matrix_that_contradicts_itself_is_refused_with_the_pair_that_does() -> None:
    message = refusal(["price", "fit"], [[1, 3], [0.5, 1]])
    assert "price compared with fit is 3, but fit compared with price is 0.5 instead of 0.3333" in message


def test_judgements_off_the_scale_are_refused_with_their_pair() -> None:
    nan = float("nan")
    assert "price compared with fit is 12" in refusal(["price", "fit"], [[1, 12], [nan, 1]])
    assert "fit compared with price is 0." in refusal(["price", "fit"], [[1, nan], [0, 1]])
    assert "price compared with fit is -3" in refusal(["price", "fit"], [[1, -3], [nan, 1]])
    assert "price compared with fit is inf" in refusal(["price", "fit"], [[1, float("inf")], [nan, 1]])
    assert "fit is compared with itself as 2" in refusal(["price", "fit"], [[1, 3], [nan, 2]])


def test_parts_that_nothing_connects_are_named() -> None:
    names = ["a", "b", "c", "d", "e"]
    with pytest.raises(UserError, match=r"a, c \| b, d \| e are not connected"):
        pairwise(names, judgement_matrix(names, {("a", "c"): 2.0, ("d", "b"): 3.0}))


def test_lists_that_are_no_lists_of_names_are_refused() -> None:
    with pytest.raises(UserError, match="nothing to compare"):
        pairwise([], np.empty((0, 0)))
    with pytest.raises(UserError, match="contains a name twice"):
        pairwise(["a", "a"], np.ones((2, 2)))
    with pytest.raises(UserError, match="2 × 2"):
        pairwise(["a", "b"], np.ones((2, 3)))
    with pytest.raises(UserError, match="z is compared"):
        judgement_matrix(["a", "b"], {("a", "z"): 2.0})
    with pytest.raises(UserError, match="no random-index table wishful"):
        pairwise(["a", "b"], np.ones((2, 2)), table="wishful")
