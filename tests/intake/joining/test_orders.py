"""Order lines: whole, or in headers, lines and products; what is computed, left out, kept and refused."""

import polars as pl
import pytest

from kam_core.intake import OpenQuestionError, load
from kam_core.intake.shaping.cell_corrections import CellFix
from tests.intake.handwritten_files import lines, orders, refusal, sentences, text

HEADS = text(
    "heads.csv",
    "order_id,account,date,status\n1,A,2024-01-02,shipped\n2,B,2024-01-03,Cancelled\n3,C,2024-01-04,shipped\n",
)
LINES = text("lines.csv", "order_id,product,quantity,price\n1,P,2,10\n1,Q,1,5\n2,P,1,10\n9,P,1,10\n")
PRODUCTS = text("products.csv", "product,product_name,product_family,unit_cost,list_price\nP,Pump,Flow,6,12\n")


def money(intake: object, column: str) -> list[float | None]:
    frame = intake.dataset.lines  # type: ignore[attr-defined]
    return [None if one is None else one / 10_000 for one in frame[column]]


def test_headers_lines_and_products_are_joined() -> None:
    intake = load([LINES, PRODUCTS, HEADS])
    assert lines(intake) == [("A", "2024-01-02", 20.0), ("A", "2024-01-02", 5.0)]
    assert money(intake, "margin") == [8.0, None]
    assert money(intake, "list_amount") == [24.0, None]
    assert intake.dataset.products.rows() == [(0, "P", "Pump", "Flow"), (1, "Q", "Q", None)]
    assert intake.dataset.orders.rows() == [(0, "1")]
    assert intake.dataset.sources == ("lines.csv",)


def test_lines_without_an_order_come_back_and_orders_without_lines_are_noted() -> None:
    intake = load([HEADS, LINES])
    assert intake.rejected.select("file", "line", "order_id", "reason").rows() == [
        (
            "lines.csv",
            5,
            "9",
            "lines.csv line 5: the files contain no order with this id, so the line has no account and no date.",
        )
    ]
    assert sentences(intake, "no_lines") == ["heads.csv: 1 order has no lines and is not counted, the first in line 4."]
    assert [(c.file, c.read, c.loaded, c.left_out, c.rejected) for c in intake.counts] == [
        ("heads.csv", 3, 2, 1, 0),
        ("lines.csv", 4, 2, 1, 1),
    ]


def test_lines_or_headers_alone_say_which_file_is_missing() -> None:
    assert "contains order lines without account and date. Add the file with their orders" in refusal(LINES)
    assert refusal(HEADS).startswith("heads.csv has no amount column, and no other file has amounts")


def test_when_no_line_is_left_the_first_one_is_shown() -> None:
    strangers = text("lines.csv", "order_id,product,amount\n8,P,1\n9,P,1\n")
    assert refusal(HEADS, strangers).startswith(
        "lines.csv: none of the 2 rows can be read. The first one: lines.csv line 2:"
    )
    empty = text("o.csv", "account,date,amount\nA,2024-01-02,\n")
    assert "the row has no amount" in refusal(empty)


def test_when_every_order_is_cancelled_there_are_no_lines_and_a_note() -> None:
    intake = orders("A,2024-01-02,5,cancelled", header="account,date,amount,status")
    assert intake.dataset.lines.is_empty()
    assert len(sentences(intake, "left_out")) == 1


def test_an_order_that_comes_twice_counts_once() -> None:
    again = text("again.csv", "order_id,account,date\n1,Z,2025-01-01\n")
    intake = load([HEADS, again, LINES])
    assert lines(intake)[0] == ("A", "2024-01-02", 20.0)
    assert intake.rejected.filter(pl.col("file") == "again.csv").height == 1


def test_several_files_of_orders_are_one_list() -> None:
    intake = load(
        [text("q1.csv", "account,date,amount\nA,2024-01-02,5\n"), text("q2.csv", "客户,日期,金额\nA,2024-04-02,7\n")]
    )
    assert lines(intake) == [("A", "2024-01-02", 5.0), ("A", "2024-04-02", 7.0)]
    assert intake.dataset.lines["source"].to_list() == [0, 1]
    assert intake.dataset.sources == ("q1.csv", "q2.csv")


