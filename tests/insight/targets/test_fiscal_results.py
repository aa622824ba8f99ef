"""Fiscal year to date, gaps per owner and landing three ways, counted by hand."""

import datetime
from typing import Any

import polars as pl

from kam_core.insight.targets.fiscal_results import FiscalResults, fiscal_results
from kam_core.insight.targets.fiscal_year import FiscalYear
from kam_core.insight.targets.sentence import landing_sentence, to_date_sentence
from kam_core.insight.targets.target_faults import fault_sentences
from kam_core.measures.month_totals import month_totals
from kam_core.measures.monthly_revenue import monthly_revenue
from kam_core.measures.view import View
from tests.datasets import dataset, day, money, monthly

ACCOUNTS = [{"account": "a", "owner": "Anna"}, {"account": "b", "owner": "Ben"}, {"account": "c"}]
LINES = [
    *monthly("a", "2024-01-10", 12, 100),
    *monthly("a", "2025-01-10", 9, 120),
    *monthly("b", "2025-01-10", 9, 50),
    {"account": "c", "date": "2025-02-01", "amount": 10},
]
SCHEMA = {"account": pl.Int64, "owner": pl.String, "month": pl.Int64, "amount": pl.Int64, "measure": pl.String}


def targets(*rows: tuple[str | None, str, float], measure: str | None = None) -> pl.DataFrame:
    """Targets of owners: name, month, currency units."""
    return pl.DataFrame([(None, name, day(f"{month}-01"), money(amount), measure) for name, month, amount in rows],
                        schema=SCHEMA, orient="row")  # fmt: skip


def found(year: int = 1, as_of: str = "2025-09-30", **tables: pl.DataFrame) -> FiscalResults:
    data, view = dataset(LINES, ACCOUNTS), View(datetime.date.fromisoformat(as_of))
    codes = data.accounts["account"]
    return fiscal_results(
        data.accounts.select("account", "owner"), month_totals(data, view, codes), monthly_revenue(data, view, 36),
        tables, FiscalYear(year), view, last_day=datetime.date.fromisoformat(as_of),
    )  # fmt: skip


def by_owner(results: FiscalResults) -> dict[str | None, dict[str, Any]]:
    return {row["owner"]: row for row in results.owners.iter_rows(named=True)}


ANNA = targets(*(("Anna", f"2025-{month:02}", 130) for month in range(1, 10)))


def test_the_year_to_date_adds_its_months_and_stands_beside_the_target_of_the_same_months() -> None:
    revenue = found(targets=ANNA).revenue
    # 9 × 120 + 9 × 50 + 10 against 9 × 130.
    assert (revenue.actual, revenue.target, revenue.gap) == (money(1540), money(1170), money(370))
    assert str(to_date_sentence(found(targets=ANNA))) == (
        "January to September 2025: 1,540.00 is 131.6% of the target of 1,170.00."
    )


def test_the_gap_of_an_owner_is_that_of_the_months_with_a_target() -> None:
    owners = by_owner(
        found(targets=targets(("Anna", "2025-08", 150), ("Anna", "2025-09", 150), ("Ben", "2025-09", 20)))
    )
    assert (owners["Anna"]["gap"], owners["Anna"]["share"]) == (money(-60), 0.8)
    assert (owners["Ben"]["gap"], owners["Ben"]["revenue"]) == (money(30), money(450))
    assert (owners[None]["accounts"], owners[None]["target"], owners[None]["gap"]) == (1, None, None)


def test_of_a_target_given_twice_the_last_counts_and_it_is_said_with_its_money() -> None:
    twice = targets(("Anna", "2025-09", 100), (" anna ", "2025-09", 140))
    results = found(targets=twice)
    assert results.revenue.target == money(140)
    assert [str(one) for one in fault_sentences(results.faults)] == [
        "1 target is given twice (100.00): only the last one counts."
    ]


def test_a_target_for_an_owner_without_accounts_is_a_row_of_its_own_and_is_said_with_its_money() -> None:
    results = found(targets=targets(("Anna", "2025-09", 100), ("Zoe", "2025-09", 70)))
    assert results.revenue.target == money(170)
    assert (by_owner(results)["Zoe"]["accounts"], by_owner(results)["Zoe"]["gap"]) == (0, money(-70))
    assert results.faults.unknown == ("Zoe",)
    assert "70.00" in str(fault_sentences(results.faults)[0])


def test_by_last_years_pattern_the_remaining_months_grow_as_the_year_did_so_far() -> None:
    land = found().landing
    # 900 in the nine months of 2024, 1540 of 2025; October to December 2024: 300.
    assert (land.earned, land.last_year) == (money(1540), money(1200))
    assert land.by_pace == money(1540) + round(money(300) * 1540 / 900)
    assert (
        str(landing_sentence(found()))
        == "By last year's pattern 2025 lands at 2,053.33, after 1,200.00 the year before."
    )


def test_without_last_years_months_there_is_no_landing_but_a_reason() -> None:
    results = found(as_of="2024-09-30")
    assert results.landing.by_pace is None
    assert str(landing_sentence(results)) == "2024 cannot be projected: last year's months are missing."


def test_months_before_the_data_are_unknown_and_not_a_miss() -> None:
    results = found(year=10, as_of="2024-09-30", targets=targets(("Anna", "2023-12", 500), ("Anna", "2024-01", 90)))
    assert (results.revenue.target, results.revenue.gap) == (money(90), money(10))
    assert str(to_date_sentence(results)).startswith("January to September 2023/24: 900.00.")
    early = found(as_of="2023-12-31")
    assert str(to_date_sentence(early)) == "There are no orders in the complete months of fiscal year 2023."


