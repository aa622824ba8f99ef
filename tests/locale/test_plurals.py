"""Singular and plural forms in messages."""

import numpy as np
import pytest

from kam_core.locale.language import Language
from kam_core.vocabulary.message import Message, Money, Points, PointsChange, Share, Term, UserError
from kam_core.vocabulary.plurals import Plural

EN, ZH = Language("en", "USD"), Language("zh", "CNY")
LINES = Plural("{count} line is new.", "{count} lines are new.", "count")


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
        (-1, "−1 line is new."),
        (np.int64(1), "1 line is new."),
        (np.int64(2), "2 lines are new."),
    ],
)
def test_the_first_form_is_for_one_and_the_second_for_every_other_number(count: float, sentence: str) -> None:
    assert EN.say(LINES, count=count) == sentence
    assert str(Message(LINES, count=count)) == sentence.replace("−", "-"), "plain text keeps the hyphen"


def test_the_two_forms_and_the_name_of_the_number_are_given_one_after_the_other() -> None:
    assert EN.say("{count} line", "{count} lines", "count", count=2) == "2 lines"
    assert EN.say(Message("{count} line", "{count} lines", "count", count=1)) == "1 line"
    assert str(UserError("{count} line is bad.", "{count} lines are bad.", "count", count=2)) == "2 lines are bad."


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (Points(1.0), "1.0 points"),
        (Points(1.1), "1.1 points"),
        (PointsChange(-1.0), "−1.0 points"),
    ],
)
def test_points_show_a_decimal_and_therefore_take_the_plural(value: object, sentence: str) -> None:
    assert EN.say("{points} point", "{points} points", "points", points=value) == sentence


def test_a_sentence_inside_a_sentence_has_its_own_number() -> None:
    inner = Message("{count} group", "{count} groups", "count", count=1)
    for says in (EN.say, lambda *text, **values: str(Message(*text, **values))):
        assert says("{first}, {count} line", "{first}, {count} lines", "count", first=inner, count=2) == (
            "1 group, 2 lines"
        )


def test_a_sentence_with_another_value_keeps_its_forms() -> None:
    sentence = Message(LINES, count=1)
    assert EN.say(sentence.with_values(count=3)) == "3 lines are new."


@pytest.mark.parametrize("value", ["1", "one", True, None, Money(10_000), Share(1.0), Term("Revenue"), Message("1")])
def test_what_is_no_number_of_things_has_no_form(value: object) -> None:
    for sentence in (lambda: EN.say(LINES, count=value), lambda: str(Message(LINES, count=value))):
        with pytest.raises(TypeError, match="is no number"):
            sentence()


def test_money_is_shown_as_ever_beside_words_that_go_by_another_number() -> None:
    text = Plural("{count} line worth {money}", "{count} lines worth {money}", "count")
    assert EN.say(text, count=1, money=Money(12_000_000_000)) == "1 line worth $1.20M"


@pytest.mark.parametrize("text", ["{count:line|lines}", "{count:lines}", "{count:,}", "{count:.2f}"])
def test_another_way_of_writing_a_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"format|Cannot specify"):
        EN.say(text, count=1)


def test_a_number_that_is_not_given_is_an_error() -> None:
    for says in (EN.say, lambda *text, **values: str(Message(*text, **values))):
        with pytest.raises(KeyError):
            says(LINES)
        with pytest.raises(KeyError):
            says(LINES, lines=1)


def test_chinese_needs_no_forms() -> None:
    text = Plural(
        "{count} order line is dated later and not included.",
        "{count} order lines are dated later and not included.",
        "count",
    )
    for count in (1, 2):
        sentence = ZH.say(text, count=count)
        assert str(count) in sentence
        assert "line" not in sentence


def test_the_browser_gets_a_text_for_each_category_of_numbers() -> None:
    assert EN.plural_forms("{count} account", "{count} accounts") == {
        "one": "{count} account", "other": "{count} accounts"
    }  # fmt: skip
    assert ZH.plural_forms("{count} account", "{count} accounts") == {"other": "{count} 家客户"}


def test_a_text_that_is_not_translated_yet_keeps_its_english_forms() -> None:
    text = Plural("{count} thing without a translation", "{count} things without a translation", "count")
    assert ZH.say(text, count=1) == "1 thing without a translation"
    assert ZH.say(text, count=2) == "2 things without a translation"
