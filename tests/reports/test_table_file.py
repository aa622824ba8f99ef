"""A table that was saved as a file comes back the same by an import."""

import datetime
from pathlib import Path

import pytest

from kam_core.intake import Choices, Upload, load
from kam_core.locale.language import Language
from kam_core.locale.languages import LANGUAGES
from kam_core.reports.table_file import FORMATS, rows_of, table_file
from kam_core.reports.templates import template_workbook
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.field import Kind, Table
from kam_core.vocabulary.message import UserError
from kam_core.vocabulary.tables import TABLES
from tests.reports.test_templates import filled

DEMO = Path(__file__).resolve().parents[2] / "data" / "demo"
ACCOUNTS = Upload("list.csv", b"account,name\n0042,Sample Ltd\n0043,Other Ltd\n", "accounts")
LANGUAGE_AND_FORM = [(code, form) for code in LANGUAGES for form in FORMATS]


def given(table: Table) -> Dataset:
    """Two rows by hand: all columns filled, and the required ones alone; text that looks like a formula."""
    whole = dict(filled(table))
    for field in table.fields:
        if field.kind is Kind.TEXT and field.name not in ("criterion", "stage", "kind"):
            whole[field.name] = '=1+1, "two"\nthree'
        if field.kind is Kind.NUMBER and field.low is None:
            whole[field.name] = 7.125
    second = {name: value if name in table.required else None for name, value in filled(table).items()}
    second |= {"account": "0043"} if table.has_account else {}
    if not table.has_account:
        second["month" if "month" in table.names else "date"] = datetime.date(2025, 1, 31)
    uploads = [Upload("something.xlsx", template_workbook(table, Language("en").say, [whole, second])), ACCOUNTS]
    return load(uploads, Choices(currency="CNY")).dataset


def back(name: str, content: bytes, form: str, *more: Upload) -> Dataset:
    return load([Upload(f"{name}.{form}", content), *more], Choices(currency="CNY")).dataset


@pytest.mark.parametrize(
    ("name", "code", "form"),
    [
        # One language and form a table, in turn: each is tried with a quarter of all tables.
        (name, *LANGUAGE_AND_FORM[place % len(LANGUAGE_AND_FORM)])
        for place, name in enumerate(TABLES)
    ],
)
def test_a_table_is_the_same_after_it_was_saved_and_loaded_again(name: str, code: str, form: str) -> None:
    table, dataset = TABLES[name], given(TABLES[name])
    again = back(name, table_file(dataset, name, form, code), form, ACCOUNTS)
    assert rows_of(again, table).equals(rows_of(dataset, table))
    if name not in ("transactions", "accounts"):
        assert rows_of(dataset, table).height == 2


@pytest.fixture(scope="module")
def demo() -> Dataset:
    files = sorted(DEMO.glob("*.csv"))
    uploads = [Upload(file.name, file.read_bytes(), role=file.stem) for file in files]
    return load(uploads, Choices(currency="CNY", name="Demo")).dataset


@pytest.mark.parametrize("name", ["touches", "plan", "needs", "feedback", "contacts", "opportunities"])
def test_a_table_of_the_demo_changes_nothing_when_it_is_loaded_again(demo: Dataset, name: str) -> None:
    accounts = Upload("accounts.csv", table_file(demo, "accounts", "csv", "en"))
    again = back(name, table_file(demo, name, "csv", "zh"), "csv", accounts)
    assert rows_of(again, TABLES[name]).equals(rows_of(demo, TABLES[name]))


def test_headers_and_words_are_the_readers_and_empty_columns_are_left_out(demo: Dataset) -> None:
    header, *_ = table_file(demo, "touches", "csv", "zh").decode("utf-8-sig").splitlines()
    assert header.startswith("客户,日期,类别")
    assert "Need id" not in table_file(demo, "needs", "csv", "en").decode()


def test_an_unknown_table_and_another_format_are_refused_with_those_that_there_are(demo: Dataset) -> None:
    with pytest.raises(UserError, match=r"There is no table wishes\. Tables: transactions, accounts"):
        table_file(demo, "wishes", "csv", "en")
    with pytest.raises(UserError, match=r"Use a file name ending in \.csv or \.xlsx"):
        table_file(demo, "plan", "pdf", "en")