def test_amount_is_quantity_times_price_less_discount_where_it_is_not_given() -> None:
    intake = orders("A,2024-01-02,3,9.99,10%,", "A,2024-01-02,3,9.99,,", "A,2024-01-02,3,9.99,10%,5",
                    header="account,date,quantity,price,discount,amount")  # fmt: skip
    assert money(intake, "amount") == [26.973, 29.97, 5.0]


def test_list_amount_is_undone_from_the_discount() -> None:
    intake = orders(
        "A,2024-01-02,80,0.2", "A,2024-01-02,80,0", "A,2024-01-02,80,1", header="account,date,amount,discount"
    )
    assert money(intake, "list_amount") == [100.0, None, None]


def test_margin_is_given_or_amount_less_cost() -> None:
    intake = orders(
        "A,2024-01-02,10,4,", "A,2024-01-02,10,,", "A,2024-01-02,10,4,1", header="account,date,amount,goods_cost,margin"
    )
    assert money(intake, "margin") == [6.0, None, 1.0]


def test_a_file_that_states_costs_does_not_fall_back_to_unit_costs() -> None:
    header = "account,date,amount,quantity,unit_cost"
    assert money(orders("A,2024-01-02,10,2,3", header=header), "margin") == [4.0]
    assert money(orders("A,2024-01-02,10,2,3,", header=header + ",goods_cost"), "margin") == [None]


def test_cancelled_orders_are_left_out_with_their_money_unless_chosen_otherwise() -> None:
    rows = ("A,2024-01-02,5, CANCELLED ", "A,2024-01-02,7,已取消", "A,2024-01-02,9,open")
    header = "account,date,amount,status"
    intake = orders(*rows, header=header)
    assert money(intake, "amount") == [9.0]
    assert sentences(intake, "left_out") == [
        'orders.csv, status: 1 line with "已取消" worth 7.00 is excluded.',
        'orders.csv, status: 1 line with "CANCELLED" worth 5.00 is excluded.',
    ]
    assert money(orders(*rows, header=header, exclude_status=()), "amount") == [5.0, 7.0, 9.0]
    assert money(orders(*rows, header=header, exclude_status=("Open",)), "amount") == [5.0, 7.0]


def test_lines_without_an_account_stay_and_are_reported_with_their_money() -> None:
    intake = orders("1,A,2024-01-02,5", "2,,2024-01-02,7", "3,-,2024-01-02,1")
    assert lines(intake) == [("A", "2024-01-02", 5.0), (None, "2024-01-02", 7.0), (None, "2024-01-02", 1.0)]
    assert sentences(intake, "no_account") == [
        "orders.csv: 2 lines worth 8.00 have no account. They are saved but not assigned to any account."
    ]


def test_without_order_ids_an_order_is_an_account_and_a_day() -> None:
    intake = orders(
        "A,2024-01-02,5", "A,2024-01-02,6", "A,2024-01-03,7", "B,2024-01-02,8", header="account,date,amount"
    )
    assert intake.dataset.lines["order"].to_list() == [0, 0, 1, 2]
    assert intake.dataset.orders["order_id"].to_list() == [None, None, None]


def test_bad_cells_name_line_column_and_value() -> None:
    intake = orders("A,2024-01-02,5", 'A,2024-01-02,"1,2OO"', "A,gestern,7", "A,2024-01-02,NaN", "A,2024-01-02,", ",,9",
                    "A,2024-01-02,900000000001", header="客户,订单日期,成交额")  # fmt: skip
    assert intake.findings.filter(pl.col("severity") == "reject")["message"].to_list() == [
        'orders.csv line 4, 订单日期: "gestern" is not a date. Hint: write 2024-03-05.',
        "orders.csv line 7, 订单日期 is blank but required.",
        'orders.csv line 3, 成交额: "1,2OO" is not a number. Hint: digits and one decimal mark.',
        'orders.csv line 5, 成交额: "NaN" is not a valid amount. Hint: correct the formula behind it.',
        'orders.csv line 8, 成交额: "900000000001" is too large for the amount of one line. Hint: check the unit.',
        "orders.csv line 6, 成交额: the row has no amount, and no quantity and price to calculate it.",
    ]
    assert intake.rejected.columns == ["file", "sheet", "line", "reason", "客户", "订单日期", "成交额"]
    assert intake.rejected["line"].to_list() == [3, 4, 5, 6, 7, 8]
    assert [(c.read, c.loaded, c.rejected) for c in intake.counts] == [(7, 1, 6)]


