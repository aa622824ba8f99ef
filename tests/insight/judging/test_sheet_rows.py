"""Sheet of marks: what it contains is what the import reads back."""

import pytest

from kam_core.insight.judging.sheet_rows import sheet_rows
from kam_core.intake import Choices, Upload, load
from kam_core.locale.language import Language
from kam_core.reports.table_file import rows_of
from kam_core.reports.templates import template_workbook
from kam_core.vocabulary.tables.judgement import ASSESSMENTS

ACCOUNTS = Upload("list.csv", b"account,name\n0042,Sample Ltd\n0043,Other Ltd\n", "accounts")
MARKS = Upload(
    "marks.csv",
    (
        "account,criterion,score,assessed_on,assessor,evidence\n"
        "0042,Lighthouse,4,2024-03-05,Li Na,=1+1\n"
        "0042,trust,2,2024-03-06,Wang,https://example.org/a\n"
        "0043,忠诚度,5,,,\n"
        "0043,vision,3,2024-03-07,Li Na,\n"
    ).encode(),
    "assessments",
)


@pytest.mark.parametrize("code", ["en", "zh"])
def test_a_sheet_of_marks_is_read_back_as_the_same_marks(code: str) -> None:
    first = load([MARKS, ACCOUNTS], Choices(currency="CNY")).dataset
    criteria = ("brand_lighthouse", "trust", "loyalty")
    rows = sheet_rows(first, ["0042", "0043"], criteria)
    assert [(row["account"], row["criterion"], row["score"]) for row in rows] == [
        ("0042", "brand_lighthouse", 4), ("0042", "trust", 2), ("0043", "loyalty", 5),
    ]  # fmt: skip
    book = Upload("assessments.xlsx", template_workbook(ASSESSMENTS, Language(code).say, rows))
    again = load([book, ACCOUNTS], Choices(currency="CNY")).dataset
    written = rows_of(first, ASSESSMENTS)
    assert rows_of(again, ASSESSMENTS).equals(written.filter(written["criterion"].is_in(criteria)))


def test_a_mark_of_six_is_rejected_with_its_cell_and_an_unknown_criterion_is_named() -> None:
    upload = Upload("marks.csv", b"account,criterion,score\n0042,trust,6\n0042,charm,3\n0042,vision,3\n", "assessments")
    found = load([upload, ACCOUNTS], Choices(currency="CNY"))
    messages = found.findings["message"].to_list()
    assert any("charm" in message for message in messages)
    rows = rows_of(found.dataset, ASSESSMENTS)
    assert ("trust", 6.0) not in list(zip(rows["criterion"], rows["score"], strict=True))
    assert ("vision", 3.0) in list(zip(rows["criterion"], rows["score"], strict=True))
