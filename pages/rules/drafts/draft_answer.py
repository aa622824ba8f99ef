"""Answer of a screen on the draft: what it changes, or what holds while it is unchanged."""

from __future__ import annotations

from kam_core.vocabulary.message import Message
from kam_core.whatif.draft_answer import draft_answer
from pages.rules.drafts.what_if_context import WhatIfContext
from pages.widgets.answer import show_answer


def show_draft_answer(what_if: WhatIfContext, question: str) -> None:
    """Show the question, the answer, and who moves and why; how to start while the draft is unchanged."""
    words, unchanged = what_if.words, what_if.is_unchanged
    found = draft_answer(what_if.result, unchanged)
    line = Message("Move a weight or a tier cut to see what changes.") if unchanged else found.cause
    show_answer(words, question, found.headline, line, found.population)
