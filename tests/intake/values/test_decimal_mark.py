"""Amounts such as 1.234: read by what the file proves, asked about where it proves nothing."""

import pytest

from kam_core.intake import Choices, OpenQuestionError, load
from tests.intake.handwritten_files import lines, text, workbook

ROWS = (("Ahorn", "2024-04-03", "2.500"), ("Birke", "2024-04-04", "750"))


def file(*rows: tuple[str, ...], mark: str = ";", head: tuple[str, ...] = ("account", "date", "amount")) -> str:
    return "\n".join(mark.join(row) for row in (head, *rows)) + "\n"


def amounts(content: str, **choices: object) -> list[object]:
    return [amount for _, _, amount in lines(load([text("o.csv", content)], Choices(**choices)))]  # type: ignore[arg-type]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_an_ambiguous_decimal_mark_is_asked_and_the_answer_applied(mark: str) -> None:
    content = file(*ROWS, mark=mark)
    with pytest.raises(OpenQuestionError, match=r"2500 or 2\.500") as asked:
        amounts(content)
    assert asked.value.question == "decimal_mark"
    assert amounts(content, decimal_mark="comma") == [2500.0, 750.0]
    assert amounts(content, decimal_mark="point") == [2.5, 750.0]
    assert amounts(content, files={"o.csv": {"decimal_mark": "comma"}}) == [2500.0, 750.0]


@pytest.mark.parametrize(
    ("header", "cell", "expected"),
    [("Gewicht", "99,50", 2500.0), ("Cost", "99.50", 2.5), ("quantity", "0,5", 2500.0), ("Rate", "1.234.567", 2500.0)],
)
def test_another_column_of_the_file_proves_the_mark(header: str, cell: str, expected: float) -> None:
    rows = [(*row, cell) for row in ROWS]
    assert amounts(file(*rows, head=("account", "date", "amount", header))) == [expected, 750.0]


@pytest.mark.parametrize(("header", "cell"), [("order_id", "1,5"), ("Note", "1,5"), ("Ship date", "03.04.2024")])
def test_numbers_in_names_and_dates_prove_nothing(header: str, cell: str) -> None:
    rows = [(*row, cell) for row in ROWS]
    with pytest.raises(OpenQuestionError):
        amounts(file(*rows, head=("account", "date", "amount", header)))


def test_a_comma_in_a_file_of_commas_parts_thousands() -> None:
    intake = load([text("o.csv", 'account,date,amount\nA,2024-04-03,"2,500"\nA,2024-04-04,750\n')])
    assert [amount for _, _, amount in lines(intake)] == [2500.0, 750.0]
    assert not [one for one in intake.notes if one.severity != "note"]


def test_an_answer_does_not_change_what_the_column_proves() -> None:
    proof = ("Linde", "2024-04-05", "1.250,75")
    assert amounts(file(*ROWS, proof), decimal_mark="point") == [2500.0, 750.0, 1250.75]


def test_stored_numbers_of_a_workbook_are_not_asked_about_and_text_in_it_is() -> None:
    head: list[object] = ["account", "date", "amount"]
    stored = workbook("o.xlsx", {"Orders": [head, ["A", "2024-04-03", 2.125]]})
    assert [amount for _, _, amount in lines(load([stored]))] == [2.125]
    with pytest.raises(OpenQuestionError):
        load([workbook("o.xlsx", {"Orders": [head, ["A", "2024-04-03", "2.500"]]})])
