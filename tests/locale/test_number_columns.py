"""A column of numbers reads as the same numbers one by one, in every language."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kam_core.locale.language import Language
from kam_core.locale.languages import LANGUAGES
from kam_core.locale.number_columns import money_column, number_column, share_column
from kam_core.vocabulary.money import MONEY_SCALE

READERS = [Language(code, currency) for code in LANGUAGES for currency in (None, "CNY", "USD")]


def without_sign_of_zero(text: str) -> str:
    """−0 is 0."""
    return text if any(sign in "123456789" for sign in text) else text.replace("-", "").replace("−", "")


AMOUNTS = st.integers(-(10**17), 10**17)


@pytest.mark.parametrize("words", READERS, ids=str)
@given(value=st.one_of(AMOUNTS, st.integers(-(10**9), 10**9)))
@example(value=0)
@example(value=9_995_000)
@example(value=9_999_500_000)
@example(value=9_999_999_999)
@example(value=-9_999_999_999)
@example(value=12_345_678 * 10_000)
@example(value=1_125_000 * 10_000)
def test_an_amount_in_a_column_reads_as_it_does_alone(words: Language, value: int) -> None:
    assert money_column([value], words) == [without_sign_of_zero(words.money(value))]


@pytest.mark.parametrize("words", READERS[::3], ids=str)
@pytest.mark.parametrize("digits", [0, 1, 2])
@given(value=st.floats(-1e9, 1e9))
@example(value=-0.04)
@example(value=1234.5)
def test_a_number_in_a_column_reads_as_it_does_alone(words: Language, digits: int, value: float) -> None:
    assert number_column([value], digits, words) == [without_sign_of_zero(words.number(value, digits))]


@pytest.mark.parametrize("words", READERS[::3], ids=str)
@given(value=st.floats(-100, 100))
@example(value=0.125)
@example(value=-0.0004)
@example(value=12.0)
def test_a_share_in_a_column_reads_as_it_does_alone(words: Language, value: float) -> None:
    assert share_column([value], 1, words) == [without_sign_of_zero(words.percent(value, 1))]


def test_numbers_of_one_column_have_the_same_decimals_where_asked() -> None:
    assert number_column([73, 1234.56, -0.5], 1, Language(), fixed=True) == ["73.0", "1,234.6", "−0.5"]


def test_amounts_of_one_column_have_three_figures_where_asked() -> None:
    amounts = [42_000_000_000, 3_900_000_0000, 557_000_0000, 12_0000, 0]
    words = Language("en", "USD")
    assert money_column(amounts, words, fixed=True) == ["$4.20M", "$3.90M", "$557K", "$12", "$0"]


def test_an_amount_that_rounds_up_has_three_figures_too() -> None:
    amounts = [99_970 * MONEY_SCALE, 9_999_000 * MONEY_SCALE, 99_940 * MONEY_SCALE]
    assert money_column(amounts, Language(), fixed=True) == ["100K", "10.0M", "99.9K"]


def test_a_missing_value_is_a_dash() -> None:
    words = Language()
    assert money_column([None], words) == number_column([None], 1, words) == share_column([None], 1, words) == ["–"]
