"""Bounds of a model by view (window and unit), and switching a model between its views.

In its home view a model's criteria have the bounds of that view, and `bounds` those of other views. In another view
the two are exchanged; `with_home_bounds` exchanges them back. A document is always written in the home view, so that
a draft edited in any view is the same draft.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pydantic import Field, field_validator

from kam_core.measures.view_key import ViewKey
from kam_core.scoring.model.strict_document import Document
from kam_core.scoring.model.validation_messages import ModelRuleError
from kam_core.scoring.utility import AnyUtility
from kam_core.vocabulary.message import Message, UserError

if TYPE_CHECKING:
    from kam_core.scoring.model.model import Model


class CriterionBounds(Document):
    """The utility of one criterion, by name, with its numbers in a view."""

    criterion: str
    utility: AnyUtility


class ScoreNumbers(Document):
    """The numbers of a score cut in a view; None while they are open."""

    s: float | None = Field(default=None, ge=0, le=100)
    a: float | None = Field(default=None, ge=0, le=100)
    b: float | None = Field(default=None, ge=0, le=100)


class ViewBounds(Document):
    """The bounds of one view, such as "3/account"; criteria that are not in it are the same in every view.

    cut: only where the numbers of the score cut were proposed, too. Numbers typed by a person hold in every view.
    """

    view: str
    utilities: tuple[CriterionBounds, ...] = ()
    cut: ScoreNumbers | None = None

    @field_validator("view")
    @classmethod
    def _known_view(cls, view: str) -> str:
        return checked_key(view)

    @field_validator("utilities")
    @classmethod
    def _by_name(cls, utilities: tuple[CriterionBounds, ...]) -> tuple[CriterionBounds, ...]:
        # One order, so that the same bounds are equal.
        return tuple(sorted(utilities, key=lambda one: one.criterion))


def checked_key(key: str) -> str:
    """The validated key of a view. `ModelRuleError` for another text."""
    try:
        ViewKey.parse(key)
    except UserError as error:
        raise ModelRuleError(error.message) from error
    return key


def sorted_bounds(bounds: Iterable[ViewBounds]) -> tuple[ViewBounds, ...]:
    """Bounds in the canonical order of a model."""
    return tuple(sorted(bounds, key=lambda one: one.view))


def without_cuts(bounds: tuple[ViewBounds, ...]) -> tuple[ViewBounds, ...]:
    """The bounds without numbers of the score cut: those of the model then apply to every view."""
    return tuple(one.model_copy(update={"cut": None}) for one in bounds)


def bounds_of(model: Model, key: str) -> ViewBounds | None:
    """The bounds of a view besides those of the criteria."""
    return next((one for one in model.bounds if one.view == key), None)


def with_view_bounds(model: Model, key: str) -> Model:
    """The model whose criteria have the bounds of a view, if there are any; else those of its home view."""
    if model.view == key:
        return model
    home = with_home_bounds(model)
    own = bounds_of(home, key)
    return home if own is None else _exchanged(home, own, home.home, key)


def with_home_bounds(model: Model) -> Model:
    """The model in its home view, as in its document."""
    if model.view is None:
        return model
    own = bounds_of(model, model.home)
    assert own is not None
    return _exchanged(model, own, model.view, None)


def has_bounds(model: Model, key: str) -> bool:
    """Whether the model has bounds for a view, as it always has for its home view."""
    return key in (model.home, model.view) or bounds_of(model, key) is not None


def _exchanged(model: Model, entering: ViewBounds, leaving_key: str, key: str | None) -> Model:
    """Exchange bounds: `entering` into the criteria, those of the criteria into `bounds` under their own view."""
    numbers = {one.criterion: one.utility for one in entering.utilities}
    leaving = ViewBounds(
        view=leaving_key,
        utilities=tuple(
            CriterionBounds(criterion=one.name, utility=one.utility) for one in model.criteria if one.name in numbers
        ),
        cut=None if entering.cut is None else ScoreNumbers(s=model.cut.s, a=model.cut.a, b=model.cut.b),
    )
    criteria = tuple(
        one.model_copy(update={"utility": numbers[one.name]}) if one.name in numbers else one for one in model.criteria
    )
    cut = model.cut if entering.cut is None else model.cut.model_copy(update=entering.cut.model_dump())
    others = (one for one in model.bounds if one.view != entering.view)
    bounds = sorted_bounds((*others, leaving))
    return model.model_copy(update={"criteria": criteria, "cut": cut, "bounds": bounds, "view": key})


def bounds_error(model: Model) -> Message | None:
    """The fault of a model's bounds; None where they match its criteria and its cut."""
    views = [one.view for one in model.bounds]
    duplicates = sorted({view for view in views if views.count(view) > 1})
    if duplicates:
        return Message("duplicate ranges for a view: {views}", views=", ".join(duplicates))
    current, home = model.view or model.home, None if model.view is None else model.home
    if current in views or (home is not None and home not in views) or model.view == model.home:
        return Message("the ranges of {view} are already in the criteria; remove them from bounds", view=current)
    kinds = {criterion.name: criterion.utility.kind for criterion in model.criteria}
    for one in model.bounds:
        names = [part.criterion for part in one.utilities]
        if len(set(names)) < len(names):
            return Message("a criterion has two ranges in {view}", view=one.view)
        for part in one.utilities:
            if kinds.get(part.criterion) != part.utility.kind:
                return Message(
                    "the range of {criterion} in {view} does not match a criterion of the model",
                    criterion=part.criterion,
                    view=one.view,
                )
        if one.cut is not None and model.cut.kind != "score":
            return Message("{view} has score cuts, but the model does not use score cuts", view=one.view)
    return None
