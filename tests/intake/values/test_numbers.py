"""The ways in which people and programs write numbers."""

import math

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kam_core.intake.values.numbers import parse_numbers


def read(*cells: str | None) -> list[float | None]:
    return parse_numbers(pl.Series(list(cells), dtype=pl.String)).values.to_list()


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1,234,567.89", "980,000", "-12,500.50"], [1234567.89, 980000, -12500.5]),
        (["1.234.567,89", "980.000", "-12.500,50"], [1234567.89, 980000, -12500.5]),
        (["1 234 567,89", "98'000,5", "12\u202f500,5"], [1234567.89, 98000.5, 12500.5]),
        (["12,34,567.50"], [1234567.5]),
        (["12.5万", "1.2亿", "3千", "5千万", "0.5万元", "2万亿"], [125000, 120000000, 3000, 50000000, 5000, 2e12]),
        (["1亿2000万", "1万5千", "2亿零50万元", "-1万2千"], [120000000, 15000, 200500000, -12000]),
        (["(1,234.50)", "500-", "−300", "￥-200", "-￥100"], [-1234.5, -500, -300, -200, -100]),
        (["(￥7)", "￥(7)", "△8", "- 9"], [-7, -7, -8, -9]),
        (["￥1,234", "$5.5", "€7", "£8", "9 EUR", "CNY 10"], [1234, 5.5, 7, 8, 9, 10]),
        (["１２３４", "１，２３４．５", "－５０"], [1234, 1234.5, -50]),
        (["23.5%", "-5%", "100%"], [0.235, -0.05, 1]),
        (["86元", "1473个", "3 件", "+4"], [86, 1473, 3, 4]),
        (["1e3", "1.23E+05", "2"], [1000, 123000, 2]),
        ([".5", "5.", None], [0.5, 5, None]),
    ],
)  # fmt: skip
def test_a_number_is_read_as_a_person_reads_it(cells: list[str], expected: list[float]) -> None:
    assert read(*cells) == expected


@pytest.mark.parametrize(
    "cell", ["1,2OO", "x", "12 34", "1,23,4", "2024-03-05", "1.2.3", "--", "(500", "元", "%", "5千1万"]
)
def test_what_is_no_number_is_marked_and_never_guessed(cell: str) -> None:
    result = parse_numbers(pl.Series(["1.50", cell]))
    assert result.values.to_list() == [1.5, None]
    assert result.bad.to_list() == [False, True]


@pytest.mark.parametrize("cell", ["NaN", "nan", "inf", "-Infinity", "1e999"])
def test_what_cannot_be_counted_is_null_and_marked(cell: str) -> None:
    result = parse_numbers(pl.Series(["1.50", cell, "x"]))
    assert result.values.to_list() == [1.5, None, None]
    assert (result.infinite | result.bad).to_list() == [False, True, True]


def test_the_decimal_mark_is_decided_once_for_the_column() -> None:
    assert read("1.500", "2,5") == [1500, 2.5]
    assert read("1.500", "2.5") == [1.5, 2.5]
    assert read("1,500", "2.5") == [1500, 2.5]


def test_a_mark_that_nothing_explains_is_doubtful() -> None:
    assert parse_numbers(pl.Series(["1.234", "7", None, "12.500"])).doubts.to_list() == [True, False, False, True]
    assert parse_numbers(pl.Series(["1,234"])).doubts.to_list() == [True]
    assert parse_numbers(pl.Series(["1.234", "12.5"])).doubts.to_list() == [False, False]


def test_a_chinese_sign_before_a_comma_and_three_digits_speaks_against_decimal_commas() -> None:
    result = parse_numbers(pl.Series(["￥1,234", "1,234元", "€1,234", "2,5", "￥2,50", "1.234,50"]))
    assert result.contradicting.to_list() == [True, True, False, False, False, False]
    assert parse_numbers(pl.Series(["￥1,234", "2.5"])).contradicting.to_list() == [False, False]


def test_one_mark_before_a_chinese_unit_parts_decimals_in_any_column() -> None:
    assert read("1.2万", "2,5", "3,75") == [12_000, 2.5, 3.75]
    assert read("1.234万", "2,5") == [12_340, 2.5]
    assert read("1.2万", "1.3万", "2,5", "1.234") == [12_000, 13_000, 2.5, 1234]
    assert read("1,2万", "2.5") == [12_000, 2.5]
    assert read("1,234万", "2.5") == [12_340_000, 2.5]


STYLES = {
    "plain": lambda cents: f"{cents / 100:.2f}",
    "thousands": lambda cents: f"{cents / 100:,.2f}",
    "european": lambda cents: f"{cents / 100:,.2f}".translate(str.maketrans(",.", ".,")),
    "spaced": lambda cents: f"{cents / 100:,.2f}".translate(str.maketrans(",.", "\u00a0,")),
    "accounting": lambda cents: f"({-cents / 100:,.2f})" if cents < 0 else f"{cents / 100:,.2f}",
    "trailing": lambda cents: f"{abs(cents) / 100:,.2f}-" if cents < 0 else f"{cents / 100:,.2f}",
    "yuan": lambda cents: f"￥{cents / 100:,.2f}",
    "full width": lambda cents: f"{cents / 100:.2f}".translate(
        str.maketrans("0123456789.-", "０１２３４５６７８９．－")
    ),
}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(-(10**13), 10**13), min_size=1, max_size=20), st.sampled_from(sorted(STYLES)))
def test_an_amount_written_in_any_style_comes_back_to_the_cent(cents: list[int], style: str) -> None:
    result = parse_numbers(pl.Series([STYLES[style](one) for one in cents]))
    assert result.bad.sum() == 0
    assert all(math.isclose(got * 100, one, abs_tol=0.01) for got, one in zip(result.values, cents, strict=True))
