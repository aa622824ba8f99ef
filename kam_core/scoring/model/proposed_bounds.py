"""Propose bounds of further views from their own account frames (domain: tier)."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from kam_core.scoring.model.criterion import Criterion
from kam_core.scoring.model.cuts import ScoreCut
from kam_core.scoring.model.model import Model, rebuilt
from kam_core.scoring.model.presets import propose
from kam_core.scoring.model.view_bounds import (
    CriterionBounds,
    ScoreNumbers,
    ViewBounds,
    has_bounds,
    with_home_bounds,
    with_view_bounds,
)
from kam_core.scoring.utility import AnyUtility, Bounded, Steps
from kam_core.vocabulary.field import Kind
from kam_core.vocabulary.measures import MEASURES


def is_open(model: Model) -> bool:
    """Whether numbers of the home view are still open."""
    home = with_home_bounds(model)
    return _open_cut(home) or any(one.utility.unbounded for one in home.criteria)


def uses_home_bounds(model: Model, key: str) -> bool:
    """Whether a view uses the bounds of the home view although its own would differ."""
    return not has_bounds(model, key) and bool(_by_view(with_home_bounds(model)) or _open_cut(with_home_bounds(model)))


def with_proposed_bounds(
    model: Model, key: str, frame: pl.DataFrame, home_frame: Callable[[str], pl.DataFrame]
) -> Model:
    """The model in its home view, with missing bounds proposed: those of a view from its frame, open ones of the
    home view from the home frame.

    `home_frame` returns the account frame of a view by its key; it is called only where the home view has open numbers.
    Existing numbers stay.
    """
    home = with_home_bounds(model)
    filled = with_proposed_view(home, key, frame) if uses_home_bounds(home, key) else home
    if not is_open(home):
        return filled
    return propose(filled, frame if key == home.home else home_frame(home.home))


def propose_for_view(model: Model, key: str, frame: pl.DataFrame) -> Model:
    """The model with its bounds for a view; open numbers are proposed from the frame of the view.

    A view without own bounds uses those of the home view, where they are not open.
    """
    if is_open(model) and not has_bounds(model, key):
        model = with_proposed_view(model, key, frame)
    return propose(with_view_bounds(model, key), frame)


def with_proposed_view(model: Model, key: str, frame: pl.DataFrame) -> Model:
    """The model in its home view, with bounds of another view proposed from the frame of that view.

    Ranges of amounts and of counts of orders and all open numbers differ by view; a range of days, of shares or of
    judgements, such as 180 to 0 days, applies to every view. A score cut has own numbers only where it is open.
    """
    home = with_home_bounds(model)
    names = _by_view(home)
    opened = tuple(
        {**one.model_dump(), "utility": _opened(one.utility)} if one.name in names else one.model_dump()
        for one in home.criteria
    )
    proposed = propose(rebuilt(home, criteria=opened), frame)
    cut = proposed.cut
    own = ViewBounds(
        view=key,
        utilities=tuple(
            CriterionBounds(criterion=now.name, utility=_with_decided_shape(then.utility, now.utility))
            for then, now in zip(home.criteria, proposed.criteria, strict=True)
            if now.name in names
        ),
        cut=ScoreNumbers(s=cut.s, a=cut.a, b=cut.b) if _open_cut(home) and isinstance(cut, ScoreCut) else None,
    )
    others = (one for one in home.bounds if one.view != key)
    return rebuilt(home, bounds=tuple(one.model_dump() for one in (*others, own)))


def _open_cut(model: Model) -> bool:
    return isinstance(model.cut, ScoreCut) and model.cut.s is None


def _by_view(model: Model) -> frozenset[str]:
    """The criteria whose bounds differ by view: by their measure, or because another view has own ones."""
    with_own_bounds = {part.criterion for one in model.bounds for part in one.utilities}
    return frozenset(one.name for one in model.criteria if one.name in with_own_bounds or _is_by_view(one))


def _is_by_view(criterion: Criterion) -> bool:
    """Whether the bounds are open, or limit an amount or a count of orders, which grow with window and unit."""
    if criterion.utility.unbounded:
        return True
    measure = MEASURES[criterion.measure]
    grows = measure.kind is Kind.MONEY or (measure.kind is Kind.COUNT and measure.needs == "transactions")
    return grows and isinstance(criterion.utility, Bounded | Steps)


def _opened(utility: AnyUtility) -> dict[str, object]:
    if isinstance(utility, Bounded):
        return {"kind": utility.kind}
    if isinstance(utility, Steps):
        return utility.model_dump() | {"thresholds": (), "points_from": ()}
    return utility.model_dump()


def _with_decided_shape(then: AnyUtility, now: AnyUtility) -> AnyUtility:
    """The proposed numbers with the decided direction of a range or points of steps."""
    if isinstance(then, Steps) and isinstance(now, Steps) and not then.unbounded:
        same = (then.points_from, then.below) == (now.points_from, now.below)
        return now if same else then
    if isinstance(then, Bounded) and isinstance(now, Bounded) and then.lo is not None and then.hi is not None:
        return now.model_copy(update={"lo": now.hi, "hi": now.lo}) if then.lo > then.hi else now
    return now
