"""Movers by group: those that leave S and A, those that enter, and what publishing them would do."""

from kam_core.scoring.model.cuts import ScoreCut
from kam_core.whatif.comparison import WhatIf, compare
from kam_core.whatif.mover_groups import group_rows
from kam_core.whatif.publication_preview import publication_answer
from tests.whatif.points_portfolios import portfolio

CUT = ScoreCut(s=80.0, a=60.0, b=40.0)


def weighed(first: float, second: float) -> WhatIf:
    """Three accounts on two criteria that count alike before: A, B and B."""
    before = portfolio([[90, 40], [20, 90], [50, 50]], [50, 50], CUT)
    names = [criterion.name for criterion in before.model.criteria]
    return compare(before, before.model.with_weights(dict(zip(names, (first, second), strict=True))))


def test_one_leaves_and_one_enters() -> None:
    # 20 · 0.9 … : 50, 76 and 50 points with weights of 20 and 80.
    result = weighed(20, 80)
    assert group_rows(result, "leave").tolist() == [0]
    assert group_rows(result, "enter").tolist() == [1]
    assert group_rows(result, "all").tolist() == [0, 1]
    answer = publication_answer(result)
    assert str(answer.headline) == "Publishing: 1 account enters and 1 leaves S and A."


def test_moves_below_a_are_none_into_or_out_of_s_and_a() -> None:
    before = portfolio([[90], [70], [50], [30]], [1], CUT)
    answer = publication_answer(compare(before, before.model.with_cut(replace_b(55.0))))
    assert str(answer.headline) == "Publishing moves 1 account, none into or out of S and A."


def test_the_accounts_that_gates_hold_back_are_listed_with_their_gates() -> None:
    before = portfolio([[90, 90], [70, 70]], [50, 50], CUT, fails_s=[0], fails_key=[0, 1])
    gated = compare(before, before.model).gated.accounts
    assert gated["account_id"].to_list() == ["000", "001"]
    assert gated["held_back_by"].to_list() == [["mutual_dependence", "recurring"], ["recurring"]]


def replace_b(b: float) -> ScoreCut:
    return CUT.model_copy(update={"b": b})
