"""Gates, overrides and published tiers: the tier of an account and its reason in one sentence."""

import datetime

import polars as pl
import pytest

from kam_core.scoring.model.cuts import Cut, ParetoCut, QuotaCut, ScoreCut
from kam_core.scoring.model.gates import Gates
from kam_core.scoring.model.model import Model, rebuilt
from kam_core.scoring.model.overrides import Override
from kam_core.scoring.model.tiering_limits import Capacity, Hysteresis, SeatLimits
from kam_core.scoring.portfolio import Portfolio, build_portfolio
from kam_core.scoring.tiering.reason import override_of
from kam_core.services.appraisal import account_measures
from tests.datasets import dataset, monthly
from tests.scoring.former_model import former_model
from tests.scoring.tier_builders import ONE
from tests.scoring.tiering.tier_portfolios import (
    ALL_SA,
    BY_SCORE,
    LINES,
    NO_GATES,
    VIEW,
    model,
    of,
    portfolio,
    publication,
    sentence,
    with_limits,
    with_published,
)


def test_a_loss_making_giant_is_neither_s_nor_a() -> None:
    found = portfolio(model(ALL_SA, Gates()))
    assert of(found, "giant", "cut_tier") == "S"
    assert of(found, "giant") == "B"
    assert "the margin is not above zero" in sentence(found, "giant")


def test_a_one_order_wonder_is_neither_s_nor_a() -> None:
    found = portfolio(model(ALL_SA, Gates()))
    assert of(found, "once", "cut_tier") == "S"
    assert of(found, "once") == "B"
    assert "no recurring purchases" in sentence(found, "once")


def test_who_sells_less_than_the_median_buyer_is_no_key_account() -> None:
    found = portfolio(model(ALL_SA, Gates()))
    assert of(found, "small") == "B"
    assert "below the median of active customers" in sentence(found, "small")
    assert of(found, "solid") == "A"


def test_a_thin_margin_fails_the_gate_of_half_the_portfolios_rate() -> None:
    lines = [*monthly("thin", "2022-01-10", 36, 60, margin=5), *monthly("solid", "2022-01-10", 36, 40, margin=20)]
    # The portfolio earns 25 of 100: half of its rate is 12.5 %, thin has 8.3 %, which passes under a part of 0.3.
    assert of(portfolio(model(ALL_SA, Gates()), lines), "thin") == "B"
    assert "half of the portfolio" in sentence(portfolio(model(ALL_SA, Gates()), lines), "thin")
    mild = portfolio(model(ALL_SA, Gates(least_rate_of_portfolio=0.3)), lines)
    assert of(mild, "thin") == "S"
    strict = portfolio(model(ALL_SA, Gates(least_rate_of_portfolio=0.9)), lines)
    assert "below 90.0% of the portfolio" in sentence(strict, "thin")


def test_without_a_margin_the_gate_of_revenue_and_margin_is_unknown_and_passes() -> None:
    lines = [*monthly("a", "2022-01-10", 36, 60), *monthly("b", "2022-01-10", 36, 1)]
    found = portfolio(model(QuotaCut(s=0.5, a=0.5, b=0.0), Gates()), lines)
    assert (of(found, "a"), of(found, "b")) == ("S", "A")


def test_without_mutual_dependence_an_s_account_becomes_a() -> None:
    answers = [
        {"account": "solid", "criterion": name, "score": 1.0, "assessed_on": "2024-01-01"}
        for name in ("meets_our_management", "compensates_loss")
    ]
    found = portfolio(model(QuotaCut(s=0.6, a=0.2, b=0.2), Gates()), tables={"assessments": answers})
    assert of(found, "solid", "cut_tier") == "S"
    assert of(found, "solid") == "A"
    assert "Qualified for S by score; lowered to A by 1 gate: mutual dependence is rated too low." in sentence(
        found, "solid"
    )


@pytest.mark.parametrize(
    ("meets", "compensates", "tier"),
    [(1.0, 1.0, "A"), (1.0, 5.0, "A"), (5.0, 2.0, "A"), (5.0, 5.0, "S")],
    ids=["neither visits nor compensates", "does not visit", "does not compensate", "does both"],
)
def test_a_famous_buyer_is_strategic_only_if_it_would_visit_and_compensate(
    meets: float, compensates: float, tier: str
) -> None:
    marks = {"brand_lighthouse": 5.0, "meets_our_management": meets, "compensates_loss": compensates}
    answers = [
        {"account": "solid", "criterion": name, "score": score, "assessed_on": "2024-01-01"}
        for name, score in marks.items()
    ]
    found = portfolio(model(QuotaCut(s=0.6, a=0.2, b=0.2), Gates()), tables={"assessments": answers})
    assert of(found, "solid", "brand_lighthouse") == 5.0
    assert of(found, "solid", "cut_tier") == "S"
    assert of(found, "solid") == tier


