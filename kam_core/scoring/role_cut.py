"""Cut between the roles of accounts (whale, cash whale, rising and small fish), proposed where one role holds most."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from kam_core.scoring.model.model import Model, rebuilt
from kam_core.scoring.score import Utilities, utilities
from kam_core.scoring.value_class import value_classes
from kam_core.vocabulary.enums import RANK_LABELS
from kam_core.vocabulary.message import Message, Share, Term

MOST = 0.5
"""Share of the active customers from which one role says little."""
HIGHEST = 100


@dataclass(frozen=True)
class UnevenRoles:
    """The role that holds most of the active customers, with the cut that spreads them best: a whole number, stored
    with the model once it is taken. largest_then: customers of the largest role under that cut."""

    role: str
    accounts: int
    active: int
    cut: float
    proposed_cut: float
    largest_then: int

    @property
    def sentence(self) -> Message:
        """What the cut does."""
        return Message(
            "{count} of {of} active customers ({share}) have one role, {role}: the cut at {cut} points tells little.",
            count=self.accounts, of=self.active, share=Share(self.accounts / self.active),
            role=Term(RANK_LABELS[self.role]), cut=self.cut,
        )  # fmt: skip

    @property
    def proposal_sentence(self) -> Message:
        """What the proposed cut would do."""
        return Message(
            "Proposed from these data: {cut} points; the largest role would have {count}.",
            cut=self.proposed_cut, count=self.largest_then,
        )  # fmt: skip


def active_roles(frame: pl.DataFrame, matrix: Utilities, model: Model) -> pl.DataFrame:
    """The active customers of an account frame: the columns of `value_classes`, and `recurring`."""
    return value_classes(frame, matrix, model).with_columns(frame["recurring"]).filter(frame["revenue"] > 0)


def uneven_roles(roles: pl.DataFrame, model: Model) -> UnevenRoles | None:
    """The role with more than half of the active customers (`active_roles`); None where none has, or no other cut
    spreads them more."""
    counts = roles["value_class"].drop_nulls().value_counts().sort("count", "value_class", descending=[True, False])
    if counts.is_empty() or counts["count"][0] <= MOST * roles.height:
        return None
    cut, largest = _most_even_cut(roles)
    if largest >= counts["count"][0]:
        return None
    return UnevenRoles(counts["value_class"][0], counts["count"][0], roles.height, model.class_cut, float(cut), largest)


def with_proposed_class_cut(model: Model, frame: pl.DataFrame) -> Model:
    """The model with the proposed cut between the roles where its own puts most active customers into one."""
    uneven = uneven_roles(active_roles(frame, utilities(frame, model), model), model)
    return model if uneven is None else rebuilt(model, class_cut=uneven.proposed_cut)


def _most_even_cut(roles: pl.DataFrame) -> tuple[int, int]:
    """The whole cut under which the largest role has the fewest customers, and their number; the lowest of several.

    Unknown points are below every cut.
    """
    places = [
        np.floor(np.clip(roles[points].fill_null(-1.0).fill_nan(-1.0).to_numpy(), -1, HIGHEST)).astype(np.intp) + 1
        for points in ("realised_points", "potential_points")
    ]
    size = HIGHEST + 2
    place = places[0] * size + places[1]
    one_off = ~roles["recurring"].fill_null(True).to_numpy()
    every, single = (np.bincount(of, minlength=size * size).reshape(size, size) for of in (place, place[one_off]))
    recurring = every - single
    largest = [
        max(
            recurring[cut:, cut:].sum(),
            recurring[cut:, :cut].sum(),
            every[:cut, cut:].sum(),
            every[:cut, :cut].sum(),
            single[cut:, :].sum(),
        )
        for cut in range(1, size)
    ]
    best = int(np.argmin(largest))
    return best, int(largest[best])
