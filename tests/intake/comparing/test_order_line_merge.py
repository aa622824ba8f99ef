"""A later file replaces the lines of an order by the day: files give together what they give one after the other."""

import datetime
from collections import Counter

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from kam_core.intake import Choices, Intake, Upload, load, tables_of
from tests.intake.handwritten_files import workbook

HEADER = "order id,customer,date,amount,status"
Line = tuple[str, str, int, int, str]
"""Order id (may be empty), account, day of January 2024, amount, status."""
File = list[Line]


def file_of(lines: File, number: int = 0) -> Upload:
    rows = [f"{order},{account},2024-01-{day:02d},{amount},{status}" for order, account, day, amount, status in lines]
    return Upload(f"{number}.csv", "\n".join([HEADER, *rows]).encode(), "transactions")


def csv(name: str, *rows: str) -> Upload:
    return Upload(name, "\n".join(["order id,customer,date,amount,status", *(f"{row}," for row in rows)]).encode())


def one_after_the_other(files: list[Upload], **choices: object) -> Intake:
    intake = load(files[:1], Choices(**choices))
    for file in files[1:]:
        intake = load([file], Choices(**choices), intake.records)
    return intake


def lines_in(intake: Intake) -> Counter:
    """Account, order id, day and amount of every line of the data set, through its codes."""
    data = intake.dataset
    frame = (
        data.lines.join(data.orders, on="order")
        .join(data.accounts.select("account", "account_id"), on="account")
        .select("account_id", "order_id", pl.col("day").cast(pl.Int32).cast(pl.Date), pl.col("amount") / 10_000)
    )
    return Counter(frame.rows())


def rules_by_hand(files: list[File]) -> Counter:
    """The lines by the specification, order by order in plain Python."""
    there: list[Line] = []
    for lines in files:
        days: dict[tuple[str, str, int], list[int]] = {}
        for order, account, day, _, _ in lines:
            days.setdefault((order, account, 0 if order else day), []).append(day)

        def replaced(line: Line, days: dict[tuple[str, str, int], list[int]] = days) -> bool:
            own = days.get((line[0], line[1], 0 if line[0] else line[2]))
            return own is not None and min(own) <= line[2] <= max(own)

        there = [line for line in there if not replaced(line)] + [line for line in lines if not line[4]]
    return Counter((line[1], line[0] or None, datetime.date(2024, 1, line[2]), float(line[3])) for line in there)


def counts(intake: Intake) -> dict[str, int]:
    (found,) = [one for one in intake.differences if one.table == "transactions"]
    names = ("new", "changed", "unchanged", "missing", "cancelled", "protected", "removed")
    return {name: getattr(found, name) for name in names if getattr(found, name)}


lines = some.tuples(
    some.sampled_from(["O1", "O2", ""]),
    some.sampled_from(["Ann", "Bob"]),
    some.integers(1, 6),
    some.integers(-3, 3),
    some.sampled_from(["", "", "", "cancelled"]),
)
file = some.lists(lines, min_size=1, max_size=6).filter(lambda file: any(not line[4] for line in file))
files = some.lists(file, min_size=1, max_size=4)


@settings(max_examples=25, deadline=None)
@given(files=files)
def test_files_imported_together_or_in_turn_give_the_same_by_the_rule(files: list[File]) -> None:
    uploads = [file_of(lines, number) for number, lines in enumerate(files)]
    expected = rules_by_hand(files)
    assert lines_in(one_after_the_other(uploads)) == expected
    assert lines_in(load(uploads)) == expected


@settings(max_examples=12, deadline=None)
@given(before=files, after=files)
def test_the_same_files_again_change_nothing(before: list[File], after: list[File]) -> None:
    first = one_after_the_other([file_of(lines, number) for number, lines in enumerate(before)])
    again = [file_of(lines, 10 + number) for number, lines in enumerate(after)]
    once = load(again, stored_records=first.records)
    twice = load(again, stored_records=once.records)
    assert counts(twice).keys() <= {"unchanged", "missing"}
    assert lines_in(twice) == lines_in(once)
    before_and_after = [intake.records["transactions"] for intake in (once, twice)]
    assert before_and_after[0].sort(pl.all()).equals(before_and_after[1].sort(pl.all()))


@settings(max_examples=12, deadline=None)
@given(files=some.lists(file, min_size=2, max_size=4, unique_by=tuple))
def test_with_protected_rows_files_imported_together_or_in_turn_still_give_the_same(files: list[File]) -> None:
    uploads = [file_of(lines, number) for number, lines in enumerate(files)]
    rules = {"rules": {"transactions": "never"}}
    assert lines_in(load(uploads, Choices(**rules))) == lines_in(one_after_the_other(uploads, **rules))


