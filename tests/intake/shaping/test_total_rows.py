"""Rows of totals: known by their words and their sums; an account may be called like one."""

import pytest

from kam_core.intake import Choices, Intake, load
from tests.intake.handwritten_files import lines, sentences, text


def read(content: str, **choices: object) -> Intake:
    return load([text("report.csv", content)], Choices(**choices))  # type: ignore[arg-type]


def totals(intake: Intake) -> dict[object, float]:
    sums: dict[object, float] = {}
    for account, _, amount in lines(intake):
        assert isinstance(amount, float)
        sums[account] = sums.get(account, 0.0) + amount
    return sums


@pytest.mark.parametrize("word", ["Total", "Итого по", "Razem", "Totale", "Summe", "Toplam"])
def test_totals_with_the_day_of_the_month_s_end_are_left_out(word: str) -> None:
    rows = ("Acme,2023-04-01,20", "Acme,2023-04-03,5", f"{word} Acme,2023-04-30,25")
    content = "\n".join(["Customer,Date,Amount", *rows, f"{word.split()[0]},2023-04-30,25", ""])
    assert totals(read(content)) == {"Acme": 25.0}


@pytest.mark.parametrize("name", ["Total Energies", "Summe GmbH", "Sum Yung", "Grand Total Fitness", "小计餐饮"])
def test_an_account_may_be_called_like_a_total(name: str) -> None:
    intake = read(f"Customer,Date,Amount\nAcme,2023-04-01,20\n{name},2023-04-03,7\nAcme,2023-04-04,5\n")
    assert totals(intake) == {"Acme": 25.0, name: 7.0}


def test_a_line_with_only_sums_is_a_total() -> None:
    intake = read("Customer,Date,Item,Qty,Amount\nAcme,2023-04-01,Nut,1,20\nZeta,2023-04-02,Nut,2,7\n,,,3,27\n")
    assert totals(intake) == {"Acme": 20.0, "Zeta": 7.0}
    assert len(sentences(intake, "totals")) == 1


def test_a_total_behind_the_name_that_it_is_of_is_left_out() -> None:
    rows = ("Acme,1,2023-04-01,20", "Acme,2,2023-04-03,5", "Acme,Total,2023-04-30,25", "Zeta,3,2023-04-02,7")
    intake = read("\n".join(["Customer,Order No,Date,Amount", *rows, "Zeta,Total,2023-04-30,7", ""]))
    assert totals(intake) == {"Acme": 25.0, "Zeta": 7.0}
    result = read("Customer,Item,Date,Amount\nAcme,Nut,2023-04-01,20\nAcme,Total,2023-04-02,8\n")
    assert totals(result) == {"Acme": 28.0}
