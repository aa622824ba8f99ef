"""Explain in a few words why accounts change tier under a draft: the criterion, the cut, or a later step that did it.

"Weak" and "strong" compare an account's points with the mean of the two tiers between which it moves.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from kam_core.scoring.model.cuts import ParetoCut
from kam_core.scoring.model.labels import CUT_LABELS
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.gate_effects import SHORT_REASONS
from kam_core.scoring.tiering.tier_inputs import NONE
from kam_core.vocabulary.enums import TIERS
from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import Message, Money, Points, Term
from kam_core.whatif.explanation.steps import CutDistance, Explanation

Values = npt.NDArray[np.float64]
NEGLIGIBLE_POINTS = 0.005
"""A part of a score that moves nobody worth a word."""
MOST_COMPARED = 2_000
"""Accounts of two tiers of which the mean is taken; of more, every n-th."""


class MoverReasons:
    """Reasons for the moves between two portfolios of the same accounts; means are computed once."""

    def __init__(self, before: Portfolio, after: Portfolio) -> None:
        self.before, self.after = before, after
        self._means: dict[tuple[int, int], Values] = {}
        self._same_criteria = [c.name for c in before.model.criteria] == [c.name for c in after.model.criteria]

    def reason(self, found: Explanation, row: int) -> Message:
        """The reason of one move; the whole sentence where no short one fits."""
        moves = found.moves
        if moves is None or found.steps_before is None:
            return found.sentence
        direction = 1 if found.steps_after.tier > found.steps_before.tier else -1
        if moves.override * direction > 0:
            return Message("Manual tier {after}", after=found.tier_after or "")
        if moves.cut * direction > 0:
            return self._of_the_cut(found, row, direction)
        return self._of_a_step(found, row, direction)

    def _of_the_cut(self, found: Explanation, row: int, direction: int) -> Message:
        distance = found.distance
        if distance is None:
            old, new = (Term(CUT_LABELS[one.model.cut.kind]) for one in (self.before, self.after))
            return Message("Tiers cut by {new} instead of {old}", new=new, old=old)
        # Under a quota the line moves with everybody's scores: only a cut set anew is a cause of its own.
        is_new_cut = self.before.model.cut != self.after.model.cut
        if is_new_cut and -direction * distance.cut > -direction * (distance.after - distance.before - distance.cut):
            return _of_the_line(distance)
        return self._of_a_criterion(found, row, direction) or (_of_the_line(distance) if is_new_cut else found.sentence)

    def _of_a_criterion(self, found: Explanation, row: int, direction: int) -> Message | None:
        """The criterion whose new weight moves the account most against its neighbours, in its direction."""
        if not self._same_criteria or found.steps_before is None or isinstance(self.after.model.cut, ParetoCut):
            return None
        points = self.after.matrix.points[row]
        known = ~np.isnan(points)
        shift = _shares(self.after, known) - _shares(self.before, known)
        above = points - self._mean(found.steps_before.tier, found.steps_after.tier)
        effects = -direction * np.nan_to_num(shift * above)
        k = int(np.argmax(effects))
        if effects[k] < NEGLIGIBLE_POINTS:
            return None
        criterion = Term(MEASURES[self.after.model.criteria[k].measure].label)
        if shift[k] > 0:
            if above[k] < 0:
                return Message("Weak in {criterion}, which counts more", criterion=criterion)
            return Message("Strong in {criterion}, which counts more", criterion=criterion)
        if above[k] < 0:
            return Message("Weak in {criterion}, which counts less", criterion=criterion)
        return Message("Strong in {criterion}, which counts less", criterion=criterion)

    def _mean(self, one: int, other: int) -> Values:
        tiers = (min(one, other), max(one, other))
        if tiers not in self._means:
            present = self.before.tiers.tier
            rows = np.flatnonzero((present == tiers[0]) | (present == tiers[1]))
            rows = rows[:: max(1, len(rows) // MOST_COMPARED)]
            points = self.after.matrix.points[rows]
            known = ~np.isnan(points)
            counts = known.sum(axis=0)
            sums = np.where(known, points, 0.0).sum(axis=0)
            self._means[tiers] = np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)
        return self._means[tiers]

    def _of_a_step(self, found: Explanation, row: int, direction: int) -> Message:
        """The step after the cut that moved the account: gate, seats, or the tier last published."""
        moves, old, new = found.moves, found.steps_before, found.steps_after
        assert moves is not None
        assert old is not None
        if moves.gates * direction > 0:
            if direction < 0:
                if new.gated < new.after_hysteresis:
                    return Message("Takes a place that a gate freed")
                return Message("No longer held back by a gate")
            gate = None if new.after_hysteresis == NONE else self._gate(row, new.after_hysteresis)
            if gate is None:
                return Message("No longer takes a place that a gate freed")
            return Message("Held back by a gate: {why}", why=Term(SHORT_REASONS[gate]))
        if moves.seats * direction > 0:
            if direction > 0:
                return Message("All {tier} seats are full", tier=TIERS[new.gated])
            return Message("A {tier} seat is free", tier=TIERS[new.after_capacity])
        if new.after_hysteresis != new.cut:
            return Message("Near the cut, so it stays {tier} as last published", tier=TIERS[new.after_hysteresis])
        return Message("No longer stays {tier} as last published", tier=TIERS[old.after_hysteresis])

    def _gate(self, row: int, tier: int) -> str | None:
        return self.after.inputs.gates.first_failed(row, TIERS[tier])


def _shares(portfolio: Portfolio, known: npt.NDArray[np.bool_]) -> Values:
    """The share of the score that each criterion makes for an account with these known values."""
    weights = np.array([criterion.weight for criterion in portfolio.model.criteria]) * portfolio.matrix.active
    if portfolio.model.missing == "share_out":
        weights = weights * known
    total = weights.sum()
    return np.asarray(weights / total if total > 0 else weights)


def _of_the_line(distance: CutDistance) -> Message:
    line: object = Money(round(distance.line_after)) if distance.unit == "money" else Points(distance.line_after)
    if distance.line_after > distance.line_before:
        return Message("The cut of {tier} rose to {line}", tier=distance.boundary, line=line)
    return Message("The cut of {tier} fell to {line}", tier=distance.boundary, line=line)
