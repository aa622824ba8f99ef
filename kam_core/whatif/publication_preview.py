"""Say what publishing a draft would do: who enters and leaves S and A, and the money before and after."""

from __future__ import annotations

from kam_core.vocabulary.message import Message, ShownFigure
from kam_core.whatif.comparison import WhatIf
from kam_core.whatif.draft_answer import DRAFT, ENTERING, LEAVING, DraftAnswer, draft_answer, moved_sentence
from kam_core.whatif.tier_crossings import KEY_LINE, tier_crossings


def publication_answer(result: WhatIf, unchanged: bool = False) -> DraftAnswer:
    """The consequences in a headline, the accounts that move, and what becomes of the revenue of S and A."""
    if unchanged:
        return DraftAnswer(
            Message("Nothing to publish: your draft is unchanged."), None, draft_answer(result, unchanged).headline
        )
    if result.moved == 0:
        return DraftAnswer(Message("Publishing changes settings, but no tiers."), None, draft_answer(result).cause)
    line = tier_crossings(result)[KEY_LINE]
    if not line.falling and not line.rising:
        headline = Message(
            "Publishing moves {moved} account, none into or out of S and A.",
            "Publishing moves {moved} accounts, none into or out of S and A.",
            "moved",
            moved=ShownFigure("tier_changes", DRAFT, result.moved),
        )
    else:
        headline = Message(
            "Publishing: {entering} and {leaving} S and A.",
            entering=Message(
                "{count} account enters", "{count} accounts enter", "count",
                count=ShownFigure("accounts", ENTERING, line.rising),
            ),
            leaving=Message(
                "{count} leaves", "{count} leave", "count", count=ShownFigure("accounts", LEAVING, line.falling)
            ),
        )  # fmt: skip
    return DraftAnswer(headline, moved_sentence(result), draft_answer(result).cause)