JANUARY = csv("january.csv", "O1,Ann,2024-01-10,100")
MARCH = csv("march.csv", "O1,Ann,2024-03-10,-40")


@pytest.mark.parametrize("uploads", [[JANUARY, MARCH], [MARCH, JANUARY]])
def test_a_credit_of_another_day_leaves_the_order_that_it_credits(uploads: list[Upload]) -> None:
    """100 − 40 = 60, whichever file comes first."""
    expected = {
        ("Ann", "O1", datetime.date(2024, 1, 10), 100.0): 1,
        ("Ann", "O1", datetime.date(2024, 3, 10), -40.0): 1,
    }
    later = one_after_the_other(uploads)
    assert lines_in(later) == expected
    assert lines_in(load(uploads)) == expected
    assert later.dataset.lines["amount"].sum() == 600_000


def test_an_order_with_an_added_later_day_is_listed_as_changed_with_its_total_money() -> None:
    later = load([MARCH], stored_records=load([JANUARY]).records)
    assert counts(later) == {"changed": 1}
    (change,) = later.differences[0].changes.to_dicts()
    assert change == {
        "kind": "changed", "what": "O1 · Ann", "field": "amount", "before": "100.0", "after": "60.0",
        "origin": "march.csv", "line": 2,
    }  # fmt: skip


def test_an_order_with_more_days_than_the_file_is_unchanged_where_the_file_says_the_same() -> None:
    both = load([MARCH], stored_records=load([JANUARY]).records)
    again = load([JANUARY], stored_records=both.records)
    assert counts(again) == {"unchanged": 1}
    assert lines_in(again) == lines_in(both)


def test_one_order_in_three_files_with_days_of_its_own_has_all_its_lines() -> None:
    days = [csv(f"{month}.csv", f"O1,Ann,2024-{month:02d}-05,{month}") for month in (2, 1, 3)]
    expected = {("Ann", "O1", datetime.date(2024, month, 5), float(month)): 1 for month in (1, 2, 3)}
    assert lines_in(one_after_the_other(days)) == expected
    assert lines_in(load(days)) == expected


def test_lines_between_the_first_and_the_last_day_of_the_file_go() -> None:
    """The file has the order from 5 to 20 January: the line of the 10th is corrected away, those outside stay."""
    before = csv("a.csv", "O1,Ann,2024-01-01,1", "O1,Ann,2024-01-10,2", "O1,Ann,2024-01-31,4")
    after = csv("b.csv", "O1,Ann,2024-01-05,8", "O1,Ann,2024-01-20,16")
    later = one_after_the_other([before, after])
    assert later.dataset.lines["amount"].sum() == (1 + 4 + 8 + 16) * 10_000


def test_the_same_order_id_for_two_accounts_is_two_orders() -> None:
    both = csv("a.csv", "7,Ann,2024-01-05,1", "7,Bob,2024-01-05,2")
    bob = csv("b.csv", "7,Bob,2024-01-05,20")
    later = one_after_the_other([both, bob])
    assert counts(later) == {"changed": 1, "missing": 1}
    assert lines_in(later) == {
        ("Ann", "7", datetime.date(2024, 1, 5), 1.0): 1,
        ("Bob", "7", datetime.date(2024, 1, 5), 20.0): 1,
    }


def test_an_account_that_the_list_knows_has_the_same_orders_by_id_and_by_name() -> None:
    listed = Upload("accounts.csv", b"customer id,customer name,industry\nC1,Ann Ltd,Steel\n", "accounts")
    first = load([listed, csv("a.csv", "7,C1,2024-01-05,1")])
    later = load([csv("b.csv", "7,ann  ltd,2024-01-05,2")], stored_records=first.records)
    assert counts(later) == {"changed": 1}
    assert lines_in(later) == {("C1", "7", datetime.date(2024, 1, 5), 2.0): 1}


def test_an_order_without_account_is_found_again_by_its_id() -> None:
    first = load([csv("a.csv", "7,,2024-01-05,1", "8,,2024-01-05,2", "9,Ann,2024-01-05,4")])
    later = load([csv("b.csv", "7,,2024-01-05,10", "9,Ann,2024-01-05,4")], stored_records=first.records)
    assert counts(later) == {"changed": 1, "unchanged": 1, "missing": 1}
    assert later.dataset.lines["amount"].sum() == (10 + 2 + 4) * 10_000


def cancelled(day: str) -> Upload:
    return Upload("gone.csv", f"{HEADER}\nO1,Ann,{day},100,cancelled\nO2,Ann,2024-05-01,1,\n".encode())


