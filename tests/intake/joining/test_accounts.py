"""Accounts and the tables that point at them: by id first, then by a name that only one account has."""

import polars as pl
import pytest

from kam_core.intake import Intake, Upload, load, summarise_files
from kam_core.vocabulary.dataset import ACCOUNT_COLUMNS, LINE_COLUMNS
from kam_core.vocabulary.field import STORED_TYPES
from kam_core.vocabulary.tables import TABLES
from tests.intake.handwritten_files import lines, orders, refusal, sentences, text

ACCOUNTS = text("accounts.csv", "account,name,region\n10,Alpha,North\n9,Beta,South\n8,Twin,East\n7,Twin,West\n")
ORDERS = text("orders.csv", "account,date,amount\n10,2024-01-02,1\nBETA ,2024-01-03,2\nTwin,2024-01-04,3\n")


def other(table: str, content: str) -> Intake:
    return load([ACCOUNTS, text(f"{table}.csv", content)])


def test_codes_follow_the_ids_as_text_and_lines_find_accounts_by_id_or_unique_name() -> None:
    intake = load([ORDERS, ACCOUNTS])
    accounts = intake.dataset.accounts
    assert accounts.select("account", "account_id", "name", "listed").rows() == [
        (0, "10", "Alpha", True),
        (1, "7", "Twin", True),
        (2, "8", "Twin", True),
        (3, "9", "Beta", True),
        (4, "Twin", "Twin", False),
    ]
    assert lines(intake) == [("10", "2024-01-02", 1.0), ("9", "2024-01-03", 2.0), ("Twin", "2024-01-04", 3.0)]
    assert sentences(intake, "shared_name") == [
        'orders.csv: 1 line refers to "Twin", a name shared by several accounts. '
        "It is kept as a separate account; add the account id to it."
    ]


def test_the_frames_have_the_columns_and_types_of_the_contract() -> None:
    dataset = load([ORDERS, ACCOUNTS]).dataset
    assert dict(dataset.accounts.schema) == ACCOUNT_COLUMNS
    assert dict(dataset.lines.schema) == LINE_COLUMNS
    empty = load([ACCOUNTS]).dataset
    assert dict(empty.lines.schema) == LINE_COLUMNS
    assert (empty.lines.height, empty.orders.height, empty.products.height, empty.sources) == (0, 0, 0, ())


def test_accounts_seen_only_on_lines_are_described_by_their_latest_line() -> None:
    content = (
        "account,date,amount,account_name,owner,region,industry\n"
        "A,2024-03-02,1,New Name,Ann,North,Tools\nA,2024-01-02,1,Old Name,Bob,South,\nB,2024-01-02,1,,,,\n"
    )
    accounts = load([text("o.csv", content)]).dataset.accounts
    assert accounts.select("account_id", "name", "listed", "owner", "region", "industry").rows() == [
        ("A", "New Name", False, "Ann", "North", "Tools"),
        ("B", "B", False, None, None, None),
    ]


def test_an_account_that_comes_twice_keeps_its_first_row() -> None:
    intake = load([text("a.csv", "account,name\n1,Alpha\n1,Omega\n2,Beta\n")])
    assert intake.dataset.accounts["name"].to_list() == ["Alpha", "Beta"]
    assert intake.rejected.select("line", "name").rows() == [(3, "Omega")]


def test_groups_and_referrals_become_codes_and_unknown_ones_are_reported() -> None:
    content = "account,name,parent,referred_by\n1,Alpha,,Beta\n2,Beta,1,\n3,Gamma,alpha,Nobody\n4,Self,4,\n"
    intake = load([text("a.csv", content)])
    assert intake.dataset.accounts["parent"].to_list() == [None, 0, 0, None]
    assert intake.dataset.accounts["referred_by"].to_list() == [1, None, None, None]
    assert sentences(intake, "unknown_referred_by") == [
        "a.csv: the referrer Nobody is not an account in the files; the link is left blank."
    ]


