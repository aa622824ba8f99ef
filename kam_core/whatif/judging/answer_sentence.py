"""Sentence of what the five answers to a question would give in points and tier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kam_core.scoring.tiering.tier import NONE
from kam_core.vocabulary.enums import TIERS
from kam_core.vocabulary.message import Message, Points
from kam_core.whatif.judging.answer_effects import MARKS


@dataclass(frozen=True)
class TierRun:
    """Consecutive marks that give one tier."""

    first: int
    last: int
    tier: str

    @property
    def marks(self) -> str:
        """1, or 2–5."""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


def tier_runs(tiers: Sequence[int]) -> list[TierRun]:
    """The tiers at the marks 1–5 as runs, such as 1–3 B and 4–5 A; [] without a tier."""
    runs: list[TierRun] = []
    for mark, code in zip(MARKS, tiers, strict=True):
        if code == NONE:
            return []
        tier = TIERS[code]
        if runs and runs[-1].tier == tier:
            runs[-1] = TierRun(runs[-1].first, mark, tier)
        else:
            runs.append(TierRun(mark, mark, tier))
    return runs


def answer_sentence(score: float, scores: Sequence[float], tiers: Sequence[int]) -> Message:
    """The score today, and points and tier of the first and the last mark that give each tier."""
    runs = tier_runs(tiers)
    if np.isnan(scores).any():
        return Message("No mark gives this account a score yet: it lacks all other data of the model.")
    if not runs:
        return Message(
            "A 1 gives {low} points, a 5 gives {high}. No tier yet: this account has not bought.",
            low=Points(scores[0]), high=Points(scores[-1]),
        )  # fmt: skip
    if len(runs) == 1:
        answers = Message(
            "a 1 gives {low}, a 5 gives {high}, tier {tier} with every answer",
            low=Points(scores[0]), high=Points(scores[-1]), tier=runs[0].tier,
        )  # fmt: skip
    elif max(scores) == min(scores):
        marks = _joined([Message("{marks} gives tier {tier}", marks=run.marks, tier=run.tier) for run in runs])
        return Message("The gate on mutual dependence decides, not the points: {answers}.", answers=marks)
    else:
        answers = _joined([_run(run, scores) for run in runs])
    if np.isnan(score):
        return Message("No score today: {answers}.", answers=answers)
    return Message("{now} points today: {answers}.", now=Points(score), answers=answers)


def _joined(parts: Sequence[Message]) -> Message:
    answers = parts[0]
    for part in parts[1:]:
        answers = Message("{before}; {after}", before=answers, after=part)
    return answers


def _run(run: TierRun, scores: Sequence[float]) -> Message:
    low, high = Points(scores[run.first - 1]), Points(scores[run.last - 1])
    if run.first == run.last:
        return Message("a {mark} gives {points} and tier {tier}", mark=run.first, points=low, tier=run.tier)
    return Message(
        "a {first} gives {low}, a {last} gives {high}, both tier {tier}",
        first=run.first, low=low, last=run.last, high=high, tier=run.tier,
    )  # fmt: skip
