"""Templates: what a person fills in is read back without a question, in both languages."""

import datetime
import io
import re
import zipfile
from collections.abc import Mapping

import fastexcel
import polars as pl
import pytest

from kam_core.intake import Choices, Upload, load
from kam_core.intake.checking.example_rows import ACCOUNT, DAY, example_row, without_example
from kam_core.intake.detected_sheets import open_upload
from kam_core.intake.matching.table_detection import TableMatch, match_table
from kam_core.intake.shaping.table_shape import Sheet, shape_table
from kam_core.locale.language import Language
from kam_core.reports.templates import Cell, template_workbook, words
from kam_core.vocabulary.calendar import day_number, minute_number
from kam_core.vocabulary.field import Kind, Table
from kam_core.vocabulary.message import UserError
from kam_core.vocabulary.money import MONEY_SCALE
from kam_core.vocabulary.tables import TABLES
from tests.datasets import money
from tests.intake.handwritten_files import workbook

ACCOUNTS = Upload("list.csv", b"account,name,industry,region\n0042,Sample Ltd,steel,north\n", "accounts")


def filled(table: Table) -> Mapping[str, Cell]:
    """A row by hand: another account, another day, the last of the choices, no, and numbers within their bounds."""
    row: dict[str, Cell] = {}
    for field in table.fields:
        match field.kind:
            case Kind.DATE:
                row[field.name] = datetime.date(2025, 2, 28)
            case Kind.MOMENT:
                row[field.name] = datetime.datetime(2025, 2, 28, 9, 5)
            case Kind.FLAG:
                row[field.name] = False
            case Kind.CHOICE if field.choices:
                row[field.name] = field.choices[-1][0]
            case Kind.CHOICE:
                row[field.name] = "CNY"
            case Kind.COUNT | Kind.DAYS:
                row[field.name] = 2025.0
            case Kind.SHARE:
                row[field.name] = 0.125
            case Kind.MONEY | Kind.NUMBER | Kind.SCORE:
                row[field.name] = 1.5
            case _:
                row[field.name] = "007"
    if "criterion" in row:
        row["criterion"] = "fit"
    if "check" in row:
        row["check"] = "references"
    if table.has_account:
        row["account"] = "0042"
    return row | {name: None for name in ("parent", "referred_by") if name in row}


def stored(value: Cell, kind: Kind) -> object:
    if isinstance(value, datetime.datetime):
        return minute_number(value)
    if isinstance(value, datetime.date):
        return day_number(value)
    return money(float(value)) if kind is Kind.MONEY and value is not None else value


def read(content: bytes) -> tuple[Sheet, TableMatch]:
    """The one sheet of a workbook that is a table of ours, with the example still in it."""
    _, grids = open_upload(Upload("t.xlsx", content), Choices())
    sheets = [sheet for grid in grids if (sheet := shape_table(grid)) is not None]
    (found,) = [
        (sheet, table_match) for sheet in sheets if isinstance(table_match := match_table(sheet, None, {}), TableMatch)
    ]
    return found


@pytest.mark.parametrize("code", ["en", "zh"])
@pytest.mark.parametrize("name", TABLES)
def test_a_filled_in_template_is_loaded_without_any_mapping(name: str, code: str) -> None:
    table, row = TABLES[name], filled(TABLES[name])
    upload = Upload("something.xlsx", template_workbook(table, Language(code).say, [row]))
    intake = load([upload, ACCOUNTS])
    # Row 2 is the example, which is nobody's: see the tests below.
    assert set(intake.rejected["line"]) <= {2}
    assert not {found.severity for found in intake.notes if found.place.line != 2} & {"error", "ask", "reject", "warn"}
    # The sheet of notes is not spoken of: neither its lines nor its columns are anybody's table.
    (seen,) = [one for one in intake.file_summaries if one.file == "something.xlsx"]
    assert {found.place.sheet for found in intake.notes if found.place.file == "something.xlsx"} <= {seen.sheet}
    assert [one.read for one in intake.counts if one.file == "something.xlsx"] == [2]
    assert seen.table == name
    assert {column.field for column in seen.columns} == set(table.names)
    accounts = intake.dataset.accounts.filter(pl.col("account_id") == "0042")
    if name == "accounts":
        # The list that was given first describes the account.
        assert accounts.height == 1
        return
    if name == "transactions":
        (line,) = intake.dataset.lines.join(accounts.select("account"), on="account").rows(named=True)
        assert (line["day"], line["amount"]) == (day_number(datetime.date(2025, 2, 28)), money(1.5))
        return
    read_back = intake.dataset.tables[name]
    (loaded,) = (read_back.join(accounts.select("account"), on="account") if table.has_account else read_back).rows(
        named=True
    )
    for field in table.fields:
        if field.name != "account":
            assert loaded[field.name] == stored(row[field.name], field.kind), field.name


