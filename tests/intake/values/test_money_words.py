"""Amounts of money with words and signs around their digits, as shops and books write them."""

import polars as pl
import pytest

from kam_core.intake.values.numbers import parse_numbers
from tests.intake.handwritten_files import lines, orders, sentences


def read(*cells: str) -> list[float | None]:
    return parse_numbers(pl.Series(list(cells), dtype=pl.String), money=True).values.to_list()


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2.5k", 2500), ("$3M", 3e6), ("€1.2bn", 1.2e9), ("4 Mio. €", 4e6), ("7 тыс. руб.", 7000), ("1.5만원", 15_000),
        ("₹3 Cr", 3e7), ("2 lakh", 200_000), ("2.5萬", 25_000), ("9.5 CR", -9.5), ("DR 40", 40), ("-负3", None),
        ("人民币1,500元整", 1500), ("RMB 88元", 88), ("叁仟伍佰元整", 3500), ("贰拾元伍角整", 20.5), ("三千二", 3200),
        ("三千零二", 3002), ("一亿二千万", 120_000_000), ("十五", 15), ("负贰佰元", -200), ("壹万贰元", None),
        ("一一", None),
        ("45,000원", 45_000), ("1,200円", 1200), ("₺10.50", 10.5), ("15 zł", 15), ("kr 99.95", 99.95),
        ("R$ 8.25", 8.25),
        ("Rs. 12,34,567", 1_234_567), ("CHF 2'500.75", 2500.75), ("Fr. 12.–", 12), ("12,- €", 12), ("USD -5", -5),
        ("AED 15.25", 15.25), ("٣٬٤٥٠٫٢٥", 3450.25), ("۱۲", 12), ("१२", 12), ("`12`", None), ("12 CR-", None),
        ("75¢", None),
        ("12.5kg", None), ("3 pcs", None), ("8 Stück", None), ("元", None), ("k", None), ("M", None),
    ],
)  # fmt: skip
def test_an_amount_is_read_with_the_words_around_it(cell: str, expected: float | None) -> None:
    assert read(cell, "1.25") == [expected, 1.25]


def test_decimal_commas_go_with_every_currency() -> None:
    assert read("1.050,50 TL", "2 000,75 Kč", "3.000,00 zł", "4,5 Mio. kr") == [1050.5, 2000.75, 3000, 4_500_000]


def test_pieces_and_weights_are_no_money_and_the_row_is_told() -> None:
    intake = orders("1,A,2024-03-05,12.5kg", "2,A,2024-03-06,7件", "3,A,2024-03-07,7元")
    assert lines(intake) == [("A", "2024-03-07", 7.0)]
    assert len(sentences(intake, "no_money")) == 2


def test_credits_are_negative_and_said_and_doubted_where_nothing_else_is_there() -> None:
    mixed = orders("1,A,2024-03-05,12.50 CR", "2,A,2024-03-06,20 DR")
    assert [amount for _, _, amount in lines(mixed)] == [-12.5, 20.0]
    assert [one.severity for one in mixed.notes if one.rule == "credits"] == ["note"]
    only = orders("1,A,2024-03-05,12.50 CR", "2,A,2024-03-06,20 CR")
    assert [one.severity for one in only.notes if one.rule == "credits"] == ["warn"]


def test_letters_behind_a_count_stay_what_they_are() -> None:
    assert parse_numbers(pl.Series(["2m", "5", "7k"])).values.to_list() == [None, 5, None]
