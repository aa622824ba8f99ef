"""Answers given in earlier imports of a data set, stored with its records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from kam_core.intake.upload import Choices

ANSWERS = "answers"
"""The name of their record beside the tables."""
STORED_QUESTIONS = ("currency", "currencies", "returns", "won_deals")
"""Questions whose answers hold for all files of a data set."""
SCHEMA: dict[str, pl.DataType] = {"question": pl.String(), "answer": pl.String()}


def earlier_answers(stored: Mapping[str, pl.DataFrame]) -> dict[str, str]:
    """Question → answer, of earlier imports."""
    return dict(stored[ANSWERS].select(list(SCHEMA)).iter_rows()) if ANSWERS in stored else {}


def with_earlier_answers(choices: Choices, earlier: Mapping[str, str]) -> Choices:
    """Complete the choices by earlier answers about the reporting currency and returns.

    The answer about several currencies is not among them, as exchange rates overrule it, nor that about won deals,
    which is asked again where orders come to them.
    """
    return replace(
        choices,
        currency=choices.currency or earlier.get("currency"),
        returns=choices.returns or earlier.get("returns"),
    )


def answer_records(choices: Choices, earlier: Mapping[str, str]) -> dict[str, pl.DataFrame]:
    """The answers to store, by name of the record; empty without any."""
    answers = {
        name: value for name in STORED_QUESTIONS if (value := getattr(choices, name) or earlier.get(name)) is not None
    }
    if not answers:
        return {}
    return {ANSWERS: pl.DataFrame({"question": list(answers), "answer": list(answers.values())}, schema=SCHEMA)}