def test_a_bad_optional_cell_is_empty_and_reported() -> None:
    intake = orders("A,2024-01-02,5,many,1,inf", header="account,date,amount,quantity,price,margin")
    assert money(intake, "margin") == [None]
    assert intake.findings.select("severity", "rule", "column").rows() == [
        ("warn", "not_a_number", "quantity"),
        ("warn", "not_finite", "margin"),
    ]


def test_an_unreadable_part_of_a_computed_amount_refuses_the_row() -> None:
    header = "account,date,quantity,price,discount"
    intake = orders(
        "A,2024-01-02,2,5,0.1", "A,2024-01-02,2,5,some", "A,2024-01-02,x,5,0.1", "A,2024-01-02,2,,0.1", header=header
    )
    assert money(intake, "amount") == [9.0]
    assert intake.rejected["line"].to_list() == [3, 4, 5]


def test_when_every_row_is_bad_the_first_one_is_shown() -> None:
    with pytest.raises(
        Exception, match=r'o.csv: none of the 2 rows can be read. The first one: o.csv line 2, date: "x" is not a date'
    ):
        load([text("o.csv", "account,date,amount\nA,x,1\nA,y,2\n")])


def test_many_equal_faults_are_reported_as_a_count_and_all_rows_are_listed() -> None:
    intake = orders(*["A,2024-01-02,x"] * 45, "A,2024-01-02,1", *[",2024-01-02,"] * 33, header="account,date,amount")
    assert intake.rejected.height == 78
    messages = sentences(intake, "not_a_number")
    assert (len(messages), messages[-1]) == (31, "orders.csv, amount: 15 more lines have the same problem as line 2.")
    assert (
        sentences(intake, "missing_amount")[-1] == "orders.csv, amount: 3 more lines have the same problem as line 48."
    )


def test_an_ambiguous_day_is_a_question_and_its_answer_is_used() -> None:
    with pytest.raises(OpenQuestionError) as asked:
        orders("1,A,03/05/2024,5")
    assert asked.value.question == "date_order"
    assert str(asked.value).startswith('orders.csv, date: "03/05/2024" may be day/month or month/day')
    assert lines(orders("1,A,03/05/2024,5", date_order="mdy")) == [("A", "2024-03-05", 5.0)]
    assert lines(orders("1,A,03/05/2024,5", date_order="dmy")) == [("A", "2024-05-03", 5.0)]


def test_a_unit_in_the_header_multiplies_and_is_reported() -> None:
    intake = orders("A,2024-01-02,12.5", header="客户,日期,金额(万元)")
    assert money(intake, "amount") == [125_000.0]
    assert sentences(intake, "unit") == [
        "orders.csv, 金额(万元): the header says 万元, so every number was multiplied by 10000."
    ]


def test_discounts_are_shares_or_per_cent_for_the_whole_column() -> None:
    bare = "account,date,quantity,price,discount"
    with pytest.raises(OpenQuestionError) as asked:
        orders("A,2024-01-02,2,100,15", header=bare)
    assert asked.value.question == "discount"
    assert money(orders("A,2024-01-02,2,100,15", header=bare, discount="share"), "amount") == [170.0]
    assert money(orders("A,2024-01-02,2,100,15", header=bare, discount="money"), "amount") == [185.0]
    assert money(orders("A,2024-01-02,1,100,15", header="account,date,quantity,price,discount (%)"), "amount") == [85.0]
    assert money(orders("A,2024-01-02,1,100,15%", header="account,date,quantity,price,discount (%)"), "amount") == [
        85.0
    ]
    assert sentences(orders("A,2024-01-02,1,150", header="account,date,amount,discount"), "out_of_range")


