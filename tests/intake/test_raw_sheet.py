"""A sheet as it is: types told by headers and cells, headers in odd places, totals, what is hidden."""

import datetime
import io

import pytest
import xlsxwriter

from kam_core.intake import Choices, OpenQuestionError, RawSheet, Upload, read_raw_sheet
from kam_core.intake.values.value_kinds import type_by_header
from kam_core.vocabulary.message import UserError
from tests.intake.handwritten_files import text, workbook


def raw(content: str, **choices: str) -> RawSheet:
    return read_raw_sheet(text("f.csv", content), Choices(**choices))  # type: ignore[arg-type]


def rules(found: RawSheet) -> list[tuple[str, str]]:
    return [(one.severity, one.rule) for one in found.findings]


@pytest.mark.parametrize(
    ("header", "kind"),
    [("客户编号", "id"), ("银行账号", "id"), ("联系电话", "id"), ("Order No.", "id"), ("postal code", "id"),
     ("合同签订日期", "date"), ("Delivery Date", "date"), ("毛利率", "pct"), ("Win rate", "pct"), ("折扣 %", "pct"),
     ("含税总额", "num"), ("Freight cost", "num"), ("收货地址", "str"), ("Remarks", "str"), ("客戶編號", "id"),
     ("whatever", None)],
)  # fmt: skip
def test_a_header_tells_the_type_of_its_column(header: str, kind: str | None) -> None:
    assert type_by_header(header) == kind


def test_cells_tell_the_type_where_the_header_does_not() -> None:
    found = raw("a,b,c,d,e,f\n001,5%,1.5,2024-01-02,20240102,x\n002,6%,2.5,2024-01-03,20240103,7\n")
    assert found.types == ("id", "pct", "num", "date", "date", "str")
    assert found.frame["e"].to_list() == [datetime.date(2024, 1, 2), datetime.date(2024, 1, 3)]


def test_a_column_of_half_numbers_stays_text_and_is_a_warning() -> None:
    found = raw("customer,x\nA,1\nB,red\nC,2\nD,blue\n")
    assert found.types[1] == "str"
    assert rules(found) == [("warn", "mixed_column")]


def test_columns_keep_their_own_names_in_one_spelling_and_apart() -> None:
    found = raw("客户编号, 金额（元）　,金额（元）\nA,1,2\n")
    assert found.frame.columns == ["客户编号", "金额(元)", "金额(元) (2)"]


def test_a_word_for_a_missing_value_is_null_and_infinity_is_null_with_a_finding() -> None:
    found = raw("account,amount\nA,-\nB,暂无\nC,inf\nNA,5\n")
    assert found.frame.rows() == [("A", None), ("B", None), ("C", None), ("NA", 5.0)]
    assert rules(found) == [("warn", "not_finite")]


def test_an_error_cell_refuses_its_row_in_any_column() -> None:
    found = raw("account,name,amount\nA,#N/A,5\nB,b,6\n")
    assert found.frame["account"].to_list() == ["B"]
    assert found.rejected.select("line", "account").rows() == [(2, "A")]


@pytest.mark.parametrize(
    "ids", [["6.22202E+18", "6.22203E+18"], ["6222021234567890000", "6222021234567890000"], ["1,2E+11", "9"]]
)
def test_ids_that_a_spreadsheet_damaged_are_warned_of(ids: list[str]) -> None:
    rows = "\n".join(f'"{one}",{n}' for n, one in enumerate(ids))
    assert ("warn", "damaged_id") in rules(raw(f"账号,余额\n{rows}\n"))


def test_long_ids_and_leading_zeros_are_preserved_without_a_warning() -> None:
    found = raw("账号,余额\n6222021234567890123,1\n0006222021234567890,2\n")
    assert found.frame["账号"].to_list() == ["6222021234567890123", "0006222021234567890"]
    assert rules(found) == []


