"""Near a cut an account keeps the tier it was told last (domain: tier, step 2)."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kam_core.scoring.model.cuts import Cut, ParetoCut, QuotaCut, ScoreCut
from kam_core.scoring.model.tiering_limits import Hysteresis
from tests.scoring.tier_builders import codes, letters, tiers

RUBRIC = ScoreCut(s=80.0, a=65.0, b=45.0)


def tiers_by(
    score: list[float], cut: Cut, published_letters: str, band: Hysteresis | None = None, **more: object
) -> str:
    return letters(tiers(score, cut, band, published_letters=published_letters, **more).after_hysteresis)


def test_within_two_points_of_a_score_cut_the_published_tier_stays() -> None:
    # The band of the cut at 80 reaches from 78 up to, not including, 82.
    assert tiers_by([82.0, 81.9, 78.0, 77.9], RUBRIC, "AASS") == "SASA"


def test_the_published_tier_stays_only_if_it_is_one_of_the_two_beside_the_cut() -> None:
    # 79 lies near the cut between S and A: who was B or C becomes A at once.
    assert tiers_by([79.0, 79.0, 79.0, 79.0], RUBRIC, "SABC") == "SAAA"
    assert tiers_by([66.0, 66.0, 66.0, 66.0], RUBRIC, "SABC") == "AABA"
    assert tiers_by([44.0, 44.0, 44.0, 44.0], RUBRIC, "SABC") == "CCBC"


def test_an_account_never_published_gets_the_tier_of_its_score() -> None:
    assert tiers_by([81.0, 79.0], RUBRIC, "--") == "SA"


def test_where_two_bands_meet_either_neighbouring_tier_stays() -> None:
    close = ScoreCut(s=52.0, a=50.0, b=48.0)
    # 51 lies in the bands of 52 (50–54) and of 50 (48–52), not in that of 48 (46–50).
    assert tiers_by([51.0] * 4, close, "SABC") == "SABA"


def test_a_quota_keeps_within_its_share_of_places() -> None:
    # Ten buyers, S takes 2, A 3, B 2; a share of 0.1 is one place: places 2 and 3, 5 and 6, 7 and 8 lie in the bands.
    cut, band = QuotaCut(s=0.2, a=0.3, b=0.2), Hysteresis(share=0.1)
    best_first = [float(99 - place) for place in range(10)]
    assert tiers_by(best_first, cut, "A" * 10, band) == "SAAAAABCCC"
    assert tiers_by(best_first, cut, "S" * 10, band) == "SSSAABBCCC"
    assert tiers_by(best_first, cut, "B" * 10, band) == "SSAABBBBCC"


def test_a_share_that_is_less_than_one_place_keeps_nobody() -> None:
    best_first = [float(99 - place) for place in range(10)]
    assert tiers_by(best_first, QuotaCut(s=0.2, a=0.3, b=0.2), "A" * 10, Hysteresis(share=0.09)) == "SSAAABBCCC"


def test_the_places_of_a_quota_are_counted_among_those_whom_no_manager_has_set() -> None:
    # The best is set to C, the sixth to S, which takes one of the two seats: one place of S is left, for the second.
    cut, band = QuotaCut(s=0.2, a=0.3, b=0.2), Hysteresis(share=0.1)
    best_first = [float(99 - place) for place in range(10)]
    found = tiers(best_first, cut, band, published_letters="-A" + "S" * 8, by_hand="C----S----")
    # Competing: rows 1, 2, 3, 4, 6 …; places 1 and 2 (rows 1 and 2) lie round the cut after place 1.
    assert letters(found.cut)[1:3] == "SA"
    assert letters(found.after_hysteresis)[1:4] == "ASA"


def test_a_pareto_cut_keeps_within_its_share_of_revenue() -> None:
    # Starts: 0, 26, 48, 68, 81, 93 %. Bands reach two points of share round 50, 80 and 95 %.
    revenue = [26, 22, 20, 13, 12, 7]
    assert tiers_by([0.0] * 6, ParetoCut(), "------", revenue=revenue) == "SSSABB"
    assert tiers_by([0.0] * 6, ParetoCut(), "AAASAC", revenue=revenue) == "SSAAAC"


def test_a_stay_of_six_months_keeps_the_tier_however_far_the_score_fell() -> None:
    band = Hysteresis(points=2.0, stay_months=6)
    assert tiers_by([10.0, 10.0, 99.0], RUBRIC, "SSC", band, months=[5, 6, 0]) == "SCC"


def test_who_has_no_revenue_keeps_its_tier_by_score_alone() -> None:
    stay = Hysteresis(stay_months=6)
    more = {"months": [1, 1], "revenue": [5, 0]}
    assert tiers_by([50.0, 79.0], RUBRIC, "SS", stay, **more) == "SS"
    assert tiers_by([50.0, 79.0], QuotaCut(), "AS", stay, **more) == "AC"
    assert tiers_by([50.0, 79.0], ParetoCut(), "AS", stay, **more) == "AC"


def test_a_prospect_has_no_tier_to_keep() -> None:
    assert tiers_by([79.0, 79.0], RUBRIC, "SS", Hysteresis(stay_months=6), months=[1, 1], bought=[True, False]) == "S-"


def test_a_tier_set_by_hand_is_not_also_kept() -> None:
    found = tiers([79.0, 79.0], RUBRIC, published_letters="SS", by_hand="B-")
    assert (letters(found.after_hysteresis), letters(found.tier)) == ("AS", "BS")


def test_a_gate_stops_also_the_tier_that_was_kept() -> None:
    found = tiers([79.0, 79.0], RUBRIC, published_letters="SS", fails="k-")
    assert (letters(found.cut), letters(found.after_hysteresis), letters(found.gated)) == ("AA", "SS", "BS")


CUTS = st.sampled_from([RUBRIC, QuotaCut(s=0.1, a=0.2, b=0.3), ParetoCut()])
ACCOUNTS = st.lists(
    st.tuples(st.floats(0, 100), st.sampled_from("SABC-"), st.integers(0, 1000), st.integers(0, 30)),
    min_size=1, max_size=40,
)  # fmt: skip


@given(ACCOUNTS, CUTS)
def test_a_band_of_no_width_keeps_nobody(accounts: list[tuple[float, str, int, int]], cut: Cut) -> None:
    score, published_letters, revenue, months = (list(column) for column in zip(*accounts, strict=True))
    none = Hysteresis(points=0.0, share=0.0)
    found = tiers(
        score, cut, none, published_letters="".join(published_letters), revenue=[r + 1 for r in revenue], months=months
    )
    assert found.after_hysteresis.tolist() == found.cut.tolist()


@given(ACCOUNTS, CUTS, st.floats(0, 10), st.floats(0, 0.2))
def test_the_tier_after_hysteresis_was_published_and_a_wider_band_keeps_more(
    accounts: list[tuple[float, str, int, int]], cut: Cut, points: float, share: float
) -> None:
    score, published_letters, revenue, _ = (list(column) for column in zip(*accounts, strict=True))
    published_codes = codes("".join(published_letters))
    narrow, wide = (
        tiers(
            score,
            cut,
            Hysteresis(points=factor * points, share=factor * share),
            published_letters="".join(published_letters),
            revenue=revenue,
        )
        for factor in (1, 2)
    )
    changed = narrow.after_hysteresis != narrow.cut
    assert (narrow.after_hysteresis[changed] == published_codes[changed]).all()
    assert (wide.after_hysteresis[changed] == published_codes[changed]).all()


@given(ACCOUNTS, CUTS)
def test_publishing_again_what_was_published_moves_nobody(
    accounts: list[tuple[float, str, int, int]], cut: Cut
) -> None:
    score, _, revenue, _ = (list(column) for column in zip(*accounts, strict=True))
    first = tiers(score, cut, revenue=revenue).tier
    again = tiers(score, cut, published_letters=letters(first), revenue=revenue).tier
    assert np.array_equal(first, again)
