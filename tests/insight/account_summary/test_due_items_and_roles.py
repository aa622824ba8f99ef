"""What is due at an account, when it was last contacted, and who decides there, by hand."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from kam_core.insight.account_summary.buying_roles import buying_roles
from kam_core.insight.account_summary.contact_interval import contact_interval, promised_tier
from kam_core.insight.account_summary.due_items import DueItem, DueKind, due_items
from kam_core.insight.account_summary.key_figures import key_figures
from kam_core.measures.view import View
from kam_core.scoring.portfolio import Portfolio
from kam_core.services.appraisal import account_measures, built_in_model, score_accounts
from kam_core.vocabulary.dataset import Dataset
from tests.datasets import dataset, day, money, monthly

YEAR = View(datetime.date(2024, 12, 31))
TODAY = datetime.date(2024, 12, 31)


def data(tables: Mapping[str, Sequence[Mapping[str, Any]]] | None = None, **account: Any) -> Dataset:
    """One account that bought every month of two years and is S, with these facts."""
    return dataset(
        monthly("a", "2023-01-15", 24, 100, margin=40), [{"account": "a", "name": "A Ltd", **account}], tables
    )


def portfolio(found: Dataset) -> Portfolio:
    frame = account_measures(found, YEAR)
    return score_accounts(frame, YEAR, built_in_model(found, frame))


def due(found: Dataset) -> list[DueItem]:
    return due_items(found, portfolio(found), 0, (0,), TODAY)


def touch(date: str, **more: Any) -> dict[str, Any]:
    return {"account": "a", "date": date, "kind": "visit", "contact": None, **more}


def test_an_account_is_due_for_a_contact_by_the_interval_of_its_tier() -> None:
    assert [contact_interval(tier, "mature") for tier in "SABC"] == [14, 30, 60, 90]
    assert contact_interval("S", "ended") is None
    assert contact_interval(None, "prospect") is None


def test_a_contact_is_late_by_the_days_after_its_interval() -> None:
    found = data({"touches": [touch("2024-12-01"), touch("2024-10-01")]})
    assert portfolio(found).accounts["tier"][0] == "S"
    # 14 days after 1 December is the 15th, 16 days before the end of the month.
    assert due(found) == [DueItem(DueKind.CONTACT, datetime.date(2024, 12, 15), 16, None, 14)]


def test_an_account_that_was_never_contacted_is_due_from_its_first_purchase() -> None:
    other = {"account": "b", "date": "2024-12-01", "kind": "visit"}
    found = dataset(monthly("a", "2024-12-30", 1, 100), [{"account": "b"}], {"touches": [other]})
    (item,) = due_items(found, portfolio(found), 0, (0,), TODAY)
    assert (item.kind, item.on, item.days_late) == (DueKind.CONTACT, datetime.date(2024, 12, 30), 1)


def test_a_credit_before_the_first_purchase_is_no_purchase() -> None:
    other = {"account": "b", "date": "2024-12-01", "kind": "visit"}
    credit = {"account": "a", "date": "2024-11-05", "amount": -10}
    lines = [credit, *monthly("a", "2024-12-30", 1, 100)]
    found = dataset(lines, [{"account": "b"}], {"touches": [other]})
    (item,) = due_items(found, portfolio(found), 0, (0,), TODAY)
    assert item.on == datetime.date(2024, 12, 30)


def test_the_interval_of_contacts_is_that_of_the_published_tier() -> None:
    """Published as A: 30 days after 1 December is the 31st, today. It is S now, for which the 15th would be late."""
    found = data({"touches": [touch("2024-12-01")]})
    published = pl.DataFrame({"account_id": ["a"], "tier": ["A"]})
    (item,) = due_items(found, portfolio(found), 0, (0,), TODAY, published)
    assert (item.on, item.days_late, item.days) == (datetime.date(2024, 12, 31), 0, 30)
    assert promised_tier("a", "S", published) == "A"
    assert promised_tier("new since", "S", published) == "S"


def test_without_any_recorded_contact_in_the_data_nobody_is_late() -> None:
    assert due(data()) == []


def test_late_items_come_first_the_longest_late_on_top_then_complaints_then_what_comes() -> None:
    found = data(
        {
            "plan": [
                {"account": "a", "action": "later", "due": day("2025-01-20"), "status": "open"},
                {"account": "a", "action": "late", "due": day("2024-12-21"), "status": "open"},
                {"account": "a", "action": "over", "due": day("2024-11-01"), "status": "done"},
                {"account": "a", "action": "some time", "due": None, "status": "open"},
            ],
            "feedback": [
                {
                    "account": "a",
                    "date": "2024-01-01",
                    "kind": "survey",
                    "satisfaction": 4.0,
                    "nps": 9.0,
                    "closed_on": None,
                },
                {"account": "a", "date": "2024-12-24", "kind": "complaint", "status": "handled", "text": "no reply"},
                {"account": "a", "date": "2024-12-02", "kind": "complaint", "status": "closed", "text": "was settled"},
                {"account": "a", "date": "2024-12-03", "kind": "praise", "status": None, "text": "fine"},
            ],
        },
        credit_days_overdue=82,
        open_balance=557_300,
        contract_end="2025-03-26",
    )
    assert [(item.kind, item.text, item.days_late) for item in due(found)] == [
        (DueKind.MONEY, None, 82),
        (DueKind.ACTION, "late", 10),
        (DueKind.COMPLAINT, "no reply", None),
        (DueKind.ACTION, "later", -20),
        (DueKind.CONTRACT, None, -85),
        (DueKind.ACTION, "some time", None),
    ]
    assert due(found)[0].amount == money(557_300)


def test_a_contract_that_ends_in_more_than_ninety_days_is_not_due() -> None:
    assert due(data(contract_end="2025-04-01")) == []


def test_a_contract_that_is_being_renewed_is_not_due_whatever_the_list_of_accounts_says() -> None:
    def contracts(*rows: dict[str, Any]) -> list[tuple[datetime.date | None, int | None]]:
        given = [{"account": "a", "number": str(place), **row} for place, row in enumerate(rows)]
        return [(item.on, item.days_late) for item in due(data({"contracts": given}, contract_end="2025-01-10"))]

    ends = {"end": day("2025-02-01"), "renews": None}
    assert contracts({**ends, "renewal": "none"}) == [(datetime.date(2025, 2, 1), -32)]
    assert contracts({**ends, "renewal": "signed"}) == []
    # The next contract runs to the end of 2025.
    assert contracts({**ends, "renewal": "none"}, {"end": day("2025-12-31"), "renews": None, "renewal": None}) == []


def test_days_since_the_last_contact_count_to_today_and_a_planned_one_is_none() -> None:
    found = data({"touches": [touch("2024-11-07"), touch("2025-02-01")]})
    last = key_figures(found, portfolio(found), 0, (0,), TODAY).last_contact
    assert last is not None
    assert (last.on, last.days) == (datetime.date(2024, 11, 7), 54)


def test_what_bare_order_lines_do_not_say_is_unknown_and_not_nothing() -> None:
    found = dataset(monthly("a", "2024-07-15", 6, 100))
    figures = key_figures(found, portfolio(found), 0, (0,), TODAY)
    assert figures.revenue == money(600)
    assert figures.revenue_prior is None, "the data begin inside the window"
    assert (figures.days_overdue, figures.open_balance, figures.credit_limit) == (None, None, None)
    assert (figures.last_contact, figures.satisfaction, figures.last_survey) == (None, None, None)
    roles = buying_roles(found, (0,), TODAY)
    assert (roles.loaded, roles.known, roles.others) == (False, 0, 0)


def test_each_role_has_its_contacts_the_most_influential_first_and_manager_is_among_the_others() -> None:
    contacts = [
        {"account": "a", "name": "Bo", "role": "user", "influence": 1.0, "last_contact": day("2024-06-03")},
        {"account": "a", "name": "Cy", "role": "user", "influence": 3.0, "last_contact": None},
        {"account": "a", "name": "Di", "role": "manager", "influence": 5.0, "last_contact": None},
    ]
    found = data({"contacts": contacts, "touches": [touch("2024-08-07", contact="Bo"), touch("2024-09-01")]})
    roles = buying_roles(found, (0,), TODAY)
    users = next(one for one in roles.roles if one.role == "user")
    assert [person.name for person in users.people] == ["Cy", "Bo"]
    # The later of the list of contacts and the interactions with this name.
    assert users.people[1].last_seen == datetime.date(2024, 8, 7)
    assert users.people[0].last_seen is None
    assert (roles.known, roles.others, roles.somebody_decides) == (1, 1, False)


def test_an_economic_buyer_decides() -> None:
    found = data({"contacts": [{"account": "a", "name": "Ed", "role": "economic buyer"}]})
    assert buying_roles(found, (0,), TODAY).somebody_decides
