"""Checks about the account by hand: per product family, from the data and from people's answers."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import pytest

from kam_core.measures.account_frame import account_frame
from kam_core.measures.view import View
from kam_core.scoring.tiering.key_accounts import is_key
from kam_core.vocabulary.enums import TIER
from tests.datasets import dataset, day, monthly

YEAR_END = datetime.date(2024, 12, 31)
STEADY = monthly("bank", "2022-01-10", 36, 10)
"""Three years of purchases, so that recurring purchasing passes."""


def bank(lines: Sequence[Mapping[str, Any]] = STEADY, **tables: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The flags of the account `bank`."""
    given = {name: [{"account": "bank"} | dict(row) for row in rows] for name, rows in tables.items()}
    frame = account_frame(dataset([dict(line) for line in lines], tables=given), View(YEAR_END))
    return frame.filter(pl.col("account_id") == "bank").row(0, named=True)


def buys(family: str, purchasing: str | None, product_fit: float | None = None) -> dict[str, Any]:
    return {"product_family": family, "purchasing": purchasing, "product_fit": product_fit}


def answers(check: str, answer: str, family: str | None = None, on: str | None = None) -> dict[str, Any]:
    return {"check": check, "answer": answer, "product_family": family, "answered_on": on and day(on)}


def test_a_bank_with_dispersed_purchasing_of_paper_alone_is_no_key_account() -> None:
    flags = bank(buying=[buys("paper", "dispersed")])
    assert flags["buys_centrally"] is False
    assert flags["disqualified"] is True


def test_the_same_bank_is_one_for_mainframes_which_it_buys_centrally() -> None:
    flags = bank(buying=[buys("paper", "dispersed"), buys("mainframes", "central")])
    assert flags["buys_centrally"] is True
    assert flags["disqualified"] is False


@pytest.mark.parametrize(
    ("fits", "passed"),
    [((4, 1), True), ((2, 1), False), ((3, 1), None), ((3,), None), ((2,), False), ((None, 2), None), ((5,), True)],
)
def test_product_fit_passes_at_4_for_one_family_and_fails_at_2_for_all(
    fits: Sequence[float | None], passed: bool | None
) -> None:
    rows = [buys(f"family {place}", "central", fit) for place, fit in enumerate(fits)]
    flags = bank(buying=rows)
    assert flags["product_fits"] is passed
    assert flags["disqualified"] is (passed is False)


def test_where_nobody_says_how_they_buy_nothing_disqualifies() -> None:
    flags = bank()
    assert (flags["product_fits"], flags["buys_centrally"], flags["disqualified"]) == (None, None, False)


def test_what_a_person_answered_decides_over_the_data_and_unknown_leaves_it_to_them() -> None:
    dispersed = [buys("paper", "dispersed")]
    assert bank(buying=dispersed, checks=[answers("central_purchasing", "pass")])["buys_centrally"] is True
    assert bank(buying=dispersed, checks=[answers("central_purchasing", "unknown")])["buys_centrally"] is False
    assert bank(checks=[answers("recurring_purchasing", "fail")])["disqualified"] is True


def test_an_answer_for_one_family_counts_for_that_family_alone() -> None:
    rows = [buys("paper", "dispersed"), buys("mainframes", "dispersed")]
    flags = bank(buying=rows, checks=[answers("central_purchasing", "pass", "mainframes")])
    assert flags["buys_centrally"] is True
    only = bank(checks=[answers("product_fit", "fail", "paper")])
    assert only["product_fits"] is False


def test_an_answer_that_was_given_later_does_not_count_on_the_day() -> None:
    late = [answers("central_purchasing", "fail", on="2025-01-02")]
    assert bank(checks=late)["buys_centrally"] is None
    assert bank(checks=[answers("central_purchasing", "fail", on="2024-12-31")])["buys_centrally"] is False


def test_a_one_off_of_200_million_is_no_key_account_and_ten_million_a_year_for_three_years_is() -> None:
    other = monthly("other", "2022-01-10", 36, 10)
    one_off = [*other, {"account": "bank", "date": "2023-03-10", "amount": 200_000_000}]
    assert bank(one_off)["disqualified"] is True
    yearly = [{"account": "bank", "date": f"{year}-03-10", "amount": 10_000_000} for year in (2022, 2023, 2024)]
    assert bank([*other, *yearly])["disqualified"] is False


def test_an_account_in_development_is_not_disqualified_by_recurring_purchasing() -> None:
    one_off = [*monthly("other", "2022-01-10", 36, 10), {"account": "bank", "date": "2023-03-10", "amount": 200}]
    flags = bank(one_off, invest=[{"reason": "a new plant", "until": day("2025-12-31")}])
    assert (flags["recurring"], flags["disqualified"]) == (False, False)


@pytest.mark.parametrize(("end", "recurs"), [("2025-12-31", True), ("2025-12-30", False), ("2024-12-30", False)])
def test_a_contract_of_two_years_that_runs_passes_wherever_it_is_listed(end: str, recurs: bool) -> None:
    one_off = [*monthly("other", "2022-01-10", 36, 10), {"account": "bank", "date": "2023-03-10", "amount": 200}]
    listed = [{"number": "1", "start": day("2024-01-01"), "end": day(end)}]
    assert bank(one_off, contracts=listed)["recurring"] is recurs


def test_a_key_account_is_s_or_a_and_no_check_failed() -> None:
    frame = pl.DataFrame(
        {
            "tier": pl.Series(["S", "A", "A", "B", None], dtype=TIER),
            "disqualified": [False, False, True, False, False],
        }
    )
    assert frame.select(is_key()).to_series().to_list() == [True, True, False, False, False]
