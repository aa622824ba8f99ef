"""Cuts that put most buyers into one tier, and cuts proposed from the data that set the best apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kam_core.scoring.model.cuts import QuotaCut, ScoreCut
from kam_core.scoring.model.presets import propose
from kam_core.vocabulary.enums import KEY_TIERS, TIERS
from kam_core.vocabulary.message import Message, Share
from kam_core.whatif.comparison import WhatIf

MOST = 0.5
"""Share of the buyers from which a class sets nobody apart."""


@dataclass(frozen=True)
class UnevenTiers:
    """The tiers that hold most buyers by score alone, and the proposed cuts.

    tiers: ("S", "A") together, or one tier. proposal: numbers once proposed, which are stored with the draft;
    key_then: buyers that would be S or A under them.
    """

    tiers: tuple[str, ...]
    accounts: int
    buyers: int
    proposal: ScoreCut
    key_then: int

    @property
    def sentence(self) -> Message:
        """What the cuts do."""
        values = {"count": self.accounts, "of": self.buyers, "share": Share(self.accounts / self.buyers)}
        if len(self.tiers) > 1:
            return Message(
                "{count} of {of} active customers ({share}) would be S or A by score: these cuts hardly separate them.",
                **values,
            )
        return Message(
            "{count} of {of} active customers ({share}) would be {tier} by score: these cuts hardly separate them.",
            tier=self.tiers[0], **values,
        )  # fmt: skip

    @property
    def proposal_sentence(self) -> Message:
        """What the proposed cuts would do."""
        return Message(
            "Proposed from these data: S from {s}, A from {a} and B from {b} points; {count} would be S or A.",
            s=self.proposal.s, a=self.proposal.a, b=self.proposal.b, count=self.key_then,
        )  # fmt: skip


def uneven_tiers(result: WhatIf) -> UnevenTiers | None:
    """The uneven tiers of a draft; None where its cuts are even, or the proposed ones are no better."""
    buyers = result.published.inputs.revenue > 0
    count = int(buyers.sum())
    sizes = np.bincount(result.tiers.cut[buyers & (result.tiers.cut >= 0)], minlength=len(TIERS)).tolist()
    key = sum(sizes[: len(KEY_TIERS)])
    largest = int(np.argmax(sizes))
    by_quota = isinstance(result.draft.cut, QuotaCut)
    if count == 0:
        return None
    if key >= MOST * count and key > 1:
        tiers, accounts = KEY_TIERS, key
    elif sizes[largest] >= MOST * count and not by_quota:
        tiers, accounts = (TIERS[largest],), sizes[largest]
    else:
        return None
    cut = propose(result.draft.with_cut(ScoreCut()), result.published.accounts).cut
    assert isinstance(cut, ScoreCut)
    scores = result.scores.score[buyers]
    above = [int((scores >= limit).sum()) for limit in (cut.s, cut.a, cut.b) if limit is not None]
    sizes_then = np.diff([0, *above, count])
    then = above[1] if len(tiers) > 1 else int(sizes_then.max())
    return UnevenTiers(tuple(tiers), accounts, count, cut, above[1]) if then < accounts else None
