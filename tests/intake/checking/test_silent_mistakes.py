"""Silent errors: percentages as money, a file given twice, dates in the wrong century."""

import datetime

import pytest

from kam_core.intake import Choices, Intake, Upload, load
from kam_core.measures.account_frame import account_frame
from kam_core.measures.account_groups import merge_groups
from kam_core.measures.view import View
from kam_core.vocabulary.message import UserError

TODAY = datetime.date(2026, 11, 22)


def read(*files: str, choices: Choices | None = None) -> Intake:
    uploads = [Upload(f"file{n}.csv", text.encode()) for n, text in enumerate(files, 1)]
    return load(uploads, choices or Choices(today=TODAY))


def rules(intake: Intake) -> list[tuple[str, str]]:
    return [(note.severity, note.rule) for note in intake.notes]


def test_a_share_in_a_column_of_amounts_is_reported_and_not_read_as_money() -> None:
    found = read("account,date,amount,margin\nA,2024-01-05,100,30%\nB,2024-01-06,100,20\n")
    assert found.dataset.lines["margin"].to_list() == [None, 200_000]
    assert [note.value for note in found.notes if note.rule == "share"] == ["30%"]


def test_an_order_whose_amount_is_a_share_is_rejected() -> None:
    found = read("account,date,amount\nA,2024-01-05,100%\nB,2024-01-06,100\n")
    assert found.rejected["line"].to_list() == [2]
    assert "is a share" in found.rejected["reason"][0]


@pytest.mark.parametrize("header", ["margin %", "Margin Rate", "毛利率", "gross margin pct"])
def test_a_column_headed_as_a_rate_is_not_taken_for_the_amount(header: str) -> None:
    found = read(f"account,date,amount,{header}\nA,2024-01-05,100,30\n")
    assert found.dataset.lines["margin"].to_list() == [None]


def test_the_same_file_given_twice_is_used_once_and_reported() -> None:
    text = "account,date,amount\nA,2024-01-05,100\nB,2024-01-06,50\n"
    found = read(text, text)
    assert found.dataset.lines["amount"].sum() == 1_500_000
    assert ("warn", "twice") in rules(found)
    assert "file2.csv has the same content as file1.csv" in str(found.notes[0].message)


def test_one_file_may_serve_as_orders_and_as_accounts() -> None:
    text = b"account,name,date,amount\nA,Alpha,2024-01-05,100\n"
    found = load([Upload("all.csv", text, "transactions"), Upload("all.csv", text, "accounts")], Choices(today=TODAY))
    assert found.dataset.accounts["listed"].to_list() == [True]
    assert found.dataset.lines.height == 1


def test_an_order_beyond_next_year_is_rejected_and_the_others_go_on() -> None:
    text = "account,date,amount\nA,2024-01-05,100\nA,2027-12-31,7\nA,2028-01-01,9\nA,2099-02-05,9\n"
    found = read(text)
    assert found.rejected["line"].to_list() == [4, 5]
    assert found.dataset.lines["amount"].to_list() == [1_000_000, 70_000]
    assert found.counts[0].rejected == 2
    assert read(text, choices=Choices()).dataset.lines.height == 4


def test_a_file_with_only_future_orders_is_refused() -> None:
    with pytest.raises(UserError, match="later than next year"):
        read("account,date,amount\nA,2099-02-05,9\n")


def test_one_currency_sign_in_two_spellings_is_no_finding() -> None:
    same = read("account,date,amount\nA,2024-01-05,￥100\nB,2024-01-06,¥50\n")
    assert ("warn", "currency_signs") not in rules(same)


def test_a_view_as_of_an_earlier_date_uses_only_attributes_stated_by_then() -> None:
    lines = [
        "A,Alpha,2024-01-05,100,Li,north",
        "A,,2024-02-05,100,,",
        "B,Beta,2024-02-07,5,Li,south",
        "A,Alpha AG,2024-06-05,100,Wu,north",
    ]
    head = "account,account name,date,amount,owner,region"
    whole = read("\n".join([head, *lines])).dataset
    cut = read("\n".join([head, *lines[:3]])).dataset
    view = View(datetime.date(2024, 3, 31))
    assert account_frame(whole, view).equals(account_frame(cut, view))
    early = account_frame(whole, view).select("name", "owner", "region").rows()
    assert early == [("Alpha", "Li", "north"), ("Beta", "Li", "south")]
    late = account_frame(whole, View(datetime.date(2024, 6, 30))).select("name", "owner").rows()
    assert late == [("Alpha AG", "Wu"), ("Beta", "Li")]


def test_attributes_of_lines_do_not_overrule_the_account_list() -> None:
    uploads = [
        Upload("o.csv", b"account,account name,date,amount,owner\nA,Alias,2024-01-05,100,Li\nB,Beta,2024-01-06,1,Li\n"),
        Upload("a.csv", "客户编号,客户名称,负责人\nA,Alpha,Wu\n".encode(), "accounts"),
    ]
    data = load(uploads, Choices(today=TODAY)).dataset
    frame = account_frame(data, View(datetime.date(2024, 1, 31)))
    assert frame.select("name", "owner").rows() == [("Alpha", "Wu"), ("Beta", "Li")]
    assert account_frame(merge_groups(data), View(datetime.date(2024, 1, 31))).select("name").to_series().to_list() == [
        "Alpha",
        "Beta",
    ]


def test_two_columns_of_one_name_are_reported() -> None:
    found = read("customer,date,amount,Amount\nA,2024-01-05,1,900\n")
    assert [str(note.message) for note in found.notes if note.rule == "same_header"] == [
        "file1.csv, amount: 2 columns have this name; only the first was read."
    ]
    assert ("warn", "same_header") not in rules(read("customer,date,amount\nA,2024-01-05,1\n"))


def test_an_excluded_status_that_no_order_has_is_reported() -> None:
    text = "customer,date,amount,status\nA,2024-01-05,1,Done\nB,2024-01-05,2,Lost\n"
    slip = read(text, choices=Choices(exclude_status=("Lots",)))
    assert [note.value for note in slip.notes if note.rule == "unheard_status"] == ["Lots"]
    assert slip.dataset.lines.height == 2
    right = read(text, choices=Choices(exclude_status=("lost ",)))
    assert ("warn", "unheard_status") not in rules(right)
    assert right.dataset.lines.height == 1
