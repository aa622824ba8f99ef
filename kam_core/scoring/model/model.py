"""Scoring model: a strict, versioned document that managers can read and change (TOML)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any, Literal, Self

import tomli_w
from pydantic import Field, ValidationError, ValidationInfo, field_validator, model_validator

from kam_core.measures.view_key import HOME
from kam_core.scoring.model.criterion import Criterion
from kam_core.scoring.model.cuts import Cut, QuotaCut, ScoreCut
from kam_core.scoring.model.gates import Gates
from kam_core.scoring.model.overrides import Override
from kam_core.scoring.model.strict_document import Document
from kam_core.scoring.model.tiering_limits import Capacity, Hysteresis
from kam_core.scoring.model.validation_messages import ModelRuleError, detail, location
from kam_core.scoring.model.view_bounds import (
    ViewBounds,
    bounds_error,
    checked_key,
    sorted_bounds,
    with_home_bounds,
    without_cuts,
)
from kam_core.vocabulary.message import Message, UserError

MODEL_VERSION = 1
HIGHEST_POINTS = 100
_FROM_DOCUMENT = {"written": True}


class Model(Document):
    """The model document: criteria, missing policy, cut, hysteresis, gates, capacity, overrides, bounds by view.

    Hysteresis, capacity and bounds were added later; a document without them gets their defaults: the version stays 1.
    """

    version: Literal[1] = 1
    name: str = Field(min_length=1, max_length=80)
    home: str = HOME
    """The view that the criteria's own numbers belong to, and whose tiers are published."""
    missing: Literal["share_out", "neutral", "worst"] = "share_out"
    least_coverage: float = Field(default=0.6, ge=0, le=1)
    """S and A accounts with less coverage than this are provisional."""
    class_cut: float = Field(default=60.0, ge=0, le=100)
    box_cuts: tuple[float, float] | None = None
    """Points between low, middle and high in the nine boxes; None: one third and two thirds of 100."""
    criteria: tuple[Criterion, ...] = Field(min_length=1)
    cut: Cut = QuotaCut()
    hysteresis: Hysteresis = Hysteresis()
    gates: Gates = Gates()
    capacity: Capacity = Capacity()
    overrides: tuple[Override, ...] = ()
    bounds: tuple[ViewBounds, ...] = ()
    """The bounds of views other than the home view."""
    view: str | None = None
    """The view whose bounds the criteria have now; None for the home view. Never in a document."""

    @field_validator("home")
    @classmethod
    def _known_home(cls, home: str) -> str:
        return checked_key(home)

    @field_validator("view")
    @classmethod
    def _not_in_documents(cls, view: str | None, info: ValidationInfo) -> str | None:
        if view is not None and info.context == _FROM_DOCUMENT:
            raise ModelRuleError(Message("unknown name; check the spelling"))
        return view

    @field_validator("bounds")
    @classmethod
    def _ordered(cls, bounds: tuple[ViewBounds, ...]) -> tuple[ViewBounds, ...]:
        return sorted_bounds(bounds)

    @field_validator("box_cuts")
    @classmethod
    def _rising(cls, cuts: tuple[float, float] | None) -> tuple[float, float] | None:
        if cuts is not None and not 0 <= cuts[0] < cuts[1] <= HIGHEST_POINTS:
            raise ModelRuleError(Message("the cuts of the nine boxes must increase, from 0 to 100 points"))
        return cuts

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        names = [criterion.name for criterion in self.criteria]
        duplicates = sorted({name for name in names if names.count(name) > 1})
        if duplicates:
            raise ModelRuleError(Message("duplicate criteria: {names}", names=", ".join(duplicates)))
        if sum(criterion.weight for criterion in self.criteria) <= 0:
            raise ModelRuleError(Message("all weights are zero; give at least one criterion a weight above 0"))
        unknown = sorted({c.unless for c in self.criteria if c.unless and c.unless not in names})
        if unknown:
            raise ModelRuleError(Message("unless refers to unknown criteria: {names}", names=", ".join(unknown)))
        error = bounds_error(self)
        if error is not None:
            raise ModelRuleError(error)
        return self

    @property
    def has_hysteresis(self) -> bool:
        """Whether an account near a cut, or soon after a publication, keeps its published tier."""
        band = self.hysteresis.points if isinstance(self.cut, ScoreCut) else self.hysteresis.share
        return band > 0 or self.hysteresis.stay_months > 0

    def criterion(self, name: str) -> Criterion:
        """The criterion of that name; KeyError if there is none."""
        for criterion in self.criteria:
            if criterion.name == name:
                return criterion
        raise KeyError(name)

    def with_weights(self, weights: Mapping[str, float], cut: Cut | None = None) -> Model:
        """The same model with other weights, by criterion name, and another cut if one is given, for every view.

        Refuses weights that are all zero or negative.
        """
        criteria = tuple(
            {**criterion.model_dump(), "weight": float(weights.get(criterion.name, criterion.weight))}
            for criterion in self.criteria
        )
        return rebuilt(self, criteria=criteria, **({} if cut is None else self._with_cut(cut)))

    def with_cut(self, cut: Cut) -> Model:
        """The same model with another cut, for every view."""
        return rebuilt(self, **self._with_cut(cut))

    def _with_cut(self, cut: Cut) -> dict[str, Any]:
        bounds = self.bounds if cut == self.cut else without_cuts(self.bounds)
        return {"cut": cut.model_dump(), "bounds": tuple(one.model_dump() for one in bounds)}

    def to_toml(self) -> str:
        """The document as TOML; `from_toml` returns an equal model in its home view."""
        document = with_home_bounds(self).model_dump(exclude_none=True)
        # Without limits: three empty tables would only confuse readers.
        document["capacity"] = {tier: places for tier, places in document["capacity"].items() if places}
        empty = {name for name in ("capacity", "bounds") if not document[name]}
        return tomli_w.dumps({name: part for name, part in document.items() if name not in empty})

    @staticmethod
    def from_toml(text: str, file: str = "model") -> Model:
        """Read a document; a `UserError` names the file, the place and what is wrong."""
        try:
            document = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise UserError("{file} is not a TOML file: {detail}.", file=file, detail=str(error)) from error
        return Model.from_dict(document, file)

    @staticmethod
    def from_dict(document: Mapping[str, Any], file: str = "model") -> Model:
        """Validate plain data; a `UserError` names the place and what is wrong. Refuses unknown keys."""
        version = document.get("version")
        if version != MODEL_VERSION:
            raise UserError(
                "{file} is a model of version {found}, but this app reads version {known}. Export the model "
                "again from this version of the app.",
                file=file,
                found="none" if version is None else str(version),
                known=str(MODEL_VERSION),
            )
        try:
            return Model.model_validate(_tuples(document), context=_FROM_DOCUMENT)
        except ValidationError as error:
            where = location(error, document, in_file=True)
            raise UserError(
                "{file}, at {place}: {detail}. The model was not changed.", file=file, place=where, detail=detail(error)
            ) from error


def rebuilt(model: Model, **changes: Any) -> Model:
    """The model with some parts replaced by plain data, validated again. Refuses an invalid model."""
    document = model.model_dump() | changes
    try:
        return Model.model_validate(_tuples(document))
    except ValidationError as error:
        if not error.errors()[0]["loc"]:
            raise UserError(
                "Invalid model: {detail}. Your last valid settings were kept.", detail=detail(error)
            ) from error
        where = location(error, document, in_file=False)
        raise UserError(
            "Invalid model: {place}: {detail}. Your last valid settings were kept.", place=where, detail=detail(error)
        ) from error


def _tuples(value: Any) -> Any:
    """Convert lists to tuples recursively: TOML has only lists, the document only tuples."""
    if isinstance(value, Mapping):
        return {key: _tuples(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return tuple(_tuples(item) for item in value)
    return value
