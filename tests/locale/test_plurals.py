"""Singular and plural forms in messages."""

import numpy as np
import pytest

from kam_core.locale.language import Language
from kam_core.vocabulary.message import Message, Money, Points, PointsChange, Share, Term

EN, ZH = Language("en", "USD"), Language("zh", "CNY")
LINES = "{count} {count:line is|lines are} new."


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (1, "1 line is new."),
        (0, "0 lines are new."),
        (2, "2 lines are new."),
        (21, "21 lines are new."),
        (1_001, "1,001 lines are new."),
        (1.0, "1 line is new."),
        (0.5, "0.5 lines are new."),
        (1.5, "1.5 lines are new."),
        (np.int64(1), "1 line is new."),
        (np.int64(2), "2 lines are new."),
    ],
)
def test_the_first_form_is_for_one_and_the_second_for_every_other_number(count: float, sentence: str) -> None:
    assert EN.say(LINES, count=count) == sentence
    assert str(Message(LINES, count=count)) == sentence


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (Points(1.0), "1 point"),
        (Points(0.96), "1 point"),
        (Points(1.04), "1 point"),
        (Points(1.1), "1.1 points"),
        (PointsChange(1.0), "+1 point"),
        (PointsChange(-1.0), "-1 point"),
        (PointsChange(2.0), "+2 points"),
    ],
)
def test_points_go_by_what_is_shown_of_them(value: object, sentence: str) -> None:
    assert EN.say("{points} {points:point|points}", points=value) == sentence


def test_each_form_goes_by_its_own_number() -> None:
    text = "{accounts} {accounts:account|accounts} and {lines} {lines:line|lines}"
    assert EN.say(text, accounts=1, lines=12) == "1 account and 12 lines"
    assert EN.say(text, accounts=3, lines=1) == "3 accounts and 1 line"


def test_a_sentence_inside_a_sentence_has_its_own_number() -> None:
    inner = Message("{count} {count:group|groups}", count=1)
    assert EN.say("{first}, {count} {count:line|lines}", first=inner, count=2) == "1 group, 2 lines"


@pytest.mark.parametrize("value", ["1", "one", True, None, Money(10_000), Share(1.0), Term("Revenue"), Message("1")])
def test_what_is_no_number_of_things_has_no_form(value: object) -> None:
    for sentence in (lambda: EN.say(LINES, count=value), lambda: str(Message(LINES, count=value))):
        with pytest.raises(TypeError, match="is no number"):
            sentence()


def test_money_is_shown_as_ever_beside_words_that_go_by_another_number() -> None:
    assert EN.say("{count} {count:line|lines} worth {money}", count=1, money=Money(12_000_000_000)) == (
        "1 line worth $1.2M"
    )


@pytest.mark.parametrize("text", ["{count:line|}", "{count:|lines}", "{count:|}", "{count: |lines}", "{count:a|b|c}"])
def test_there_are_two_forms_and_none_is_blank(text: str) -> None:
    with pytest.raises(ValueError, match="not one form for each of: one, other"):
        EN.say(text, count=1)


@pytest.mark.parametrize("text", ["{count:lines}", "{count:,}", "{count:.2f}"])
def test_another_way_of_writing_a_number_is_refused_as_ever(text: str) -> None:
    with pytest.raises(ValueError, match=r"format|Cannot specify"):
        EN.say(text, count=1)


def test_a_number_that_is_not_given_is_an_error() -> None:
    with pytest.raises(KeyError):
        EN.say(LINES, lines=1)


def test_chinese_needs_no_forms() -> None:
    text = "{count} order {count:line is|lines are} dated later and not included."
    for count in (1, 2):
        sentence = ZH.say(text, count=count)
        assert str(count) in sentence
        assert "line" not in sentence


def test_a_text_for_the_browser_keeps_its_forms() -> None:
    assert EN.say("{points} {points:point|points}") == "{points} {points:point|points}"


def test_a_text_that_is_not_translated_yet_keeps_its_english_forms() -> None:
    """Chinese has one form: two of them are English."""
    assert ZH.say("{count} {count:thing|things} without a translation", count=1) == "1 thing without a translation"
    assert ZH.say("{count} {count:thing|things} without a translation", count=2) == "2 things without a translation"