def test_many_unknown_groups_are_reported_as_a_count() -> None:
    rows = "".join(f"{i},N{i},G{i}\n" for i in range(40))
    intake = load([text("a.csv", "account,name,parent\n" + rows)])
    assert sentences(intake, "unknown_parent")[-1] == "a.csv: 10 more accounts have an unknown group."


def test_circles_are_refused_and_named() -> None:
    assert refusal(text("a.csv", "account,name,parent\n1,Alpha,2\n2,Beta,3\n3,Gamma,2\n")) == (
        "a.csv: the groups of Beta, Gamma form a circle. Correct the group column."
    )
    assert refusal(text("a.csv", "account,name,referred_by\n1,Alpha,2\n2,Beta,1\n")) == (
        "a.csv: the referrals of Alpha, Beta form a circle. Correct the referral column."
    )


def test_damaged_ids_and_ids_that_became_numbers_are_reported() -> None:
    damaged = load([text("a.csv", "account,name\n6.22202E+18,Alpha\nB,Beta\n")])
    assert sentences(damaged, "damaged_id")[0].startswith('a.csv, account: 1 id such as "6.22202E+18" was changed')
    decimal = load([text("a.csv", "account,name\n12345.0,Alpha\n7.0,Beta\n")])
    assert decimal.dataset.accounts["account_id"].to_list() == ["12345", "7"]
    assert len(sentences(decimal, "id_as_number")) == 1


def test_leading_zeros_and_long_ids_stay_as_they_are() -> None:
    intake = load([text("a.csv", "account,name\n007,A\n6222021234567890123,B\n6222021234567890124,C\nNA,D\n")])
    assert intake.dataset.accounts["account_id"].to_list() == [
        "007",
        "6222021234567890123",
        "6222021234567890124",
        "NA",
    ]


@pytest.mark.parametrize("table", sorted(set(TABLES) - {"transactions", "accounts"}))
def test_the_other_tables_have_every_column_of_the_vocabulary(table: str) -> None:
    fields = TABLES[table].fields
    days = {"date": "2024-03-01", "moment": "2024-03-01 09:30"}
    cells = {f.name: f.choices[0][0] if f.choices else days.get(f.kind, "1") for f in fields}
    if TABLES[table].has_account:
        cells["account"] = "Alpha"
    content = ",".join(cells) + "\n" + ",".join(cells.values()) + "\n"
    frame = other(table, content).dataset.tables[table]
    account = {"account": pl.Int64()} if TABLES[table].has_account else {}
    assert dict(frame.schema) == {f.name: STORED_TYPES[f.kind] for f in fields} | account
    assert not account or frame["account"].to_list() == [0]
    assert frame.null_count().sum_horizontal().item() == 0


def test_a_row_of_an_unknown_account_comes_back() -> None:
    intake = other("contacts", "account,name,influence\nAlpha,Ann,5\nOmega,Bob,3\nTwin,Tim,1\n,Nobody,2\n")
    assert intake.dataset.tables["contacts"]["name"].to_list() == ["Ann"]
    assert intake.rejected["reason"].to_list() == [
        'contacts.csv line 3, account: account "Omega" is neither in the account list nor in the orders.',
        'contacts.csv line 4, account: account "Twin" is neither in the account list nor in the orders.',
        "contacts.csv line 5, account is blank but required.",
    ]


def test_targets_need_an_owner_or_an_account() -> None:
    intake = other("targets", "account,owner,month,amount\nAlpha,,2024-01,5\n,Ann,2024-01,6\n,,2024-01,7\n")
    assert intake.dataset.tables["targets"]["account"].to_list() == [0, None]
    assert intake.rejected["line"].to_list() == [4]


def test_an_open_deal_may_have_no_amount() -> None:
    deals = other(
        "opportunities", "account,stage,amount,status\nAlpha,prove,,进行中\nBeta,close,5,WON\n"
    ).dataset.tables
    assert deals["opportunities"].select("amount", "status").rows() == [(None, "open"), (50_000, "won")]


