"""Ids that programs have written in several ways are one id, and every change is told."""

import polars as pl
import pytest

from kam_core.intake import Choices, load
from kam_core.intake.findings import Place
from kam_core.intake.values.ids import repair_ids
from tests.intake.handwritten_files import lines, orders, sentences, text


def read(*cells: str) -> tuple[list[str], list[str]]:
    ids, findings = repair_ids(pl.Series(list(cells)), Place("f.csv"))
    return ids.to_list(), [f"{one.severity} {one.rule}" for one in findings]


@pytest.mark.parametrize(
    ("cells", "expected", "rule"),
    [
        (["4711.0", "4711", "SHOP"], ["4711", "4711", "SHOP"], "id_as_number"),
        (["88.00", "89.00"], ["88", "89"], "id_as_number"),
        (["12,345", "999"], ["12345", "999"], "id_grouped"),
        (["K\u00a07", "K 7", "K\u30007", "K\u200b 7"], ["K 7", "K 7", "K 7", "K 7"], "id_blanks"),
        (["００７", "A－１２", "西店１"], ["007", "A-12", "西店１"], "id_width"),
        (["'0042", "0042"], ["0042", "0042"], "id_apostrophe"),
    ],
)
def test_spellings_of_one_id_become_one_and_a_note_says_so(cells: list[str], expected: list[str], rule: str) -> None:
    assert read(*cells) == (expected, [f"note {rule}"])


@pytest.mark.parametrize("cells", [["1.0", "1.5"], ["12,345", "7,5"], ["'Neill", "'t Hof"], ["00017", "Olm & Co."]])
def test_ids_that_only_look_alike_stay_as_they_are(cells: list[str]) -> None:
    assert read(*cells) == (cells, [])


def test_text_that_is_written_as_a_formula_is_the_text() -> None:
    rows = ['"=""0815""",="2024-02-01","=""1,050.25"""', "0815,2024-02-02,4", '"=""Gray """"X""""""",2024-02-03,5']
    intake = orders(*rows, header='="account",date,amount')
    assert lines(intake) == [("0815", "2024-02-01", 1050.25), ("0815", "2024-02-02", 4.0),
                             ('Gray "X"', "2024-02-03", 5.0)]  # fmt: skip
    assert len(sentences(intake, "text_formula")) == 1


def test_invisible_marks_around_cells_are_no_part_of_them() -> None:
    upload = text(
        "o.csv", "account;date;amount\n\u200eBirke\u200f;\u200e5.2.2024;\u200e10,5\u200f\n\ufeffBirke ;6.2.2024;2\n"
    )
    assert lines(load([upload], Choices())) == [("Birke", "2024-02-05", 10.5), ("Birke", "2024-02-06", 2.0)]