@pytest.mark.parametrize("code", ["en", "zh"])
@pytest.mark.parametrize("name", TABLES)
def test_the_untouched_example_row_is_left_out_and_noted(name: str, code: str) -> None:
    sheet, table_match = read(template_workbook(TABLES[name], Language(code).say, [filled(TABLES[name])]))
    left = without_example(sheet, table_match)
    assert (sheet.body.height, left.body.height) == (2, 1)
    assert left.left_out == sheet.left_out + 1
    assert [found.rule for found in left.findings if found.place.line == 2] == ["example"]


@pytest.mark.parametrize("code", ["en", "zh"])
def test_the_notes_alone_are_no_table_of_ours(code: str) -> None:
    upload = Upload("t.xlsx", template_workbook(TABLES["touches"], Language(code).say))
    notes = fastexcel.read_excel(upload.content).sheet_names[1]
    with pytest.raises(UserError, match="no column for"):
        load([upload], Choices(sheet=notes))


def test_a_sheet_of_ones_own_beside_a_template_is_still_reported() -> None:
    mine = workbook("mine.xlsx", {"Orders": [["account", "date", "amount"], ["A", "2024-01-02", 5]],
                                  "Notes": [["Column", "Content"], ["account", "the customer"]]})  # fmt: skip
    assert [(found.rule, found.place.sheet) for found in load([mine]).notes] == [("not_used", "Notes")]


def test_an_example_row_that_somebody_changed_stays() -> None:
    table = TABLES["account_costs"]
    changed = {**example_row(table), "amount": 1201.0}
    left = without_example(*read(template_workbook(table, str, [changed])))
    assert left.body["line"].to_list() == [3]


def test_a_file_with_nothing_but_the_example_is_refused_with_what_to_do() -> None:
    sheet, table_match = read(template_workbook(TABLES["needs"], str))
    with pytest.raises(UserError, match="Add your rows below it"):
        without_example(sheet, table_match)


@pytest.mark.parametrize("name", TABLES)
def test_every_example_is_within_the_rules_of_its_table(name: str) -> None:
    table, shown = TABLES[name], example_row(TABLES[name])
    assert shown.get("account", ACCOUNT) == ACCOUNT
    for field in table.fields:
        value = shown[field.name]
        assert value is not None or not field.required, field.name
        if isinstance(value, float | int) and not isinstance(value, bool):
            assert field.low is None or value >= field.low
            assert field.high is None or value <= field.high
        if field.kind is Kind.DATE:
            assert value == DAY
    assert all(float(v) * MONEY_SCALE % 1 == 0 for v in shown.values() if isinstance(v, float | int))


@pytest.mark.parametrize("code", ["en", "zh"])
def test_drop_downs_hold_words_that_the_import_knows_in_the_readers_language(code: str) -> None:
    say = Language(code).say
    for table in TABLES.values():
        for field in table.fields:
            allowed = words(table, field, say)
            assert len(set(allowed)) == len(allowed)
            for (word, others), shown in zip(field.choices, allowed, strict=False):
                assert shown in (word, *others)
                assert shown.isascii() == (code == "en")


def test_required_columns_are_marked_and_choices_and_bounds_are_checked_in_the_workbook() -> None:
    content = template_workbook(TABLES["needs"], str)
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        comments = book.read("xl/comments1.xml").decode()
    # account, horizon and need: columns A, B and C.
    assert re.findall(r'<comment ref="([A-Z]+1)"', comments) == ["A1", "B1", "C1"]
    assert '<dataValidation type="list" errorStyle="warning"' in sheet
    assert '"short,medium,long"' in sheet
    assert re.search(r'type="decimal"[^>]*sqref="E2:E5001"', sheet)


def test_a_template_is_the_same_file_every_time_and_holds_no_formula() -> None:
    first, second = (template_workbook(TABLES["contacts"], Language("zh").say) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as book:
        assert not any(b"<f>" in book.read(part) for part in book.namelist() if part.startswith("xl/worksheets/sheet"))


def test_the_notes_say_of_each_column_what_to_write_and_which_words_are_allowed() -> None:
    book = fastexcel.read_excel(template_workbook(TABLES["touches"], str))
    assert book.sheet_names == ["Touches", "Notes"]
    notes = book.load_sheet("Notes", dtypes="string").to_polars()
    by_column = {row["Column"]: row for row in notes.iter_rows(named=True)}
    assert set(by_column) >= {field.label for field in TABLES["touches"].fields}
    assert by_column["Direction"]["Allowed values"] == "in, out"
    assert (by_column["Account"]["Required"], by_column["Channel"]["Required"]) == ("yes", "")
    assert by_column["Date"]["Content"] == "A date, for example 2024-03-05."
