"""Answers given in earlier imports of a data set, stored with its records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from kam_core.intake.upload import Choices

ANSWERS = "answers"
"""The name under which they are kept beside the tables."""
KEPT = ("currency", "currencies", "returns")
"""Answers that hold for all files of a data set, not for one."""
SCHEMA: dict[str, pl.DataType] = {"question": pl.String(), "answer": pl.String()}


def earlier_answers(held: Mapping[str, pl.DataFrame]) -> dict[str, str]:
    """Question → answer, of earlier imports."""
    return dict(held[ANSWERS].select(list(SCHEMA)).iter_rows()) if ANSWERS in held else {}


def with_earlier_answers(choices: Choices, before: Mapping[str, str]) -> Choices:
    """The choices with what was said before of the reporting currency and of returns, where nobody says otherwise.

    What was said of several currencies is no choice of today: exchange rates overrule it.
    """
    return replace(
        choices,
        currency=choices.currency or before.get("currency"),
        returns=choices.returns or before.get("returns"),
    )


def answer_records(choices: Choices, before: Mapping[str, str]) -> dict[str, pl.DataFrame]:
    """What is to be kept, by the name of its record; nothing where nobody ever answered."""
    said = {name: value for name in KEPT if (value := getattr(choices, name) or before.get(name)) is not None}
    if not said:
        return {}
    return {ANSWERS: pl.DataFrame({"question": list(said), "answer": list(said.values())}, schema=SCHEMA)}
