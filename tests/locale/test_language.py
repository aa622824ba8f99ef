"""Words, numbers, money and dates as a reader of either language writes them."""

import datetime

import pytest

from kam_core.locale.language import Language
from kam_core.locale.languages import language_for
from kam_core.vocabulary.message import Change, Message, Money, Points, PointsChange, Rate, Share, Term

EN, ZH = Language("en", "USD"), Language("zh", "CNY")
YI = 100_000_000


@pytest.mark.parametrize(
    ("browser", "code"),
    [
        ("zh-CN", "zh"),
        ("zh", "zh"),
        ("ZH-TW", "zh"),
        ("en-GB", "en"),
        ("zh_CN.UTF-8", "zh"),
        ("Chinese_China.936", "zh"),
        ("de", "en"),
        (None, "en"),
        ("", "en"),
    ],
)
def test_the_browsers_locale_chooses_the_language(browser: str | None, code: str) -> None:
    assert language_for(browser) == code


@pytest.mark.parametrize(
    ("amount", "english", "chinese"),
    [
        (1.84 * YI, "$184M", "¥1.84亿"),
        (9_200_000, "$9.2M", "¥920万"),
        (123_456, "$123K", "¥12.3万"),
        (987, "$987", "¥987"),
        (0, "$0", "¥0"),
        (-5_300_000, "−$5.3M", "−¥530万"),
        (2.5e12, "$2.5T", None),
    ],
)
def test_money_is_compact_with_its_currency(amount: float, english: str, chinese: str | None) -> None:
    assert EN.money(amount * 10_000) == english
    if chinese is not None:
        assert ZH.money(amount * 10_000) == chinese


def test_money_in_full_shows_its_cents() -> None:
    assert EN.money(12_345_678_900, compact=False) == "$1,234,567.89"
    assert Language("en").money(12_345_678_900, compact=False) == "1,234,567.89"


def test_money_without_a_currency_invents_none() -> None:
    assert Language("en").money(9_200_000 * 10_000) == "9.2M"
    assert Language("en").money(500 * 10_000) == "500"
    assert EN.with_currency(None).currency is None


def test_what_is_unknown_is_a_dash() -> None:
    assert EN.maybe_money(None) == EN.maybe_percent(None) == "–"
    assert EN.maybe_rate(None) is None
    assert EN.maybe_money(10_000) == "$1"
    assert EN.maybe_percent(0.5) == "50%"
    assert EN.maybe_rate(0.4) == "margin rate 40%"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Money(12_000_000_000), "$1.20M"),
        (Share(0.7149), "71%"),
        (Share(0.0623), "6.2%"),
        (Rate(0.4024), "40.2%"),
        (Change(0.062), "+6.2%"),
        (Change(-0.5), "−50.0%"),
        (Change(9.99), "+999.0%"),
        (Change(12.3), "> 10×"),
        (Points(71.24), "71.2"),
        (PointsChange(2.08), "+2.1"),
        (PointsChange(-2.0), "−2.0"),
        (datetime.date(2026, 9, 30), "2026-09-30"),
        (12_345, "12,345"),
        (0.125, "0.12"),
        ("name", "name"),
        (True, "True"),
        (None, "None"),
        (Term("Revenue"), "Revenue"),
        (Message("{n} rows", n=3), "3 rows"),
        (b"x", "b'x'"),
    ],
)
def test_every_kind_of_value_has_its_way_of_being_shown(value: object, shown: str) -> None:
    assert EN.show(value) == shown


def test_a_sentence_is_translated_with_the_messages_inside_it() -> None:
    sentence = ZH.say(Message("{first} {then}", first=Message("the margin is not above zero"), then=Term("Revenue")))
    assert "margin" not in sentence
    assert "收入" in sentence or "销售额" in sentence


def test_an_empty_sentence_stays_empty() -> None:
    # Gettext answers an empty key with the catalogue's own header.
    assert ZH.say("") == ""


def test_months_and_days_are_written_in_the_readers_way() -> None:
    day = datetime.date(2026, 9, 5)
    assert EN.month(day) == "Sep 2026"
    assert ZH.month(day) == "2026年9月"
    assert EN.long_date(day) == "September 5, 2026"
    assert ZH.long_date(day) == "2026年9月5日"
    july = datetime.date(2026, 7, 1)
    assert (EN.short_month(july), ZH.short_month(july)) == ("Jul", "7月")
    assert (EN.month_span(july, day), ZH.month_span(july, day)) == ("Jul–Sep", "7–9月")
    assert (EN.month_span(july, july), ZH.month_span(july, july)) == ("Jul", "7月")


def test_several_words_stand_in_a_row() -> None:
    assert EN.listed(["a", "b", "c"]) == "a, b, and c"
    assert ZH.listed(["甲", "乙"]) == "甲和乙"
    assert EN.listed([]) == ""
