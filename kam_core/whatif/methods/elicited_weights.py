"""Apply weights from a weighting method to the groups or criteria of a model.

A method gives shares of 1. They divide the points that these criteria have together today, so that all other weights
keep their influence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from kam_core.scoring.model.criterion import GROUPS, Criterion
from kam_core.scoring.model.model import Model
from kam_core.scoring.portfolio import Portfolio
from kam_core.vocabulary.message import Message, Share, UserError
from kam_core.weighting.critic import critic_weights
from kam_core.weighting.entropy import entropy_weights
from kam_core.whatif.comparison import WhatIf

MOST_POINTS = 100.0
DIGITS = 2
MIN_NAMES = 2
MIN_KNOWN = 0.5
"""Share of the buyers with a value that a criterion needs for a weight from the data."""


@dataclass(frozen=True)
class Scope:
    """The compared things: all groups, the criteria of one group, or criteria of all groups.

    names: of groups or of criteria; only those count that have data.
    """

    kind: Literal["groups", "group", "criteria"]
    names: tuple[str, ...]
    group: str | None = None

    @property
    def id(self) -> str:
        """A short name that is the same for every model."""
        return self.group or self.kind


@dataclass(frozen=True)
class DataAdvice:
    """Weights of some criteria from the data: shares by name and method.

    critic is None where criteria only repeat each other. used of buyers accounts have a value everywhere; left_out:
    criteria known of too few, which keep their weight.
    """

    scope: Scope
    present: dict[str, float]
    entropy: dict[str, float]
    critic: dict[str, float] | None
    used: int
    buyers: int
    left_out: tuple[str, ...]


def scopes(model: Model, active: Mapping[str, bool]) -> tuple[Scope, ...]:
    """Everything in which at least two things with data and weight can be weighed: groups, each group, all criteria."""
    active_members = {group: _active_members(model, active, group) for group in GROUPS}
    groups = tuple(group for group, members in active_members.items() if members)
    every = tuple(name for members in active_members.values() for name in members)
    found = [Scope("groups", groups)]
    found += [
        Scope("group", members, group)
        for group, members in active_members.items()
        if sum(model.criterion(name).weight for name in members) > 0
    ]
    found.append(Scope("criteria", every))
    return tuple(scope for scope in found if len(scope.names) >= MIN_NAMES)


def present_shares(model: Model, scope: Scope, active: Mapping[str, bool]) -> dict[str, float]:
    """The shares that the model gives today, by name; equal ones where all are 0."""
    points = _points(model, scope, active)
    total = sum(points.values())
    return {name: value / total if total > 0 else 1 / len(points) for name, value in points.items()}


def with_shares(model: Model, scope: Scope, shares: Mapping[str, float], active: Mapping[str, bool]) -> Model:
    """The model with the points of a scope divided by these shares (of sum 1), to hundredths of a point. A group's
    criteria keep their proportions. Refuses shares for other names than the scope's."""
    if set(shares) != set(scope.names):
        raise UserError("These weights do not match the criteria of the model. Answer the questions again.")
    total = sum(_points(model, scope, active).values()) or MOST_POINTS
    weights: dict[str, float] = {}
    for name, share in shares.items():
        if scope.kind == "groups":
            weights |= _group_weights(model, active, name, total * share)
        else:
            weights[name] = total * share
    largest = max(weights.values())
    # No weight may pass 100 points; what counts are the proportions.
    shrink = min(1.0, MOST_POINTS / largest) if largest > 0 else 1.0
    # People read weights and type them; hundredths are finer than any judgement (where there are whole points).
    digits = DIGITS if total >= 1 else None
    rounded = {
        name: weight * shrink if digits is None else round(weight * shrink, digits) for name, weight in weights.items()
    }
    return model.with_weights({name: min(MOST_POINTS, weight) for name, weight in rounded.items()})


def weights_sentence(result: WhatIf) -> Message:
    """The effect of proposed weights against the published model, in a sentence."""
    if result.moved == 0:
        return Message("No published tier would change.")
    before, after = result.key_share
    return Message(
        "{moved} account would change its published tier: {up} up, {down} down; revenue share of S and A "
        "{before} → {after}.",
        "{moved} accounts would change their published tier: {up} up, {down} down; revenue share of S and A "
        "{before} → {after}.",
        "moved",
        moved=result.moved, up=result.up, down=result.down, before=Share(before), after=Share(after),
    )  # fmt: skip


def data_advice(portfolio: Portfolio, least_known: float = MIN_KNOWN) -> DataAdvice:
    """Entropy and CRITIC weights of the criteria that are known of enough buyers, on their points. Advice only.

    Refuses where fewer than two criteria, or fewer than two accounts, are left to compare, or nothing differs.
    """
    model, matrix = portfolio.model, portfolio.matrix
    buys = np.asarray(portfolio.inputs.revenue > 0)
    points = matrix.points[buys]
    known = (~np.isnan(points)).mean(axis=0) if len(points) else np.zeros(points.shape[1])
    counted = [k for k, on in enumerate(matrix.active) if on and known[k] >= least_known]
    if len(counted) < MIN_NAMES:
        raise UserError("Fewer than two criteria have enough data, so no weights can be derived.")
    names = tuple(model.criteria[k].name for k in counted)
    scope = Scope("criteria", names)
    entropy = entropy_weights(points[:, counted], names)
    try:
        critic = dict(zip(names, critic_weights(points[:, counted]).weights.tolist(), strict=True))
    except UserError:
        critic = None
    active = {criterion.name: bool(on) for criterion, on in zip(model.criteria, matrix.active, strict=True)}
    return DataAdvice(
        scope=scope,
        present=present_shares(model, scope, active),
        entropy=dict(zip(names, entropy.weights.tolist(), strict=True)),
        critic=critic,
        used=entropy.used,
        buyers=int(buys.sum()),
        left_out=tuple(c.name for k, c in enumerate(model.criteria) if matrix.active[k] and k not in counted),
    )


def _active_members(model: Model, active: Mapping[str, bool], group: str) -> tuple[str, ...]:
    return tuple(criterion.name for criterion in _members(model, group) if active[criterion.name])


def _members(model: Model, group: str) -> list[Criterion]:
    return [criterion for criterion in model.criteria if criterion.group == group]


def _points(model: Model, scope: Scope, active: Mapping[str, bool]) -> dict[str, float]:
    """Points of each name today; of a group those of its criteria that have data."""
    if scope.kind != "groups":
        return {name: model.criterion(name).weight for name in scope.names}
    return {
        group: sum(model.criterion(name).weight for name in _active_members(model, active, group))
        for group in scope.names
    }


def _group_weights(model: Model, active: Mapping[str, bool], group: str, points: float) -> dict[str, float]:
    """The criteria of a group at their proportions, those without data along with them."""
    active_members = _active_members(model, active, group)
    now = sum(model.criterion(name).weight for name in active_members)
    if now <= 0:
        return {name: points / len(active_members) for name in active_members}
    return {c.name: c.weight * points / now for c in _members(model, group)}