def test_dates_of_both_orders_in_one_column_are_warned_of() -> None:
    found = raw("account,date\nA,13/02/2024\nB,14/02/2024\nC,02/15/2024\nD,03/04/2024\n")
    assert found.frame["account"].to_list() == ["A", "B", "D"]
    assert rules(found) == [("warn", "mixed_date_order"), ("reject", "not_a_date")]


def test_a_header_of_two_rows_gives_the_lower_names_and_the_upper_ones_in_the_gaps() -> None:
    found = raw("客户编号,客户名称,销售额,,订单日期\n,,2023,2024,\nA,甲,5,6,2024-01-02\nB,乙,7,8,2024-01-03\n")
    assert found.frame.columns == ["客户编号", "客户名称", "2023", "2024", "订单日期"]
    assert found.frame.height == 2
    assert rules(found) == [("note", "two_row_header")]


def test_repeated_names_of_a_lower_header_row_are_distinguished_by_the_row_above() -> None:
    found = raw("客户,,线上,,线下,\n客户编号,客户名称,数量,金额,数量,金额\nA,甲,1,2,3,4\nB,乙,5,6,7,8\n")
    assert found.frame.columns == ["客户编号", "客户名称", "线上 数量", "线上 金额", "线下 数量", "线下 金额"]
    assert found.frame.row(0) == ("A", "甲", 1.0, 2.0, 3.0, 4.0)


def test_a_row_of_data_with_an_empty_cell_above_another_is_no_second_header() -> None:
    found = raw("客户编号,,金额\nA,x,5\nB,y,6\n")
    assert found.frame.columns == ["客户编号", "column 2", "金额"]
    assert found.frame.height == 2


@pytest.mark.parametrize("first", ["000123,甲公司,贸易,5", "A1,贸易,2024-01-02,6", "x,,5,\ny,贸易,5,7"])
def test_a_table_that_begins_with_data_is_asked_about(first: str) -> None:
    with pytest.raises(OpenQuestionError) as asked:
        raw(f"{first}\n000124,乙公司,电子,7\n")
    assert asked.value.question == "header"


def test_a_total_row_is_known_by_its_word_and_its_lack_of_others() -> None:
    found = raw("客户编号,名称,q1,q2,q3,q4\nA,甲,1,2,3,4\nTotal,合计店,1,1,1,1\n合计,,2,3,4,5\n")
    assert found.frame["客户编号"].to_list() == ["A", "Total"]
    assert rules(found) == [("note", "totals")]


def test_backslashes_before_quotation_marks_are_escapes_and_others_are_letters() -> None:
    found = raw('account,note,amount\nA,"say \\"yes\\", twice",1\nB,"C:\\\\dir",2\nC,plain,3\n')
    assert found.frame["note"].to_list() == ['say "yes", twice', "C:\\dir", "plain"]
    assert rules(found) == [("note", "backslash")]
    paths = raw('account,note,amount\nA,"C:\\dir\\",1\nB,"D:\\",2\n')
    assert paths.frame["note"].to_list() == ["C:\\dir\\", "D:\\"]


def test_full_width_marks_may_part_the_cells() -> None:
    for mark in "，；":
        assert raw("客户编号,金额\nA,5\nB,6\n".replace(",", mark)).frame.rows() == [("A", 5.0), ("B", 6.0)]


def test_hidden_rows_and_columns_are_read_and_noted() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet("s")
    for i, row in enumerate([["account", "name", "amount"], ["A", "a", 1], ["B", "b", 2]]):
        sheet.write_row(i, 0, row)
    sheet.set_row(1, None, None, {"hidden": True})
    sheet.set_column(1, 1, None, None, {"hidden": True})
    sheet.set_column(5, 16_000, None, None, {"hidden": True})
    book.close()
    found = read_raw_sheet(Upload("f.xlsx", buffer.getvalue()), Choices())
    assert found.frame.rows() == [("A", "a", 1.0), ("B", "b", 2.0)]
    assert [str(one.message) for one in found.findings] == [
        "f.xlsx [s]: 1 hidden row and 1 hidden column were read like the others."
    ]


