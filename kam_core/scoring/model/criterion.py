"""Criterion of a scoring model: a measure, its utility and its weight."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from kam_core.scoring.model.strict_document import Document
from kam_core.scoring.model.validation_messages import LONGEST_SHOWN, ModelRuleError
from kam_core.scoring.utility import AnyUtility
from kam_core.vocabulary.measures import LEGACY_MEASURE_NAMES, MEASURES
from kam_core.vocabulary.message import Message

GROUPS = ("realised", "potential", "influence", "fit", "relationship", "risk")


class Criterion(Document):
    """One measured or judged quantity, its utility and its weight in points.

    `unless` names a criterion that makes this one drop out wherever it has data itself.
    """

    name: str
    group: Literal["realised", "potential", "influence", "fit", "relationship", "risk"]
    measure: str
    weight: float = Field(ge=0, le=100)
    utility: AnyUtility
    unless: str | None = None

    @field_validator("measure")
    @classmethod
    def _current_name(cls, measure: str) -> str:
        """Documents that use the former name of a measure stay readable."""
        return LEGACY_MEASURE_NAMES.get(measure, measure)

    @model_validator(mode="after")
    def _known_measure(self) -> Self:
        if self.measure not in MEASURES:
            raise ModelRuleError(Message("there is no measure named {measure}", measure=self.measure[:LONGEST_SHOWN]))
        return self
