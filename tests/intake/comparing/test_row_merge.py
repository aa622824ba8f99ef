"""A later file is laid over what is there: new, changed, unchanged, missing and cancelled things."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from kam_core.intake import Choices, Intake, Upload, load
from kam_core.vocabulary.message import UserError

FIRST = "order id,customer,date,amount\n1,Ann,2024-01-05,100\n2,Bob,2024-01-06,200\n2,Bob,2024-01-06,50\n"


def imported(text: str, stored: Intake | None = None, name: str = "orders.csv", **choices: object) -> Intake:
    frames = {} if stored is None else stored.records
    return load([Upload(name, text.encode())], Choices(**choices), frames)


def money(intake: Intake) -> float:
    return intake.dataset.lines["amount"].sum() / 10_000


def counts(intake: Intake, table: str = "transactions") -> dict[str, int]:
    (found,) = [one for one in intake.differences if one.table == table]
    names = ("new", "changed", "unchanged", "missing", "cancelled", "protected", "removed")
    return {name: getattr(found, name) for name in names if getattr(found, name)}


def test_the_same_file_again_changes_nothing() -> None:
    first = imported(FIRST)
    again = imported(FIRST, first, name="copy.csv")
    assert counts(first) == {"new": 2}
    assert counts(again) == {"unchanged": 2}
    assert money(again) == money(first) == 350


def test_new_orders_are_added_and_those_that_the_file_does_not_name_stay() -> None:
    later = imported("order id,customer,date,amount\n3,Ann,2024-02-01,70\n", imported(FIRST))
    assert counts(later) == {"new": 1, "missing": 2}
    assert money(later) == 420


def test_missing_orders_are_removed_if_the_file_is_declared_complete() -> None:
    text = "order id,customer,date,amount\n1,Ann,2024-01-05,100\n"
    later = imported(text, imported(FIRST), missing={"transactions": "remove"})
    assert counts(later) == {"unchanged": 1, "missing": 1, "removed": 1}
    assert money(later) == 100


def test_a_changed_order_of_one_day_is_taken_as_a_whole() -> None:
    """Order 2 had two lines worth 250; corrected it has one of 220. Nothing of the old one may stay."""
    later = imported("order id,customer,date,amount\n2,Bob,2024-01-06,220\n", imported(FIRST))
    assert counts(later) == {"changed": 1, "missing": 1}
    assert money(later) == 320
    (change,) = later.differences[0].changes.filter(pl.col("kind") == "changed").to_dicts()
    assert (change["what"], change["before"], change["after"]) == ("2 · Bob", "250.0", "220.0")


def test_an_order_that_was_cancelled_meanwhile_is_removed() -> None:
    text = "order id,customer,date,amount,status\n1,Ann,2024-01-05,100,cancelled\n2,Bob,2024-01-06,200,shipped\n"
    later = imported(text, imported(FIRST))
    assert counts(later) == {"changed": 1, "cancelled": 1, "removed": 1}
    assert money(later) == 200


def test_a_rule_can_protect_stored_values() -> None:
    text = "order id,customer,date,amount\n2,Bob,2024-01-06,999\n3,Ann,2024-02-01,1\n"
    later = imported(text, imported(FIRST), rules={"transactions": "never"})
    assert counts(later) == {"new": 1, "protected": 1, "missing": 1}
    assert money(later) == 351


def test_without_an_order_id_the_lines_of_an_account_on_one_day_are_an_order() -> None:
    first = imported("customer,date,amount\nAnn,2024-01-05,100\nBob,2024-01-05,10\n")
    later = imported("customer,date,amount\nAnn,2024-01-05,130\n", first)
    assert counts(later) == {"changed": 1, "missing": 1}
    assert money(later) == 140


ACCOUNTS = "customer id,customer name,industry,region\nC1,Ann Ltd,Steel,\nC2,Bob Ltd,Food,North\n"


def test_an_account_list_is_changed_field_by_field_and_an_empty_cell_erases_nothing() -> None:
    first = imported(ACCOUNTS)
    later = imported("customer id,industry,region\nC1,Glass,South\nC2,,\n", first, name="new.csv")
    assert counts(later, "accounts") == {"changed": 1, "unchanged": 1}
    rows = later.dataset.accounts.select("account_id", "name", "industry", "region").rows()
    assert rows == [("C1", "Ann Ltd", "Glass", "South"), ("C2", "Bob Ltd", "Food", "North")]


def test_a_rule_per_field_decides_whether_a_file_may_change_it() -> None:
    first = imported(ACCOUNTS)
    text = "customer id,industry,region\nC1,Glass,South\nC2,Wine,West\n"
    later = imported(text, first, rules={"accounts.industry": "never", "accounts.region": "if_blank"})
    rows = later.dataset.accounts.select("account_id", "industry", "region").rows()
    assert rows == [("C1", "Steel", "South"), ("C2", "Food", "North")]
    assert counts(later, "accounts") == {"changed": 1, "unchanged": 1, "protected": 1}


def test_a_list_by_name_finds_the_accounts_that_have_an_id() -> None:
    later = imported("customer name,owner\nbob  ltd,Kim\n", imported(ACCOUNTS), name="owners.csv")
    rows = later.dataset.accounts.select("account_id", "owner").rows()
    assert rows == [("C1", None), ("C2", "Kim")]


def test_contacts_alone_find_the_accounts_of_earlier_imports() -> None:
    text = "customer id,contact name,title\nC1,Joe,CEO\nC9,Eve,CFO\n"
    later = load([Upload("people.csv", text.encode(), "contacts")], Choices(), imported(ACCOUNTS).records)
    assert later.dataset.tables["contacts"]["name"].to_list() == ["Joe"]
    assert later.rejected["line"].to_list() == [3]
    assert later.records["contacts"].height == 1
    assert later.counts[0].rejected == 1


def test_a_table_that_the_files_do_not_name_stays_as_it_was() -> None:
    people = Upload("people.csv", b"customer id,contact name,title\nC1,Joe,CEO\n", "contacts")
    first = load([Upload("accounts.csv", ACCOUNTS.encode()), people])
    later = imported("order id,customer,date,amount\n1,C1,2024-01-05,100\n", first)
    assert later.dataset.tables["contacts"]["name"].to_list() == ["Joe"]
    assert [one.table for one in later.differences] == ["transactions"]
    assert later.dataset.accounts.height == 2


def test_the_currency_chosen_once_is_remembered() -> None:
    first = imported(FIRST, currency="EUR")
    assert imported("customer,date,amount\nAnn,2024-03-05,1\n", first).dataset.currency == "EUR"


def test_a_rule_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UserError, match="sometimes is not a rule for accounts"):
        imported(ACCOUNTS, rules={"accounts": "sometimes"})


orders = some.lists(
    some.tuples(some.integers(1, 6), some.sampled_from(["Ann", "Bob"]), some.integers(1, 28), some.integers(-9, 99)),
    min_size=1,
    max_size=12,
)


def as_text(rows: list[tuple[int, str, int, int]]) -> str:
    lines = [f"{order},{name},2024-01-{day:02d},{amount}" for order, name, day, amount in rows]
    return "\n".join(["order id,customer,date,amount", *lines])


@settings(max_examples=settings.default.max_examples // 2)
@given(before=orders, after=orders)
def test_importing_the_same_file_again_changes_nothing(before: list, after: list) -> None:
    once = imported(as_text(after), imported(as_text(before)))
    twice = imported(as_text(after), once)
    assert counts(twice).keys() <= {"unchanged", "missing"}
    assert money(twice) == money(once)
