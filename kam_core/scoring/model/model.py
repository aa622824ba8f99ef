"""The scoring model: a strict, versioned document that managers can read, change and keep (TOML in, TOML out)."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

import tomli_w
from pydantic import Field, TypeAdapter, ValidationError, ValidationInfo, field_validator, model_validator

from kam_core.measures.view_key import HOME
from kam_core.scoring.model.strict_document import Document
from kam_core.scoring.model.tiering_limits import Capacity, Hysteresis
from kam_core.scoring.model.validation_messages import LONGEST_SHOWN, ModelRuleError, cut_place, detail, place
from kam_core.scoring.model.view_bounds import ViewBounds, at_home, bounds_misfit, checked_key, in_order, without_cuts
from kam_core.scoring.utility import AnyUtility
from kam_core.vocabulary.enums import Tier
from kam_core.vocabulary.measures import LEGACY_MEASURE_NAMES, MEASURES
from kam_core.vocabulary.message import Message, UserError

MODEL_VERSION = 1
_WRITTEN = {"written": True}
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
        """Documents of before a measure was renamed stay readable."""
        return LEGACY_MEASURE_NAMES.get(measure, measure)

    @model_validator(mode="after")
    def _known_measure(self) -> Self:
        if self.measure not in MEASURES:
            raise ModelRuleError(Message("there is no measure named {measure}", measure=self.measure[:LONGEST_SHOWN]))
        return self


class QuotaCut(Document):
    """The best by score among buying accounts: each tier takes floor(share × n) accounts, at least one."""

    kind: Literal["quota"] = "quota"
    s: float = Field(default=0.05, gt=0, le=1)
    a: float = Field(default=0.15, ge=0, le=1)
    b: float = Field(default=0.30, ge=0, le=1)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.s + self.a + self.b > 1 + 1e-12:
            raise ModelRuleError(Message("the quotas of S, A and B add up to more than all accounts"))
        return self


class ScoreCut(Document):
    """Fixed scores; a score equal to a cut earns the higher tier."""

    kind: Literal["score"] = "score"
    s: float | None = Field(default=None, ge=0, le=100)
    a: float | None = Field(default=None, ge=0, le=100)
    b: float | None = Field(default=None, ge=0, le=100)
    proposed: Literal["share", "natural"] = "share"
    """How open numbers are proposed: by shares of the buyers, or at the natural breaks of their scores."""

    @model_validator(mode="after")
    def _falling(self) -> Self:
        cuts = (self.s, self.a, self.b)
        if all(cut is None for cut in cuts):
            return self
        if self.s is None or self.a is None or self.b is None:
            raise ModelRuleError(Message("give all three score cuts, or none to let the data propose them"))
        if not self.s >= self.a >= self.b:
            raise ModelRuleError(
                Message(
                    "the cuts must fall from S to A to B, but they are {s}, {a}, {b}",
                    s=f"{self.s:g}", a=f"{self.a:g}", b=f"{self.b:g}",
                )
            )  # fmt: skip
        return self


class ParetoCut(Document):
    """Ranked by revenue: S up to the first share of cumulative revenue, A to the second, B to the third."""

    kind: Literal["pareto"] = "pareto"
    s: float = Field(default=0.50, gt=0, le=1)
    a: float = Field(default=0.80, gt=0, le=1)
    b: float = Field(default=0.95, gt=0, le=1)

    @model_validator(mode="after")
    def _rising(self) -> Self:
        if not self.s <= self.a <= self.b:
            raise ModelRuleError(
                Message(
                    "the shares must rise from S to A to B, but they are {s}, {a}, {b}",
                    s=f"{self.s:g}", a=f"{self.a:g}", b=f"{self.b:g}",
                )
            )  # fmt: skip
        return self


Cut = Annotated[QuotaCut | ScoreCut | ParetoCut, Field(discriminator="kind")]

_CUT: TypeAdapter[Cut] = TypeAdapter(Cut)


class Gates(Document):
    """Which gates an S or A account must pass (domain: tier, step 3)."""

    mutual_dependence: bool = True
    recurring: bool = True
    revenue_and_margin: bool = True
    least_rate_of_portfolio: float = Field(default=0.5, ge=0)
    """A margin rate under this part of the portfolio's fails the gate."""
    freed_places: Literal["empty", "next"] = "empty"
    """What becomes of places of a quota that gates free: left empty, or filled with the next by score who pass."""


class Override(Document):
    """A manager's decision on one account's tier; it lapses by itself after `until`."""

    account_id: str
    tier: Tier
    reason: str = Field(min_length=1)
    author: str = Field(min_length=1)
    until: datetime.date | None = None


