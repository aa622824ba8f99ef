"""Cuts between the tiers: by quota of buyers, by score, or by share of revenue (Pareto)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import Field, TypeAdapter, ValidationError, model_validator

from kam_core.scoring.model.strict_document import Document
from kam_core.scoring.model.validation_messages import ModelRuleError, cut_place, detail
from kam_core.vocabulary.message import Message, UserError


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
            raise ModelRuleError(
                Message("enter all three score cuts, or leave all blank to use proposals from the data")
            )
        if not self.s >= self.a >= self.b:
            raise ModelRuleError(
                Message(
                    "the cuts must decrease from S to A to B, but they are {s}, {a}, {b}",
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
                    "the shares must increase from S to A to B, but they are {s}, {a}, {b}",
                    s=f"{self.s:g}", a=f"{self.a:g}", b=f"{self.b:g}",
                )
            )  # fmt: skip
        return self


Cut = Annotated[QuotaCut | ScoreCut | ParetoCut, Field(discriminator="kind")]

_CUT: TypeAdapter[Cut] = TypeAdapter(Cut)


def parse_cut(cut: Mapping[str, Any]) -> Cut:
    """Parse a cut from plain data; a `UserError` says what is wrong with it."""
    try:
        return _CUT.validate_python(dict(cut))
    except ValidationError as error:
        tier, wrong = cut_place(error), detail(error)
        text = Message("{tier}: {detail}", tier=tier, detail=wrong) if tier else wrong
        raise UserError("Invalid cut: {detail}. Your last valid settings were kept.", detail=text) from error