def test_words_are_read_in_all_spellings_and_unknown_ones_are_reported() -> None:
    content = "account,horizon,need,people_known,probability\nAlpha,短期,a,是,60%\n"
    content += "Alpha,Long,b,no,1\nAlpha,medium,c,maybe,2\nAlpha,soon,d,yes,0\n"
    intake = other("needs", content)
    assert intake.dataset.tables["needs"].select("horizon", "people_known", "probability").rows() == [
        ("short", True, 0.6),
        ("long", False, 1.0),
        ("medium", None, None),
    ]
    findings = intake.findings.filter(pl.col("severity") != "note")
    assert sorted(findings.select("severity", "message").rows()) == [
        ("reject", 'needs.csv line 5, horizon: "soon" is not an allowed value for this column (short, medium, long).'),
        ("warn", 'needs.csv line 4, people_known: "maybe" is not an allowed value for this column (yes, no).'),
        ("warn", 'needs.csv line 4, probability: "2" is outside the allowed range (0 to 1).'),
    ]


def test_whole_numbers_are_whole() -> None:
    intake = load([text("a.csv", "account,name,employees\n1,A,12.0\n2,B,12.5\n3,C,-1\n4,D,1e17\n5,E,n/a\n")])
    assert intake.dataset.accounts["employees"].to_list() == [12, None, None, None, None]
    assert sorted(intake.findings["rule"]) == ["not_whole", "not_whole", "out_of_range"]


def test_other_tables_alone_ask_for_accounts() -> None:
    assert refusal(text("contacts.csv", "account,name\nA,Ann\n", role="contacts")) == (
        "contacts.csv refers to accounts. Upload it together with the orders or the account list."
    )


def test_the_summary_of_a_file_can_be_shown() -> None:
    summary = summarise_files(
        [
            text(
                "o.csv",
                "客户编号,订单日期,金额,折扣,备注,电话,税率\n007,2024-01-02,1.5,10%,a,00112,5%\n008,2024-01-03,2,,b,00113,6%\n",
            )
        ]
    )[0]
    assert (summary.file, summary.kind, summary.delimiter, summary.header_row, summary.table, summary.rows) == (
        "o.csv",
        "csv",
        ",",
        1,
        "transactions",
        2,
    )
    assert [(c.header, c.type, c.field, c.confidence) for c in summary.columns] == [
        ("客户编号", "id", "account", 1.0),
        ("订单日期", "date", "date", 1.0),
        ("金额", "num", "amount", 1.0),
        ("折扣", "pct", "discount", 1.0),
        ("备注", "str", None, 0.0),
        ("电话", "id", None, 0.0),
        ("税率", "pct", None, 0.0),
    ]
    assert summary.columns[0].samples == ("007", "008")
    assert summary.preview.rows()[0] == ("007", "2024-01-02", "1.5", "10%", "a", "00112", "5%")


def test_types_are_guessed_where_the_field_is_not_known() -> None:
    content = "a,b,c,d,e\n2024-01-02,20240102,x,,12\n2024-01-03,20240103,y,-,13\n"
    summary = summarise_files([text("o.csv", content)])[0]
    assert [c.type for c in summary.columns] == ["date", "date", "str", "str", "num"]
    assert (summary.table, str(summary.why)[:16]) == (None, "o.csv has no col")


def test_the_summary_shows_open_questions() -> None:
    summary = summarise_files([text("o.csv", "account,date,amount\nA,03/05/2024,1\n"), Upload("e.csv", b"")])
    assert [[f.severity for f in one.findings] for one in summary] == [["ask"], ["error"]]


def test_branches_called_parent_and_child_are_offered_as_a_group() -> None:
    rows = ("1,Hill Foods:North,2025-01-02,5", "2,Hill Foods:South,2025-01-03,7", "3,Ratio 3:1 GmbH,2025-01-03,9")
    (message,) = sentences(orders(*rows, header="order id,customer name,date,amount"), "branches")
    assert "2 accounts have names like branches of 1 parent, for example Hill Foods:North, Hill Foods:South" in message
    assert sentences(orders(*rows[1:], header="order id,customer name,date,amount"), "branches") == []