def test_a_later_day_of_the_data_changes_no_figure_of_an_earlier_view() -> None:
    later = [
        {"account": "a", "date": "2025-08-05", "amount": 5000},
        {"account": "b", "date": "2025-09-05", "amount": -40},
    ]
    payments = pl.DataFrame({"account": [0, 0], "date": [day("2025-06-02"), day("2025-08-03")], "amount": [7, 9]})
    won = [{"status": "won", "closed": day("2025-03-01")}] * 10
    known = deals({}, {"probability": None}, *won)
    grown = deals(
        {}, {"probability": None, "status": "lost", "closed": day("2025-08-01")}, *won, {"created": day("2025-08-01")}
    )
    early = [line for line in LINES if line["date"] <= "2025-07-31"]

    def seen(lines: list[dict[str, Any]], paid: pl.DataFrame, open_deals: pl.DataFrame) -> Any:
        data, view = dataset(lines, ACCOUNTS), View(datetime.date(2025, 7, 31))
        codes = data.accounts["account"]
        tables = {
            "payments": paid,
            "opportunities": open_deals,
            "targets": targets(("Anna", "2025-07", 1), measure="collected"),
        }
        results = fiscal_results(
            data.accounts.select("account", "owner"), month_totals(data, view, codes), monthly_revenue(data, view, 36),
            tables, FiscalYear(), view, last_day=data.last_day,
        )  # fmt: skip
        deal = results.landing.deals
        assert deal is not None
        return results.measures, results.landing.by_pace, deal.weighted, results.owners.rows()

    assert seen([*LINES, *later], payments, grown) == seen(
        [*early, {"account": "a", "date": "2025-07-31", "amount": 0}], payments[:1], known
    )


def test_a_complete_year_has_landed() -> None:
    results = found(year=10)
    assert results.period.remaining == 0
    # October to December 2024 of account a, and the nine months of 2025.
    assert results.landing.by_pace == results.landing.earned == money(300 + 1540)


DEAL = {"account": 0, "amount": money(1000), "created": day("2025-01-01"), "expected_close": day("2025-11-01"),
        "closed": None, "status": "open", "probability": 0.3, "stage": "prove"}  # fmt: skip
DEAL_SCHEMA = {
    "account": pl.Int64, "amount": pl.Int64, "created": pl.Int64, "expected_close": pl.Int64, "closed": pl.Int64,
    "status": pl.String, "probability": pl.Float64, "stage": pl.String,
}  # fmt: skip


def deals(*changes: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame([{**DEAL, **change} for change in changes], schema=DEAL_SCHEMA)


def test_open_deals_of_this_year_count_by_their_probability_and_what_is_left_out_is_counted() -> None:
    land = found(
        opportunities=deals(
            {}, {"amount": money(200), "probability": 0.5}, {"expected_close": day("2026-01-01")},
            {"expected_close": day("2025-09-01")}, {"amount": None}, {"expected_close": None}, {"status": "lost"},
            {"account": None}, {"created": day("2025-10-01")},
        )
    ).landing  # fmt: skip
    assert land.deals is not None
    # 0.3 × 1000 twice, one of them without an account, and 0.5 × 200.
    assert (land.deals.deals, land.deals.weighted, land.by_deals) == (3, money(700), money(2240))
    assert (land.deals.slipped, land.deals.slipped_money, land.deals.left_out) == (1, money(1000), 2)


def test_a_deal_without_a_probability_takes_the_own_conversion_of_its_stage() -> None:
    closed = [{"status": "won", "closed": day("2025-03-01")}] * 6
    lost = [
        {"status": "lost", "closed": day("2025-03-01"), "stage": stage}
        for stage in ("identify", "prove", "prove", "close", "close")
    ]
    land = found(opportunities=deals({"probability": None}, *closed, *lost)).landing
    assert land.deals is not None
    # Of those that reached Prove, 6 were won and 4 lost.
    assert (land.deals.weighted, land.deals.by_stage) == (money(600), 1)
    few = found(opportunities=deals({"probability": None}, *closed[:5])).landing
    assert few.deals is not None
    assert (few.deals.deals, few.deals.left_out) == (0, 1)


def test_commits_add_to_the_year_to_date_and_earlier_ones_are_held_against_what_came() -> None:
    forecasts = pl.DataFrame(
        [("Anna", day(f"2025-{month}-15"), money(amount)) for month, amount in
         (("08", 100), ("09", 140), ("10", 999), ("10", 130), ("11", 150))],
        schema={"owner": pl.String, "month": pl.Int64, "commit": pl.Int64}, orient="row",
    )  # fmt: skip
    results = found(forecasts=forecasts)
    one = results.landing.commits
    assert (one.committed, one.owners, one.of_owners, one.months, one.of_months) == (money(280), 1, 2, 2, 3)
    assert results.landing.by_commits == money(1540 + 280)
    assert one.accuracy == 240 / 240
    assert (by_owner(results)["Anna"]["commit"], by_owner(results)["Anna"]["accuracy"]) == (money(280), 1.0)


def test_nothing_committed_is_unknown_and_not_zero() -> None:
    land = found().landing
    assert (land.commits.committed, land.by_commits, land.deals, land.by_deals) == (None, None, None, None)


def test_collected_and_signed_have_targets_of_their_own() -> None:
    payments = pl.DataFrame(
        {"account": [0, 1], "date": [day("2025-03-02"), day("2025-03-03")], "amount": [money(70), money(5)]}
    )
    results = found(targets=targets(("Anna", "2025-03", 100), measure="collected"), payments=payments)
    collected = results.measures[-1]
    assert (collected.measure, collected.actual, collected.target, collected.gap) == (
        "collected", money(75), money(100), money(-25)
    )  # fmt: skip