def test_a_prospect_has_no_tier_and_says_so() -> None:
    found = portfolio(model(QuotaCut()))
    assert of(found, "prospect") is None
    assert "no tier" in sentence(found, "prospect")


def test_a_manager_may_set_the_tier_of_a_prospect() -> None:
    decision = Override(account_id="prospect", tier="A", reason="tender in June", author="Li Wei")
    found = portfolio(model(QuotaCut(), overrides=(decision,)))
    assert of(found, "prospect") == "A"
    assert sentence(found, "prospect") == "Prospect without purchases. Manual tier A by Li Wei: tender in June."


def test_an_override_lapses_by_itself_after_its_last_day() -> None:
    def until(day: datetime.date) -> Portfolio:
        decision = Override(account_id="small", tier="S", reason="referee", author="Li Wei", until=day)
        return portfolio(model(QuotaCut(), overrides=(decision,)))

    last_day = until(VIEW.as_of)
    assert of(last_day, "small") == "S"
    assert of(last_day, "small", "overridden") is True
    assert "Manual tier S by Li Wei, valid until 2024-12-31: referee." in sentence(last_day, "small")
    lapsed = until(VIEW.as_of - datetime.timedelta(days=1))
    assert of(lapsed, "small") == "C"
    assert override_of(lapsed, lapsed.accounts["account_id"].to_list().index("small")) is None


def test_an_override_for_an_account_that_is_not_there_changes_nothing() -> None:
    decision = Override(account_id="gone", tier="S", reason="x", author="y")
    assert portfolio(model(QuotaCut(), overrides=(decision,))).accounts["tier"].to_list() == (
        portfolio(model(QuotaCut())).accounts["tier"].to_list()
    )


@pytest.mark.parametrize(
    ("cut", "account", "expected"),
    [
        (QuotaCut(), "once", "S: score 90.0, rank 1 of 5 active customers; the top 1 by score qualify for S."),
        (
            QuotaCut(s=0.2, a=0.2, b=0.2),
            "small",
            "C: score 2.4, rank 5 of 5 active customers; the top 3 by score qualify for S, A or B.",
        ),
        (ScoreCut(s=80.0, a=65.0, b=45.0), "once", "S: score 90.0, at or above the cut of 80.0."),
        (ScoreCut(s=80.0, a=65.0, b=45.0), "small", "C: score 2.4, below the cut of 45.0 for B."),
        (ParetoCut(), "once", "S: among the top accounts by revenue that make 50.0% of the total."),
    ],
)
def test_a_tier_explains_itself_in_one_sentence(cut: Cut, account: str, expected: str) -> None:
    assert sentence(portfolio(model(cut)), account) == expected


def test_an_account_that_stays_says_which_cut_it_is_near() -> None:
    found = with_published(
        with_limits(BY_SCORE, hysteresis=Hysteresis(points=8.0)), publication(giant="S", solid="C", plain="S")
    )
    assert [of(found, account) for account in ("giant", "solid", "plain")] == ["S", "C", "C"]
    assert sentence(found, "giant") == (
        "S as last published. A: score 72.0, at or above the cut of 65.0. "
        "Stays S as last published: within 8.0 points of the cut of S."
    )
    assert sentence(found, "solid") == (
        "C as last published. B: score 48.0, at or above the cut of 45.0. "
        "Stays C as last published: within 8.0 points of the cut of B."
    )
    assert "last published" not in sentence(found, "plain")


def test_an_account_that_stays_by_quota_or_by_revenue_says_so_too() -> None:
    quota = with_limits(QuotaCut(s=0.2, a=0.2, b=0.2), hysteresis=Hysteresis(share=0.2))
    assert sentence(with_published(quota, publication(giant="S")), "giant").endswith(
        "Stays S as last published: within 20.0% of active customers from the cut of S."
    )
    # Revenue of the window: giant 720, solid 480, plain 240, small 24, once 900; giant starts at 38 %.
    pareto = with_limits(ParetoCut(s=0.3, a=0.8, b=0.9), hysteresis=Hysteresis(share=0.1))
    assert sentence(with_published(pareto, publication(giant="S")), "giant").endswith(
        "Stays S as last published: within 10.0% of revenue from the cut of S."
    )


def test_a_tier_that_is_too_young_to_fall_says_since_when_it_holds() -> None:
    made = with_limits(BY_SCORE, hysteresis=Hysteresis(stay_months=6))
    young = publication(plain="A").with_columns(months=pl.lit(4))
    assert sentence(with_published(made, young), "plain").endswith(
        "Stays A, published 4 months ago: a published tier stays for at least 6 months."
    )
    assert of(with_published(made, young.with_columns(months=pl.lit(6))), "plain") == "C"
    assert of(with_published(made, publication(plain="A")), "plain") == "C"


