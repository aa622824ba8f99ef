"""Cuts of the nine boxes (realised value × potential), proposed where one box holds most active customers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from kam_core.scoring.model.model import HIGHEST_POINTS, Model, rebuilt
from kam_core.scoring.role_cut import active_roles
from kam_core.scoring.score import utilities
from kam_core.vocabulary.message import Message, Share

THIRDS = (100 / 3, 200 / 3)
"""The cuts of a model without its own."""
MOST = 0.5
"""Share of the active customers from which one box says little."""


@dataclass(frozen=True)
class UnevenBoxes:
    """The customers in the largest box, and whole cuts under which the largest box is smallest."""

    accounts: int
    active: int
    proposed_cuts: tuple[float, float]
    largest_then: int

    @property
    def sentence(self) -> Message:
        """What the cuts do."""
        return Message(
            "{count} of {of} active customers ({share}) lie in one of the nine boxes.",
            count=self.accounts, of=self.active, share=Share(self.accounts / self.active),
        )  # fmt: skip

    @property
    def proposal_sentence(self) -> Message:
        """What the proposed cuts would do."""
        low, high = self.proposed_cuts
        return Message(
            "Proposed from these data: cuts at {low} and {high} points; the largest box would have {count}.",
            low=low, high=high, count=self.largest_then,
        )  # fmt: skip


def uneven_boxes(roles: pl.DataFrame, model: Model) -> UnevenBoxes | None:
    """The largest box with more than half of the active customers (`active_roles`) whose points are known; None without
    one, or where no other cuts make it smaller."""
    points = roles.select("realised_points", "potential_points").drop_nulls()
    if points.is_empty():
        return None
    cuts = model.box_cuts or THIRDS
    placed = [np.searchsorted(cuts, points[name].to_numpy(), side="right") for name in points.columns]
    largest = int(np.bincount(placed[0] * 3 + placed[1]).max())
    if largest <= MOST * points.height:
        return None
    proposed, then = _most_even_cuts(points)
    return UnevenBoxes(largest, points.height, proposed, then) if then < largest else None


def with_proposed_box_cuts(model: Model, frame: pl.DataFrame) -> Model:
    """The model with proposed cuts where its own put most active customers into one box."""
    uneven = uneven_boxes(active_roles(frame, utilities(frame, model), model), model)
    return model if uneven is None else rebuilt(model, box_cuts=uneven.proposed_cuts)


def _most_even_cuts(points: pl.DataFrame) -> tuple[tuple[float, float], int]:
    """The whole cuts under which the largest of the nine boxes is smallest, and its size; the lowest of several."""
    size = HIGHEST_POINTS + 1
    rows, columns = (np.floor(points[name].to_numpy()).astype(np.intp) for name in points.columns)
    counts = np.bincount(rows * size + columns, minlength=size * size).reshape(size, size)
    # below[i, j]: customers with less than i and less than j points.
    below = np.zeros((size + 1, size + 1), np.int64)
    below[1:, 1:] = counts.cumsum(axis=0).cumsum(axis=1)
    low, high = np.triu_indices(size, 1)
    edges = (np.zeros_like(low), low, high, np.full_like(low, size))
    boxes = [
        below[edges[r + 1], edges[c + 1]] - below[edges[r], edges[c + 1]]
        - below[edges[r + 1], edges[c]] + below[edges[r], edges[c]]
        for r in range(3)
        for c in range(3)
    ]  # fmt: skip
    largest = np.max(boxes, axis=0)
    best = int(np.argmin(largest))
    return (float(low[best]), float(high[best])), int(largest[best])
