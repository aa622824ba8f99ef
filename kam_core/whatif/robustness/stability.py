"""Say how many accounts in S and A keep their tier under other weights, with the range of the weights."""

from __future__ import annotations

import numpy as np

from kam_core.scoring.tiering.tier import NONE, A
from kam_core.vocabulary.message import Message, Share, ShownFigure
from kam_core.whatif.robustness.acceptability import Acceptability

ALL = "all"


def key_stability(found: Acceptability) -> tuple[int, int]:
    """How many accounts in S or A keep their tier in at least 90 % of the draws, and how many there are."""
    key = (found.present != NONE) & (found.present <= A)
    firmness = np.array([one or "" for one in found.firmness])
    return int((firmness[key] == "solid").sum()), int(key.sum())


def stability_sentence(found: Acceptability, population: str = ALL) -> Message:
    """How many accounts in S or A keep their tier, with the range of the weights. population: see `ShownFigure`."""
    stay, count = key_stability(found)
    if not count:
        return Message("There are no S or A accounts.")
    if found.spread is None:
        return Message(
            "With any weights at all, {stay} of {all} account in S or A keeps its tier.",
            "With any weights at all, {stay} of {all} accounts in S or A keep their tier.",
            "all",
            stay=_stable(found, population, stay),
            all=ShownFigure("top_tier_accounts", population, count),
        )
    return Message(
        "With weights up to {spread} higher or lower, {stay} of {all} account in S or A keeps its tier.",
        "With weights up to {spread} higher or lower, {stay} of {all} accounts in S or A keep their tier.",
        "all",
        spread=_spread(found),
        stay=_stable(found, population, stay),
        all=ShownFigure("top_tier_accounts", population, count),
    )


def stability_answer(found: Acceptability, population: str = ALL) -> Message:
    """The same as a headline, without the range."""
    stay, count = key_stability(found)
    if not count:
        return Message("There are no S or A accounts.")
    return Message(
        "{stay} of {all} account in S or A keeps its tier under other weights.",
        "{stay} of {all} accounts in S or A keep their tier under other weights.",
        "all",
        stay=_stable(found, population, stay),
        all=ShownFigure("top_tier_accounts", population, count),
    )


def classes_sentence(found: Acceptability, population: str = ALL) -> Message:
    """Counts of stable, fairly stable and borderline accounts in S or A."""
    key = (found.present != NONE) & (found.present <= A)
    firmness = np.array([one or "" for one in found.firmness])[key]
    return Message(
        "{solid} stable, {leaning} fairly stable, {fragile} borderline.",
        solid=_stable(found, population, int((firmness == "solid").sum())),
        leaning=_stable(found, f"{population}:leaning", int((firmness == "leaning").sum())),
        fragile=_stable(found, f"{population}:fragile", int((firmness == "fragile").sum())),
    )


def range_sentence(found: Acceptability) -> Message:
    """The range of the weights, in a few words."""
    if found.spread is None:
        return Message("Any weights at all:")
    return Message("Weights up to {spread} higher or lower:", spread=_spread(found))


def ties_sentence(found: Acceptability) -> Message | None:
    """Number of accounts with a tier only by the order of the accounts, now or in some draws; None for none."""
    tied = set(found.tied)
    if found.by_order is not None:
        tied |= set(np.flatnonzero(found.by_order.any(axis=1)).tolist())
    if not tied:
        return None
    return Message(
        "{count} tied with an account on the other side of a cut, now or in some draws. Ties are decided by "
        "account id: such draws do not count, and accounts tied now are borderline.",
        count=ShownFigure("tied_accounts", f"draft:{found.spread}", len(tied)),
    )


def _stable(found: Acceptability, population: str, count: int) -> ShownFigure:
    return ShownFigure("stable_top_tier_accounts", f"{population}:{found.spread}", count)


def _spread(found: Acceptability) -> ShownFigure:
    return ShownFigure("weight_range", f"{found.spread}", Share(found.spread or 0.0))
