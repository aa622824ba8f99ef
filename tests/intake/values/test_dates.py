"""The ways in which people and programs write days."""

import datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kam_core.intake.values.dates import parse_dates


def read(*cells: str | None, order: str | None = None) -> list[str | None]:
    days = parse_dates(pl.Series(list(cells), dtype=pl.String), order).days
    return [None if day is None else str(day) for day in days.cast(pl.Int32).cast(pl.Date)]


@pytest.mark.parametrize(
    "cell",
    [
        "2024-03-05", "2024/3/5", "2024.03.05", "20240305", "2024年3月5日", "２０２４-０３-０５", "2024-03-05 23:59:59",
        "2024-03-05T10:11:12Z", "20240305 101112", "5.3.2024", "05.03.2024 10:11", "5 Mar 2024", "5. März 2024",
        "Mar 5, 2024", "March 5th, 2024", "05-Mar-24", "二〇二四年三月五日", "45356", "45356.75",
        "13/03/2024|05/03/2024", "2024년 3월 5일", "2024. 3. 5.", "2024_03_05", "2024#3#5", "2024 03 05",
        "20240305235900",
        "05MAR2024", "Tue, 5 Mar 2024", "Tue Mar 05 2024 10:11:12 GMT+0800 (China Standard Time)",
        "Tue Mar  5 10:11:12 CET 2024", "05/Mar/2024:10:11:12 +0800", "mar. 5 mars 2024", "5 de marzo de 2024",
        "5 de março de 2024", "5 marzo 2024", "5 maart 2024", "5 Mart 2024", "5 MART 2024", "5 marca 2024",
        "5. března 2024",
        "5 марта 2024 г.", "5 березня 2024", "5. maaliskuuta 2024", "2024. március 5.", "5 Μαρτίου 2024", "5 مارس 2024",
        "٢٠٢٤/٠٣/٠٥", "۲۰۲۴-۰۳-۰۵", "令和6年3月5日", "R6.3.5", "民国113年3月5日", "113/03/05", "24年3月5日",
        "2024年3月5号",
        "2024年3月5日10:11", "2024年三月五日", "\u200e5\u200e.\u200e3\u200e.\u200e2024",
    ],
)  # fmt: skip
def test_the_fifth_of_march_in_all_its_spellings(cell: str) -> None:
    assert read(*cell.split("|"))[-1] == "2024-03-05"


@pytest.mark.parametrize(
    "cell", ["2024-03", "2024年3月", "2024년 3월", "2024/3", "03/2024", "Mar 2024", "二〇二四年三月"]
)
def test_a_month_is_its_first_day(cell: str) -> None:
    assert read(cell) == ["2024-03-01"]


@pytest.mark.parametrize("cells", [["Dec-23", "Jan-24", "Feb-24"], ["déc.-23", "janv.-24", "févr.-24"],
                                   ["Ara 23", "Oca 24", "Şub 24"], ["12月-23", "1月-24", "2月-24"],
                                   ["202312", "202401", "202402"], ["23年12月", "24年1月", "24年2月份"],
                                   ["令和5年12月", "令和6年1月", "令和6年2月"]])  # fmt: skip
def test_months_of_years_are_their_first_days_in_a_column_of_them(cells: list[str]) -> None:
    assert read(*cells) == ["2023-12-01", "2024-01-01", "2024-02-01"]


@pytest.mark.parametrize("cells", [["Mar-02", "Mar-17", "Mar-30"], ["5 Mar 2024", "Mar-24"], ["240305", "200305"],
                                   ["Mar-24", "Jan-99"]])  # fmt: skip
def test_what_may_be_the_day_of_a_month_is_no_month_of_a_year(cells: list[str]) -> None:
    assert read(*cells)[-1] is None


def test_every_month_has_its_name_in_the_languages_around_us() -> None:
    names = ["luty", "март", "nisan", "maio", "juni", "luglio", "août", "září", "październik", "kasım", "dic"]
    months = [day and int(day[5:7]) for day in read(*(f"3 {name} 2024" for name in names))]
    assert months == list(range(2, 13))


def test_chinese_numerals_count_in_tens() -> None:
    assert read("二〇二三年十二月三十一日", "二〇二三年十月二十日") == ["2023-12-31", "2023-10-20"]


@pytest.mark.parametrize(
    "cell", ["2024-02-30", "0000-00-00", "1900-01-00", "2月", "next week", "31 Foo 2024", "99/99/2024", "1789-07-14",
             "2999-01-01", "32 Mar 2024"],
)  # fmt: skip
def test_what_is_no_day_is_marked(cell: str) -> None:
    result = parse_dates(pl.Series(["2024-03-05", cell]))
    assert result.bad.to_list() == [False, True]


def test_one_day_above_twelve_proves_the_order_of_the_whole_column() -> None:
    assert read("5/3/2024", "29/02/2024") == ["2024-03-05", "2024-02-29"]
    assert read("3/5/2024", "02/29/2024") == ["2024-03-05", "2024-02-29"]
    assert read("3-5-24", "02-29-24") == ["2024-03-05", "2024-02-29"]


def test_without_proof_the_column_is_ambiguous_until_somebody_answers() -> None:
    assert parse_dates(pl.Series(["03/05/2024"])).ambiguous == "03/05/2024"
    assert read("03/05/2024", order="dmy") == ["2024-05-03"]
    assert read("03/05/2024", order="mdy") == ["2024-03-05"]


def test_equal_day_and_month_and_points_need_no_answer() -> None:
    assert parse_dates(pl.Series(["05/05/2024"])).ambiguous is None
    assert parse_dates(pl.Series(["03.05.2024"])).ambiguous is None
    assert read("03.05.2024") == ["2024-05-03"]


def test_two_digit_years_turn_at_seventy() -> None:
    assert read("13/01/69", "13/01/70", "1 Jan 99") == ["2069-01-13", "1970-01-13", "1999-01-01"]


STYLES = ["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y年%m月%d日", "%d.%m.%Y", "%d %b %Y", "%Y-%m-%d %H:%M:%S"]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.dates(datetime.date(1980, 1, 1), datetime.date(2099, 12, 31)), min_size=1), st.sampled_from(STYLES))
def test_a_day_written_in_any_style_comes_back(days: list[datetime.date], style: str) -> None:
    assert read(*(day.strftime(style) for day in days)) == [day.isoformat() for day in days]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.dates(datetime.date(1980, 1, 1), datetime.date(2099, 12, 31)), min_size=1), st.booleans())
def test_slashed_days_come_back_in_the_order_that_was_answered(days: list[datetime.date], day_first: bool) -> None:
    proof = datetime.date(2024, 3, 31)
    style = "%d/%m/%Y" if day_first else "%m/%d/%Y"
    assert read(*(day.strftime(style) for day in [*days, proof])) == [day.isoformat() for day in [*days, proof]]