def test_published_tiers_of_accounts_that_are_gone_or_had_none_change_nothing() -> None:
    made = with_limits(BY_SCORE, hysteresis=Hysteresis(points=8.0))
    free = with_published(made, pl.DataFrame({"account_id": ["gone", "giant"], "tier": ["S", None]}))
    assert free.accounts["tier"].to_list() == portfolio(made).accounts["tier"].to_list()
    # Of two entries the last counts.
    twice = pl.DataFrame({"account_id": ["giant", "giant"], "tier": ["C", "S"]})
    assert of(with_published(made, twice), "giant") == "S"


def test_an_account_beyond_the_seats_says_whose_seats_they_are() -> None:
    owned = [{"account": name, "owner": "Li Wei"} for name in ("giant", "solid", "plain")]
    seats_of = Capacity(s=SeatLimits(per_owner=2, in_all=2))
    made = with_limits(ScoreCut(s=20.0, a=10.0, b=5.0), capacity=seats_of)
    data = dataset(LINES, owned)
    found = build_portfolio(account_measures(data, VIEW), VIEW, made)
    # once 90 (nobody's), giant 72, solid 48, plain 24: plain is Li Wei's third, and then solid the third in all.
    assert {name: of(found, name) for name in ("once", "giant", "solid", "plain")} == {
        "once": "S", "giant": "S", "solid": "A", "plain": "A",
    }  # fmt: skip
    assert sentence(found, "plain") == (
        "A after seat limits. S: score 24.0, at or above the cut of 20.0. "
        "Lowered to A: the 2 S seats of Li Wei are full."
    )
    assert sentence(found, "solid").endswith("Lowered to A: all 2 S seats are full.")


def test_an_account_without_revenue_in_the_window_gets_that_reason() -> None:
    lines = [*LINES, *monthly("gone", "2022-01-10", 6, 50)]
    assert sentence(portfolio(model(QuotaCut()), lines), "gone") == "C: no revenue in this window."
    by_score = portfolio(model(ScoreCut(s=80.0, a=65.0, b=45.0)), lines)
    assert sentence(by_score, "gone") == "C: score 0.0, below the cut of 45.0 for B."


def test_s_and_a_that_rest_on_little_data_are_provisional() -> None:
    two = former_model("transactions_only")
    lines = [*monthly("old", "2022-01-10", 36, 60, margin=6), *monthly("new", "2024-11-10", 2, 600)]
    found = portfolio(rebuilt(two, gates=NO_GATES.model_dump(), cut=QuotaCut(s=0.5, a=0.5, b=0.0).model_dump()), lines)
    # Of 100 points of weight, new lacks margin 20, regularity 10 and growth 15.
    assert of(found, "new", "coverage") == pytest.approx(0.55)
    assert of(found, "new", "provisional") is True
    assert "Provisional: only 55.0% of the weight has data." in sentence(found, "new")
    assert of(found, "old", "provisional") is False


def test_an_account_is_classed_by_what_it_earns_and_what_it_promises() -> None:
    text = ONE + (
        '[[criteria]]\nname = "innovation"\ngroup = "influence"\nmeasure = "innovation"\nweight = 1.0\n'
        'utility = { kind = "levels" }\n'
    )
    made = rebuilt(Model.from_toml(text), gates=NO_GATES.model_dump())
    lines = [
        *monthly("whale", "2022-01-10", 36, 60), *monthly("cash", "2022-01-10", 36, 60),
        *monthly("rising", "2022-01-10", 36, 1), *monthly("small", "2022-01-10", 36, 1),
        {"account": "once", "date": "2022-01-10", "amount": 1},
        {"account": "once", "date": "2024-11-10", "amount": 900},
        {"account": "new", "date": "2024-11-10", "amount": 900},
    ]  # fmt: skip
    judged = [
        {"account": account, "criterion": "innovation", "score": score, "assessed_on": "2024-01-01"}
        for account, score in (("whale", 5.0), ("cash", 1.0), ("rising", 4.0), ("small", 2.0))
    ]
    found = portfolio(made, lines, tables={"assessments": judged})
    classes = dict(found.accounts.select("account_id", pl.col("value_class").cast(pl.String)).iter_rows())
    assert classes == {
        "whale": "whale", "cash": "cash_whale", "rising": "rising_fish", "small": "small_fish",
        "once": "one_off_whale", "new": "cash_whale", "prospect": None,
    }  # fmt: skip


def test_evergreen_is_who_bought_in_each_of_five_years_and_regularly_at_any_size() -> None:
    """Twelve-month windows end with 2024-12. Five of them and every month: evergreen; four, or one a year: not."""
    lines = [
        *monthly("tiny", "2020-01-10", 60, 1),
        *monthly("four", "2021-01-10", 48, 500),
        *(line for year in range(2020, 2024) for line in monthly("gaps", f"{year}-01-10", 6, 90)),
        {"account": "gaps", "date": "2024-01-10", "amount": 90},
    ]
    found = portfolio(model(ALL_SA), lines)
    flags = dict(found.accounts.select("account_id", "evergreen").iter_rows())
    assert (flags["tiny"], flags["four"], flags["gaps"]) == (True, False, False)
