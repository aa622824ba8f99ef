"""Report layouts: values written once, group rows, periods in columns."""

import io

import polars as pl
import pytest
import xlsxwriter

from kam_core.intake import Choices, Intake, OpenQuestionError, Upload, load
from tests.intake.handwritten_files import lines, sentences, text


def read(content: str, **choices: object) -> Intake:
    return load([text("report.csv", content)], Choices(**choices))  # type: ignore[arg-type]


def asked(content: str, **choices: object) -> OpenQuestionError:
    with pytest.raises(OpenQuestionError) as question:
        read(content, **choices)
    return question.value


def totals(intake: Intake) -> dict[object, float]:
    sums: dict[object, float] = {}
    for account, _, amount in lines(intake):
        assert isinstance(amount, float)
        sums[account] = sums.get(account, 0.0) + amount
    return sums


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            "Invoice No,Client,Invoice Date,Item,Qty,Line Total\nR1,Acme,2023-04-01,Nut,2,20\n,,,Bolt,1,5\n"
            "R2,Zeta,2023-04-02,Nut,1,10\n",
            {"Acme": 25.0, "Zeta": 10.0},
        ),
        (
            "Order Number,Client,Order Date,Status,Item,Qty,Line Amount\n#7,Acme,2023-04-01,paid,Nut,1,20\n"
            "#7,,,,Bolt,1,5\n#8,Zeta,2023-04-02,cancelled,Nut,1,10\n#8,,,,Bolt,1,4\n",
            {"Acme": 25.0},
        ),
        (
            "Kunde;Datum;Betrag\nAcme;01.04.2023;20\n;05.05.2023;5\nSumme Acme;;25\nZeta;02.04.2023;10\n;07.06.2023;3\n"
            "Summe Zeta;;13\nGesamtsumme;;38\n",
            {"Acme": 25.0, "Zeta": 13.0},
        ),
        (
            "Client,Order Date,Amount\nAcme,2023-04-01,20\n,2023-05-05,5\nZeta,2023-04-02,10\n,2023-06-07,3\n",
            {"Acme": 25.0, "Zeta": 13.0},
        ),
    ],
    ids=["order on its first line", "order number on each line", "block with subtotals", "block with days anew"],
)
def test_a_customer_named_once_holds_for_the_rows_below(content: str, expected: dict[object, float]) -> None:
    intake = read(content)
    assert totals(intake) == expected
    assert len(sentences(intake, "filled_down")) == 1
    assert "warn" not in intake.findings["severity"].to_list()


def test_an_order_total_on_the_first_line_is_not_filled_down() -> None:
    intake = read(
        "Invoice No,Client,Invoice Date,Item,Qty,Price,Net Amount\nR1,Acme,2023-04-01,Nut,2,10,25\n,,,Bolt,1,5,\n"
    )
    assert totals(intake) == {"Acme": 25.0}


@pytest.mark.parametrize(
    "rows",
    [
        "1,Acme,2023-04-01,20\n2,,2023-04-02,5\n3,Zeta,2023-04-03,7\n4,Acme,2023-04-04,8\n5,Acme,2023-04-05,8\n",
        "1,0815.0,2023-04-01,20\n2,0816.0,2023-04-02,5\n3,,2023-04-03,7\n4,0815,2023-04-04,8\n5,0817,2023-04-04,8\n",
    ],
    ids=["customers come again", "numbers with and without a point"],
)
def test_a_line_without_customer_in_a_plain_list_stays_without(rows: str) -> None:
    intake = read(f"Order No,Customer,Order Date,Amount\n{rows}")
    assert None in totals(intake)
    assert sentences(intake, "filled_down") == []


def test_blanks_that_may_mean_the_value_above_are_asked_about() -> None:
    content = "Order Date,Client,Amount\n2023-04-01,Acme,20\n,Zeta,5\n,Yoko,6\n2023-04-02,Acme,7\n"
    question = asked(content)
    assert question.question == "fill_down"
    assert str(question).endswith("Repeat the value above?")
    assert totals(read(content, fill_down="yes")) == {"Acme": 27.0, "Zeta": 5.0, "Yoko": 6.0}
    assert totals(read(content, fill_down="no")) == {"Acme": 27.0}


