"""Verdict per product family by hand: the bank that buys paper by dispersed units and mainframes centrally."""

from typing import Any

import polars as pl

from kam_core.insight.qualification.families import family_checks, family_verdict
from kam_core.insight.qualification.verdict import KEY, REFUSED
from kam_core.vocabulary.dataset import Dataset
from tests.datasets import dataset, day, monthly

LAST_DAY = day("2024-12-31")
BUYING: list[dict[str, Any]] = [
    {"product_family": "Mainframes", "purchasing": "central", "product_fit": 5.0},
    {"product_family": "Paper", "purchasing": "dispersed", "product_fit": 4.0},
    {"product_family": "Furniture", "purchasing": "central", "product_fit": 1.0},
    {"product_family": "Travel", "purchasing": None, "product_fit": 4.0},
]


def bank(*answers: dict[str, Any], buying: list[dict[str, Any]] = BUYING) -> pl.DataFrame:
    checks = [
        {"account": "bank", "product_family": None, "answered_on": LAST_DAY - 9, "answered_by": "Li Na"} | one
        for one in answers
    ]
    tables = {"buying": [{"account": "bank", **row} for row in buying]} | ({"checks": checks} if checks else {})
    data = dataset(monthly("bank", "2022-01-10", 36, 10), tables=tables)
    return family_checks(data, _code(data), LAST_DAY)


def _code(data: Dataset) -> int:
    return int(data.accounts.filter(pl.col("account_id") == "bank")["account"][0])


def passed(frame: pl.DataFrame) -> dict[str, bool | None]:
    return dict(zip(frame["product_family"], frame["passed"], strict=True))


def test_a_bank_is_a_key_account_for_mainframes_and_not_for_paper_that_its_branches_buy() -> None:
    families = bank()
    assert passed(families) == {"Mainframes": True, "Paper": False, "Furniture": False, "Travel": None}
    assert str(family_verdict(families, KEY)) == (
        "Key account for Mainframes, not for Paper (bought by dispersed units), Furniture (our products do not fit)."
    )


def test_a_bank_that_buys_only_paper_by_its_branches_is_one_for_no_family() -> None:
    families = bank(buying=BUYING[1:2])
    assert str(family_verdict(families, REFUSED)) == "For no listed product family: Paper (bought by dispersed units)."


def test_what_a_person_says_of_one_family_decides_for_that_family_alone() -> None:
    families = bank({"check": "central_purchasing", "product_family": "Paper", "answer": "pass"})
    assert passed(families) == {"Mainframes": True, "Paper": True, "Furniture": False, "Travel": None}


def test_a_person_who_says_that_the_whole_bank_buys_by_dispersed_units_decides_for_every_family() -> None:
    families = bank({"check": "central_purchasing", "answer": "fail"})
    assert set(passed(families).values()) == {False}


def test_an_answer_given_later_does_not_count_yet() -> None:
    late = {"check": "central_purchasing", "answer": "fail", "answered_on": LAST_DAY + 1}
    assert passed(bank(late)) == passed(bank())


def test_nothing_is_said_of_families_where_purchasing_is_unknown() -> None:
    assert family_verdict(bank(buying=BUYING[3:]), KEY) is None
