"""Range of tiers that missing values allow, as people see it: "A (B–S)"."""

import pytest

from kam_core.scoring.model.cuts import ScoreCut
from kam_core.whatif.robustness.tier_range import range_sentence, range_text, tier_ranges
from tests.whatif.points_portfolios import portfolio

CUT = ScoreCut(s=80.0, a=60.0, b=40.0)


@pytest.fixture(autouse=True)
def _people_enter_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """The criteria of these portfolios stand for judgements."""
    monkeypatch.setattr("kam_core.whatif.robustness.tier_range.enterable", lambda _: None)


def test_the_tier_is_shown_with_the_tiers_that_its_missing_values_allow() -> None:
    # 70 on half of the weight: 35 at worst is C, 85 at best is S.
    found = tier_ranges(portfolio([[70.0, None, None], [50.0, 50.0, 50.0]], [50.0, 30.0, 20.0], CUT))
    assert found.select(range_text().alias("range"))["range"].to_list() == ["(C–S)", None]
    assert found.select("missing_values", "ask_decides").rows() == [(2, True), (0, False)]


def test_a_tier_set_by_a_manager_has_no_range() -> None:
    found = tier_ranges(portfolio([[70.0, None, None], [50.0, 50.0, 50.0]], [50.0, 30.0, 20.0], CUT, overridden={0: 1}))
    assert found["tier_low"].to_list() == [None, None]


def test_the_sentence_names_the_value_to_ask_for_first_and_whether_it_alone_decides() -> None:
    found = tier_ranges(portfolio([[70.0, None, None], [50.0, 50.0, 50.0]], [50.0, 30.0, 20.0], CUT))
    assert str(range_sentence(found, 0)).startswith("Missing values allow C to S; ask first: ")
    assert range_sentence(found, 1) is None


def test_the_present_tier_always_lies_within_its_range() -> None:
    # By share of what is known 85 (S); with the blank at worst 51, at best 91.
    found = tier_ranges(portfolio([[85.0, None], [50.0, 50.0]], [60.0, 40.0], CUT))
    assert found.select("tier_low", "tier_high").row(0) == ("B", "S")