def test_merged_cells_hold_for_all_their_rows() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet("Umsatz")
    for i, row in enumerate([["Client", "Order Date", "Order No", "Amount"], [None, "2023-04-01", "7", 20]]):
        sheet.write_row(i, 0, row)
    sheet.write_row(2, 1, ["2023-04-02", "8", 5])
    sheet.merge_range(1, 0, 2, 0, "Acme")
    sheet.write_row(3, 1, ["2023-04-03", "9", 4])
    book.close()
    intake = load([Upload("merged.xlsx", buffer.getvalue())])
    assert totals(intake) == {"Acme": 25.0, None: 4.0}


@pytest.mark.parametrize(
    "content",
    [
        "Revenue by client,,,\n,Date,No,Amount\nAcme,,,\n,2023-04-01,1,20\n,2023-04-02,2,5\nTotal for Acme,,,25\n"
        "Zeta,,,\n,2023-04-03,3,7\nTotal for Zeta,,,7\nTOTAL,,,32\n",
        "Date,No,Amount\nClient: Acme,,\n2023-04-01,1,20\n2023-04-02,2,5\nClient: Zeta,,\n2023-04-03,3,7\n",
        "日期,单号,金额\n客户：Acme,,\n2023-04-01,1,20\n2023-04-02,2,5\n小计,,25\n客户：Zeta,,\n2023-04-03,3,7\n小计,,7\n",
        "Client,Date,No,Amount\nAcme,,,\n,2023-04-01,1,20\n,2023-04-02,2,5\nZeta,,,\n,2023-04-03,3,7\nas of April,,,\n",
    ],
    ids=["column without a header", "label before the name", "Chinese label", "header and a remark below"],
)
def test_a_customer_above_its_rows_is_their_account(content: str) -> None:
    assert totals(read(content)) == {"Acme": 25.0, "Zeta": 7.0}


def test_unexplained_lines_above_rows_are_asked_about() -> None:
    content = ",Date,No,Amount\nAcme,,,\n,2023-04-01,1,20\n,2023-04-02,2,5\n"
    assert asked(content).question == "group_rows"
    assert totals(read(content, group_rows="account")) == {"Acme": 25.0}


@pytest.mark.parametrize(
    ("headers", "days"),
    [
        (("Apr 2023", "May 2023"), ("2023-04-01", "2023-05-01")),
        (("2023-04", "2023-05"), ("2023-04-01", "2023-05-01")),
        (("2023年4月", "2023年5月"), ("2023-04-01", "2023-05-01")),
        (("Q1 2023", "Q2 2023"), ("2023-01-01", "2023-04-01")),
        (("2022", "2023"), ("2022-01-01", "2023-01-01")),
        (("Dez 2022", "Jan 2023"), ("2022-12-01", "2023-01-01")),
    ],
)
def test_periods_in_columns_are_turned_when_a_person_says_so(headers: tuple[str, str], days: tuple[str, str]) -> None:
    content = f"Client,{headers[0]},{headers[1]},Grand Total\nAcme,20,5,25\nZeta,,7,7\nGrand Total,20,12,32\n"
    question = asked(content)
    assert question.question == "months"
    assert f"Acme | {days[0]} | 20" in str(question)
    assert lines(read(content, months="turn")) == [
        ("Acme", days[0], 20.0),
        ("Acme", days[1], 5.0),
        ("Zeta", days[1], 7.0),
    ]


@pytest.mark.parametrize(
    ("title", "answer"), [("Umsatz 2023,,\n", "turn"), ("", "2023")], ids=["year in the title", "year in the answer"]
)
def test_months_without_a_year_take_it_from_the_title_or_the_answer(title: str, answer: str) -> None:
    content = f"{title}Client,Nov,Dec,Jan\nAcme,20,5,1\n"
    assert asked(content).question == "months"
    days = [day for _, day, _ in lines(read(content, months=answer))]
    assert days == ["2023-11-01", "2023-12-01", "2024-01-01"]


def test_year_and_month_in_two_columns_are_the_first_day_of_the_month() -> None:
    intake = read("Client,Jahr,Monat,Umsatz\nAcme,2023,4,20\nZeta,2022,12,7\n")
    assert lines(intake) == [("Acme", "2023-04-01", 20.0), ("Zeta", "2022-12-01", 7.0)]
    assert len(sentences(intake, "date_parts")) == 1


