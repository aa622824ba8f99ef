"""Owners: what each looks after, the gap to the target, what is overdue and the load, on small books."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from kam_core.insight.lifecycle.next_purchase import overdue_purchases as lifecycle_overdue
from kam_core.insight.owners.overdue_purchases import overdue_purchases
from kam_core.insight.owners.owner_list import OwnerList, OwnerSources, owner_list
from kam_core.measures.view import View
from kam_core.vocabulary.calendar import month_number
from kam_core.vocabulary.enums import STAGE, TIER
from tests.datasets import day, money

VIEW = View(datetime.date(2024, 12, 31))
JANUARY, DECEMBER = (month_number(datetime.date(2024, month, 1)) for month in (1, 12))
USUAL: dict[str, Any] = {
    "owner": "Li", "tier": "B", "disqualified": False, "stage": "mature", "revenue": 0, "revenue_prior": 0,
    "recency_days": 5,
    "gap_days": 30.0,
}  # fmt: skip
TARGETS = {"account": pl.Int64, "owner": pl.String, "month": pl.Int64, "amount": pl.Int64, "measure": pl.String}


def accounts(*rows: Mapping[str, Any]) -> pl.DataFrame:
    """Accounts by place, in order but for these values; money in currency units."""
    made = [
        USUAL | {"account": place, "account_id": str(place), "name": f"account {place}"} | dict(row)
        for place, row in enumerate(rows)
    ]
    for row in made:
        row |= {name: money(row[name]) for name in ("revenue", "revenue_prior")}
    return pl.DataFrame(made, schema_overrides={"tier": TIER, "stage": STAGE, "owner": pl.String, "gap_days": float})


def found(
    frame: pl.DataFrame,
    targets: Sequence[tuple[int | None, str | None, str, float]] = (),
    history: Sequence[tuple[int, str, float]] = (),
    **more: Any,
) -> OwnerList:
    """The list in 2024; targets of an account, or an owner, by month; history of an account by month."""
    tables = dict(more.pop("tables", {}))
    if targets:
        rows = [(account, owner, day(f"{month}-01"), money(amount), None) for account, owner, month, amount in targets]
        tables["targets"] = pl.DataFrame(rows, schema=TARGETS, orient="row")
    sold = [(account, month_number(datetime.date.fromisoformat(f"{month}-01")), money(amount))
            for account, month, amount in history]  # fmt: skip
    schema = {"account": pl.Int64, "month": pl.Int64, "revenue": pl.Int64}
    return owner_list(
        frame,
        OwnerSources(
            VIEW, tables, pl.DataFrame(sold, schema=schema, orient="row"), JANUARY, more.pop("complete", DECEMBER),
            VIEW.as_of_day, **more,
        ),
    )  # fmt: skip


def of(listed: OwnerList, owner: str | None) -> dict[str, Any]:
    return listed.frame.filter(pl.col("owner").eq_missing(pl.lit(owner, pl.String))).row(0, named=True)


def test_two_spellings_of_a_name_are_one_owner_and_accounts_without_one_come_last() -> None:
    listed = found(
        accounts(
            {"owner": "Li Wei", "revenue": 10}, {"owner": "LI  wei", "revenue": 20}, {"owner": None, "revenue": 99}
        )
    )
    assert listed.frame.select("owner", "accounts", "revenue").rows() == [
        ("LI  wei", 2, money(30)), (None, 1, money(99)),
    ]  # fmt: skip
    assert listed.spellings == (("LI  wei", "Li Wei"),)


def test_the_book_counts_tiers_and_key_accounts() -> None:
    listed = found(accounts({"tier": "S"}, {"tier": "A"}, {"tier": "B"}, {"tier": "A", "owner": "Ann"}))
    assert {name: of(listed, "Li")[name] for name in ("accounts", "key_accounts", "S", "A", "B", "C")} == {
        "accounts": 3, "key_accounts": 2, "S": 1, "A": 1, "B": 1, "C": 0,
    }  # fmt: skip


def test_the_gap_compares_revenue_and_target_of_the_same_complete_months() -> None:
    """Target 100 in October and 100 in November; sold 70 and 90, and 500 in a month without a target. December is not
    complete. 160 − 200 = −40."""
    listed = found(
        accounts({"revenue": 660}),
        targets=[(None, "LI", "2024-10", 100), (None, "LI", "2024-11", 100), (None, "LI", "2024-12", 100)],
        history=[(0, "2024-09", 500), (0, "2024-10", 70), (0, "2024-11", 90), (0, "2024-12", 0)],
        complete=DECEMBER - 1,
    )
    row = of(listed, "Li")
    assert (row["target"], row["target_revenue"], row["gap"]) == (money(200), money(160), money(-40))


def test_an_owner_without_a_target_has_no_gap_and_a_target_of_a_stranger_is_named() -> None:
    listed = found(accounts({}), targets=[(None, "Zoe", "2024-10", 70)])
    assert of(listed, "Li")["gap"] is None
    assert listed.strangers == (("Zoe", money(70)),)


def test_what_no_table_tells_is_unknown_and_what_it_tells_of_nobody_is_zero() -> None:
    unknown = of(found(accounts({})), "Li")
    names = ("loss", "alerts", "actions_overdue", "touches", "minutes")
    assert [unknown[name] for name in names] == [None] * 5
    plan = pl.DataFrame({"account": [0], "due": [day("2025-01-31")], "status": ["open"]})
    alerts = pl.DataFrame(schema={"account": pl.Int64, "at_stake": pl.Int64})
    known = of(found(accounts({}), tables={"plan": plan}, alerts=alerts), "Li")
    assert (known["alerts"], known["actions_overdue"]) == (0, 0)


def test_open_actions_before_today_are_overdue() -> None:
    plan = pl.DataFrame(
        {
            "account": [0, 0, 1],
            "due": [day("2024-12-30"), day("2024-12-30"), day("2024-12-31")],
            "status": ["open", "done", "open"],
        }
    )
    listed = found(accounts({}, {}), tables={"plan": plan})
    assert of(listed, "Li")["actions_overdue"] == 1


def test_a_touch_counts_for_who_made_it_else_for_the_owner_of_the_account() -> None:
    """Li's own 30 minutes in any spelling, 20 without a name at Li's account, Ann's 60; one long before the window, and
    one of a colleague who looks after no account, count for no owner."""
    touches = pl.DataFrame(
        {
            "account": [0, 0, 0, 1, 0, 0],
            "date": [day("2024-03-01")] * 4 + [day("2023-12-31"), day("2024-03-02")],
            "owner": ["li", None, "Ann", None, "Li", "Engineer"],
            "minutes": [30, 20, 60, None, 500, 45],
        }
    )
    listed = found(accounts({}, {"owner": "Bo"}, {"owner": "Ann"}), tables={"touches": touches})
    load = {row["owner"]: (row["touches"], row["minutes"]) for row in listed.frame.iter_rows(named=True)}
    assert load == {"Li": (2, 50), "Ann": (1, 60), "Bo": (1, None)}


def test_a_purchase_is_overdue_when_last_purchase_plus_usual_gap_is_over() -> None:
    """Silent for 41 days with a usual gap of 30.6: due 31 days after, 10 days ago. 31 days silent: due today. Ended
    accounts and those without a usual gap are not late."""
    frame = accounts(
        {"recency_days": 41, "gap_days": 30.6, "revenue": 5, "revenue_prior": 9},
        {"recency_days": 31, "gap_days": 30.6},
        {"recency_days": 900, "stage": "ended"},
        {"recency_days": 200, "gap_days": None},
    )
    late = overdue_purchases(frame, VIEW.as_of_day)
    assert late.select("account", "last_purchase", "purchase_due", "days_late", "stake").rows() == [
        (0, datetime.date(2024, 11, 20), datetime.date(2024, 12, 21), 10, money(9))
    ]
    assert of(found(frame), "Li")["purchases_overdue"] == 1


def test_the_screens_of_owners_and_of_the_lifecycle_call_the_same_purchases_overdue() -> None:
    """10 days between purchases, give or take half a day: on the eleventh day of silence due yesterday, or today."""
    frame = accounts(
        {"recency_days": 11, "gap_days": 10.4},
        {"recency_days": 11, "gap_days": 10.6},
        {"recency_days": 12, "gap_days": 10.6, "stage": "prospect"},
    )
    of_owners = overdue_purchases(frame, VIEW.as_of_day).select("account_id", "days_late").rows()
    of_lifecycle = lifecycle_overdue(frame, VIEW).select("account_id", "days_late").rows()
    assert of_owners == of_lifecycle == [(frame["account_id"][0], 1)]