def test_more_than_four_decimals_are_rounded_once_and_counted() -> None:
    intake = orders(
        "A,2024-01-02,1.00005",
        "A,2024-01-02,0.12345678",
        "A,2024-01-02,899999999999.9999",
        header="account,date,amount",
    )
    assert intake.dataset.lines["amount"].to_list()[1:] == [1235, 8_999_999_999_999_999]
    assert sentences(intake, "rounded") == [
        "orders.csv, amount: 2 lines have more than four decimals and were rounded."
    ]


def test_an_ambiguous_decimal_mark_is_reported() -> None:
    intake = orders("A,2024-01-02,5,1.234", "A,2024-01-02,5,2", header="account,date,amount,quantity")
    assert sentences(intake, "decimal_mark") == [
        'orders.csv line 2, quantity: "1.234" may mean thousands or decimals and is read as 1.234; '
        "the column does not show which."
    ]


def test_every_ambiguous_cell_is_reported_with_its_line() -> None:
    rows = ["A,2024-01-02,5,2", "A,2024-01-02,5,1.000", *["A,2024-01-02,5,1.234"] * 34]
    intake = orders(*rows, header="account,date,amount,quantity")
    findings = [found for found in intake.notes if found.rule == "decimal_mark"]
    assert 'line 3, quantity: "1.000" may mean thousands or decimals and is read as 1;' in str(findings[0].message)
    assert [(found.place.line, found.place.column) for found in findings[:-1]] == [
        (n, "quantity") for n in range(3, 33)
    ]
    assert str(findings[-1].message) == "orders.csv, quantity: 5 more lines have the same problem as line 3."


def test_a_chinese_amount_in_a_column_of_decimal_commas_is_reported_at_its_cell() -> None:
    intake = orders('A,2024-01-02,"2,50"', 'A,2024-01-02,"￥1,234"', "A,2024-01-02,1.2万", header="account,date,amount")
    assert money(intake, "amount") == [2.5, 1.234, 12_000.0]
    assert sentences(intake, "thousands") == [
        'orders.csv line 3, amount: "￥1,234" is read as 1.234 because the column uses decimal commas, '
        "although this looks like a thousands separator."
    ]


def test_the_currency_of_the_orders_is_that_of_the_data_set() -> None:
    header = "account,date,amount,currency"
    assert orders("A,2024-01-02,1,eur", header=header).dataset.currency == "EUR"
    assert orders("A,2024-01-02,1,", header=header, currency="CNY").dataset.currency == "CNY"


def test_implausible_dates_are_reported() -> None:
    assert sentences(orders("1,A,1970-01-02,5"), "old_date") == [
        "orders.csv: 1 line is dated before 1980, the first in line 2."
    ]


def test_spreadsheet_day_numbers_are_noted() -> None:
    intake = orders("1,A,45356,5")
    assert lines(intake) == [("A", "2024-03-05", 5.0)]
    assert len(sentences(intake, "serial")) == 1


def test_the_same_files_give_the_same_dataset() -> None:
    assert load([HEADS, LINES, PRODUCTS]).dataset.content_id == load([HEADS, LINES, PRODUCTS]).dataset.content_id


def test_a_missing_amount_names_its_column_so_that_the_cell_can_be_corrected() -> None:
    intake = orders("A,2024-01-02,5", "A,2024-01-02,", header="客户,日期,金额")
    (one_finding,) = [found for found in intake.notes if found.rule == "missing_amount"]
    assert (one_finding.place.line, one_finding.place.column) == (3, "金额")
    mended = orders("A,2024-01-02,5", "A,2024-01-02,", header="客户,日期,金额",
                    fixes=(CellFix("orders.csv", None, 3, "金额", "7"),))  # fmt: skip
    assert money(mended, "amount") == [5.0, 7.0]


def test_the_note_on_a_spreadsheets_dates_names_a_number_of_the_file() -> None:
    assert sentences(orders("1,A,2024-01-02,5", "2,A,45000,5"), "serial") == [
        "orders.csv, date: numbers such as 45000 were read as spreadsheet dates."
    ]
