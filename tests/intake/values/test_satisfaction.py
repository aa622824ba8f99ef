"""Satisfaction in words: the five levels of a survey, in the languages in which they are asked."""

import pytest

from kam_core.intake import load
from tests.intake.handwritten_files import sentences, text


@pytest.mark.parametrize(
    ("words", "level"),
    [("高度满意", 5), ("Very satisfied", 5), ("sehr zufrieden", 5), ("一般满意", 4), ("Satisfied", 4),
     ("plutôt satisfait", 4),
     ("no opinion", 3), ("无意见", 3), ("neutral", 3), ("有些不满意", 2), ("insatisfecho", 2), ("极不满意", 1),
     ("very-dissatisfied", 1), ("5 – very satisfied", 5), ("2", 2), ("4.5", 4.5)],
)  # fmt: skip
def test_a_level_of_satisfaction_is_read_from_its_words(words: str, level: float) -> None:
    orders = text("orders.csv", "account,date,amount\nAhorn,2024-03-05,5\n")
    feedback = text("feedback.csv", f"account,date,kind,satisfaction\nAhorn,2024-03-06,survey,{words}\n", "feedback")
    intake = load([orders, feedback])
    assert intake.dataset.tables["feedback"]["satisfaction"].to_list() == [level]


def test_unknown_levels_are_reported() -> None:
    orders = text("orders.csv", "account,date,amount\nAhorn,2024-03-05,5\n")
    feedback = text("feedback.csv", "account,date,kind,satisfaction\nAhorn,2024-03-06,survey,purple\n", "feedback")
    assert len(sentences(load([orders, feedback]), "not_a_number")) == 1