def test_a_total_that_fills_its_row_is_known_by_its_sums_and_else_warned_of() -> None:
    rows = "客户,数量,金额\nA,2,5.5\nB,3,6\n"
    summed = raw(rows + "总 计,5,11.5\n")
    assert (summed.frame.height, rules(summed)) == (2, [("note", "totals")])
    other = raw(rows + "Total,9,9\n")
    assert (other.frame.height, rules(other)) == (3, [("warn", "maybe_total")])


def test_remarks_below_the_table_are_no_rows_but_a_short_row_is_one() -> None:
    found = raw("客户编号,名称,金额\nA,甲,5\nB,,\n制表人：张三,,\n\n备注：截至三月\n")
    assert found.frame["客户编号"].to_list() == ["A", "B"]
    assert ("note", "footer") in rules(found)


def test_a_narrower_table_of_unknown_words_below_a_gap_is_warned_of() -> None:
    found = raw("客户编号,名称,金额\nA,甲,5\nB,乙,6\n\nfoo,bar\nx,7\n")
    assert ("warn", "second_table") in rules(found)


def test_a_mark_that_is_open_in_the_last_row_is_warned_of() -> None:
    found = raw('客户编号,名称,金额\nA,甲,5\nB,"乙,6\n')
    assert found.frame.rows() == [("A", "甲", 5.0), ("B", "乙", 6.0)]
    assert rules(found) == [("warn", "stray_quote")]


def test_years_of_two_digits_may_stand_first() -> None:
    days = [datetime.date(2024, 3, 5), datetime.date(2024, 12, 31)]
    assert raw("编号,日期\n1,24-03-05\n2,24-12-31\n").frame["日期"].to_list() == days
    assert raw("编号,日期\n1,05/03/24\n2,31/12/24\n").frame["日期"].to_list() == days


def test_thousands_are_no_doubt_where_commas_part_the_cells() -> None:
    assert rules(raw('编号,金额\n1,"1,234"\n2,"5,678"\n')) == []
    assert rules(raw("编号;金额\n1;1,234\n2;5,678\n")) == [("warn", "decimal_mark")]


def test_rates_above_one_without_a_sign_stay_and_are_a_warning() -> None:
    found = raw("客户,毛利率\nA,23.5\nB,18\n")
    assert (found.frame["毛利率"].to_list(), rules(found)) == ([23.5, 18.0], [("warn", "percent")])


def test_cells_that_no_delimiter_parts_are_warned_of() -> None:
    assert rules(raw("customer~amount\nA~5\nB~6\n")) == [("warn", "one_column")]


def test_cells_that_blanks_align_are_columns() -> None:
    found = raw("customer  amount\nA  5\nB  6\n")
    assert found.frame["amount"].to_list() == [5.0, 6.0]
    assert rules(found) == [("note", "aligned")]


def test_a_picture_is_no_table() -> None:
    with pytest.raises(UserError, match=r"f\.csv is a picture"):
        read_raw_sheet(Upload("f.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 5), Choices())
    with pytest.raises(UserError, match=r"f\.csv is not a readable spreadsheet"):
        read_raw_sheet(Upload("f.csv", bytes(range(1, 256)) * 5), Choices())


def test_ids_of_nineteen_digits_that_went_through_a_number_are_warned_of() -> None:
    rows: list[list[object]] = [["账号", "余额"], [6222021234567890123, 1], [6222021234567890124, 2]]
    found = read_raw_sheet(workbook("f.xlsx", {"s": rows}), Choices())
    assert found.frame["账号"].n_unique() == 1
    assert rules(found) == [("warn", "damaged_id")]


def test_a_table_with_only_a_total_has_no_rows() -> None:
    with pytest.raises(UserError, match=r"f\.csv: there is a header but no rows"):
        raw("客户编号,名称,金额\n合计,,5\n")