def test_a_cancellation_takes_the_lines_of_its_own_days() -> None:
    first = load([csv("a.csv", "O1,Ann,2024-01-10,100")])
    later = load([cancelled("2024-01-10")], stored_records=first.records)
    assert counts(later) == {"new": 1, "cancelled": 1, "removed": 1}
    assert later.dataset.lines["amount"].sum() == 10_000


def test_an_order_of_which_some_days_are_cancelled_is_changed() -> None:
    first = load([csv("a.csv", "O1,Ann,2024-01-10,100", "O1,Ann,2024-02-10,30")])
    later = load([cancelled("2024-01-10")], stored_records=first.records)
    assert counts(later) == {"new": 1, "changed": 1}
    (change,) = later.differences[0].changes.filter(pl.col("kind") == "changed").to_dicts()
    assert (change["before"], change["after"]) == ("130.0", "30.0")


def test_a_cancellation_on_a_day_without_lines_removes_nothing_and_is_a_warning() -> None:
    first = load([csv("a.csv", "O1,Ann,2024-01-10,100")])
    later = load([cancelled("2024-04-10")], stored_records=first.records)
    assert counts(later) == {"new": 1, "unchanged": 1}
    (one_finding,) = [one for one in later.notes if one.rule == "unmet_cancellation"]
    assert one_finding.severity == "warn"
    assert "1 cancelled order has no lines on the cancellation date, the first in line 2" in str(one_finding.message)


def test_a_file_given_twice_counts_at_its_later_place() -> None:
    """Old, new, old again: the old file has the last word, together as in turn."""
    old, new = csv("old.csv", "O1,Ann,2024-01-10,1"), csv("new.csv", "O1,Ann,2024-01-10,2")
    for uploads in ([old, new, old], [old, new]):
        assert lines_in(load(uploads)) == lines_in(one_after_the_other(uploads))


def test_files_of_one_import_that_contradict_each_other_are_a_warning_with_the_money() -> None:
    old = csv("old.csv", "O1,Ann,2024-01-10,100", "O1,Ann,2024-01-10,50", "O2,Ann,2024-01-10,7")
    new = csv("new.csv", "O1,Ann,2024-01-10,120")
    findings = [one for one in load([old, new]).notes if one.rule == "replaced_lines"]
    (written,) = [one for one in tables_of([old, new], Choices()).findings if one.rule == "replaced_lines"]
    assert [one.severity for one in findings] == ["warn"]
    assert str(findings[0].message) == str(written.message)
    assert "old.csv: 2 order lines worth 150" in str(findings[0].message)
    assert "new.csv has different lines for the same orders" in str(findings[0].message)


def test_files_of_one_import_that_overlap_and_agree_are_a_note_and_count_once() -> None:
    first = csv("h1.csv", "O1,Ann,2024-01-10,100", "O2,Ann,2024-02-10,7")
    second = csv("h2.csv", "O2,Ann,2024-02-10,7", "O3,Ann,2024-03-10,1")
    both = load([first, second])
    assert both.dataset.lines["amount"].sum() == 1_080_000
    findings = [one for one in both.notes if one.rule in ("in_two_files", "replaced_lines")]
    assert [(one.rule, one.severity, one.place.file) for one in findings] == [("in_two_files", "note", "h2.csv")]


def test_a_folder_gets_the_rows_that_the_store_would_count() -> None:
    uploads = [csv("old.csv", "O1,Ann,2024-01-10,1", "O2,Ann,2024-01-10,4"), csv("new.csv", "O1,Ann,2024-01-10,2")]
    frame = tables_of(uploads, Choices()).frames["transactions"]
    assert sorted(frame["amount"]) == [2.0, 4.0]


def test_the_sheets_of_a_workbook_are_one_file_and_add_up() -> None:
    header = ["order id", "customer", "date", "amount"]
    sheets = {
        "one": [header, ["O1", "Ann", "2024-01-10", 1], ["O2", "Ann", "2024-01-10", 2]],
        "two": [header, ["O2", "Ann", "2024-01-10", 4], ["O3", "Ann", "2024-01-11", 8]],
    }
    assert load([workbook("book.xlsx", sheets)]).dataset.lines["amount"].sum() == 150_000


def test_orders_and_their_lines_in_two_files_are_one_table_and_replace_nothing() -> None:
    heads = Upload("orders.csv", b"order id,customer,date\nO1,Ann,2024-01-10\nO2,Bob,2024-01-11\n")
    details = Upload("details.csv", b"order id,product,amount\nO1,a,1\nO1,b,2\nO2,a,4\n")
    more = Upload("more.csv", b"order id,product,amount\nO1,c,8\n")
    for uploads in ([heads, details, more], [more, details, heads]):
        intake = load(uploads)
        assert intake.dataset.lines["amount"].sum() == 150_000
        assert not [one for one in intake.notes if one.rule in ("in_two_files", "replaced_lines")]