class Model(Document):
    """The whole document: criteria, missing policy, cut, hysteresis, gates, capacity, overrides, bounds by view.

    Hysteresis, capacity and bounds came later; a document without them reads as their defaults, so the version stays 1.
    """

    version: Literal[1] = 1
    name: str = Field(min_length=1, max_length=80)
    home: str = HOME
    """The view that the criteria's own numbers belong to, and whose tiers are published."""
    missing: Literal["share_out", "neutral", "worst"] = "share_out"
    least_coverage: float = Field(default=0.6, ge=0, le=1)
    """S and A with less weight resting on data than this share are provisional."""
    class_cut: float = Field(default=60.0, ge=0, le=100)
    criteria: tuple[Criterion, ...] = Field(min_length=1)
    cut: Cut = QuotaCut()
    hysteresis: Hysteresis = Hysteresis()
    gates: Gates = Gates()
    capacity: Capacity = Capacity()
    overrides: tuple[Override, ...] = ()
    bounds: tuple[ViewBounds, ...] = ()
    """The numbers of other views than the home view, where there are any."""
    view: str | None = None
    """The view whose bounds the criteria carry now; None at home. Never in a document."""

    @field_validator("home")
    @classmethod
    def _known_home(cls, home: str) -> str:
        return checked_key(home)

    @field_validator("view")
    @classmethod
    def _never_written(cls, view: str | None, info: ValidationInfo) -> str | None:
        if view is not None and info.context == _WRITTEN:
            raise ModelRuleError(Message("nothing of that name is known here; look at its spelling"))
        return view

    @field_validator("bounds")
    @classmethod
    def _ordered(cls, bounds: tuple[ViewBounds, ...]) -> tuple[ViewBounds, ...]:
        return in_order(bounds)

    @model_validator(mode="after")
    def _sound(self) -> Self:
        names = [criterion.name for criterion in self.criteria]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ModelRuleError(Message("a criterion is named twice: {names}", names=", ".join(twice)))
        if sum(criterion.weight for criterion in self.criteria) <= 0:
            raise ModelRuleError(
                Message("all weights are zero, so nothing decides; give at least one criterion a weight above 0")
            )
        unknown = sorted({c.unless for c in self.criteria if c.unless and c.unless not in names})
        if unknown:
            raise ModelRuleError(Message("unless names no criterion: {names}", names=", ".join(unknown)))
        wrong = bounds_misfit(self)
        if wrong is not None:
            raise ModelRuleError(wrong)
        return self

    @property
    def keeps_published(self) -> bool:
        """Whether an account near a cut, or soon after a publication, keeps the tier that it was last told."""
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

    @staticmethod
    def checked_cut(cut: Mapping[str, Any]) -> Cut:
        """A cut from plain data; a `UserError` says what is wrong with it."""
        try:
            return _CUT.validate_python(dict(cut))
        except ValidationError as error:
            tier, wrong = cut_place(error), detail(error)
            said = Message("{tier}: {detail}", tier=tier, detail=wrong) if tier else wrong
            raise UserError("This cut does not hold: {detail}. The last good state stays.", detail=said) from error

    def to_toml(self) -> str:
        """The document as TOML; `from_toml` gives back an equal model, seen at home."""
        document = at_home(self).model_dump(exclude_none=True)
        # Nothing is limited unless it says so; three empty tables would only puzzle people.
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
        """Check plain data; a `UserError` names the place and what is wrong. Nothing unknown is let through."""
        version = document.get("version")
        if version != MODEL_VERSION:
            raise UserError(
                "{file} is a model of version {found}; this app reads version {known}. "
                "Export the model again from an app of this version.",
                file=file,
                found="none" if version is None else str(version),
                known=str(MODEL_VERSION),
            )
        try:
            return Model.model_validate(_tuples(document), context=_WRITTEN)
        except ValidationError as error:
            where = place(error, document, in_file=True)
            raise UserError(
                "{file}, at {place}: {detail}. The model was not changed.", file=file, place=where, detail=detail(error)
            ) from error


def rebuilt(model: Model, **changes: Any) -> Model:
    """The model with some parts replaced by plain data and everything checked again. Refuses what does not hold."""
    document = model.model_dump() | changes
    try:
        return Model.model_validate(_tuples(document))
    except ValidationError as error:
        if not error.errors()[0]["loc"]:
            raise UserError("That does not hold: {detail}. The last good state stays.", detail=detail(error)) from error
        where = place(error, document, in_file=False)
        raise UserError(
            "That does not hold: {place}: {detail}. The last good state stays.", place=where, detail=detail(error)
        ) from error


def with_overrides(model: Model, overrides: tuple[Override, ...]) -> Model:
    """The model under these decisions; they win over what the document itself says of the same accounts."""
    if not overrides:
        return model
    decided = {one.account_id for one in overrides}
    own = tuple(one for one in model.overrides if one.account_id not in decided)
    return model.model_copy(update={"overrides": (*overrides, *own)})


def without_overrides(model: Model, overrides: tuple[Override, ...]) -> Model:
    """The model as a document of its own: decisions that are kept elsewhere are not in it."""
    own = tuple(one for one in model.overrides if one not in overrides)
    return model if own == model.overrides else model.model_copy(update={"overrides": own})


def _tuples(value: Any) -> Any:
    """Lists as tuples, all the way down: TOML has only lists, the document only tuples."""
    if isinstance(value, Mapping):
        return {key: _tuples(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return tuple(_tuples(item) for item in value)
    return value