def test_tables_side_by_side_are_read_as_one_and_warned_of() -> None:
    intake = read("Client,Date,Net,,Client,Date,Net\nAcme,2023-04-01,20,,Zeta,2023-04-02,7\nAcme,2023-04-03,5,,,,\n")
    assert totals(intake) == {"Acme": 25.0, "Zeta": 7.0}
    assert intake.findings.filter(pl.col("rule") == "side_by_side")["severity"].to_list() == ["warn"]


def test_header_rows_are_joined_to_names_that_we_know() -> None:
    intake = read(
        "Export,,,,\nClient,,Invoice,,Value\nCode,Name,No,Date,Net\nK1,Acme,R1,2023-04-01,20\nK2,Zeta,R2,2023-04-02,7\n"
    )
    assert totals(intake) == {"K1": 20.0, "K2": 7.0}


def test_a_row_of_data_that_repeats_our_words_is_not_the_header() -> None:
    content = "Client,Date,Net,Remark X\nAcme,2023-04-01,20,ok\nCustomer,Amount,Order Date,Status\n"
    assert totals(read(content)) == {"Acme": 20.0}


def test_text_that_blanks_align_is_read_in_columns() -> None:
    rows = ("Client     Order Date  Amount", "---------  ----------  ------", "Acme Ltd   2023-04-01  20")
    content = "\n".join([*rows, "Zeta       2023-04-02   7", ""])
    assert totals(read(content)) == {"Acme Ltd": 20.0, "Zeta": 7.0}


def test_rejected_rows_tell_their_money() -> None:
    intake = read("Customer,Date,Amount\nAcme,2023-04-01,20\nZeta,soon,7.50\n")
    (message,) = sentences(intake, "rejected_money")
    assert "7.50" in message


@pytest.mark.parametrize(
    ("header", "rows", "days"),
    [
        ("Client,Year,Quarter,Revenue", ("Acme,2023,Q2,20", "Zeta,2023,Q4,7"), ("2023-04-01", "2023-10-01")),
        ("客户,年度,会计期间,金额", ("Acme,2023,004,20", "Zeta,2023,012,7"), ("2023-04-01", "2023-12-01")),
        ("Client,Year,Month,Day,Revenue", ("Acme,2023,April,9,20", "Zeta,2023,May,31,7"), ("2023-04-09", "2023-05-31")),
    ],
)
def test_parts_of_a_date_in_columns_of_their_own_are_the_date(
    header: str, rows: tuple[str, str], days: tuple[str, str]
) -> None:
    intake = read("\n".join([header, *rows]))
    assert lines(intake) == [("Acme", days[0], 20.0), ("Zeta", days[1], 7.0)]


def test_days_within_the_block_of_a_customer_are_filled_with_it() -> None:
    intake = read("Client,Date,Item,Net\nAcme,2023-04-01,A,20\n,,B,5\n,2023-05-01,C,3\nZeta,2023-04-02,A,7\n,,B,2\n")
    assert totals(intake) == {"Acme": 28.0, "Zeta": 9.0}


@pytest.mark.parametrize(
    "content",
    [
        "Name,Region,Industry,Revenue\nAcme,,,\nZeta,North,Food,5\n",
        "Customer,Date,Month,Year,Net\nAcme,2023-04-01,4,2023,20\nZeta,2023-05-01,5,2023,7\n",
        "Sales 2023,,,\nCustomer,Date,No,Net\nAcme,2023-04-01,1,20\nZeta,2023-04-02,2,20\nYoko,2023-04-02,3,40\n",
        "No,Line,Customer,Date,Item,Qty,Net\n1,1,Acme,2023-04-01,A,1,20\n1,2,Acme,2023-04-01,B,2,5\n",
        "Customer,Date,Net,Jan Flag,Feb Flag\nAcme,2023-04-01,20,1,0\nZeta,2023-04-02,5,0,1\n",
    ],
    ids=["an account with its name only", "month beside the date", "title", "orders of two lines", "flags by month"],
)
def test_a_plain_table_raises_no_alarm(content: str) -> None:
    assert set(read(content).findings["severity"]) <= {"note"}


def test_another_table_behind_a_blank_column_is_warned_of() -> None:
    intake = read("Client,Date,Net,,Kunde,Datum,Betrag\nAcme,2023-04-01,20,,Zeta,2023-04-02,7\n")
    assert totals(intake) == {"Acme": 20.0}
    assert "Kunde, Datum, Betrag" in sentences(intake, "side_by_side")[0]
