"""Answer of the Test screen: how many accounts in S or A keep their tier under other weights, and in which range."""

from __future__ import annotations

from kam_core.vocabulary.message import Message
from kam_core.whatif.robustness.stability import classes_sentence, range_sentence, stability_answer
from pages.rules.drafts.what_if_context import WhatIfContext
from pages.rules.test.robustness import drawn_tiers
from pages.widgets.answer import show_answer


def show_test_answer(what_if: WhatIfContext) -> None:
    """Show question, answer, and the range of weights that was drawn."""
    words = what_if.words
    question = words.say("How stable are the tiers?")
    if not (what_if.result.tiers.tier >= 0).any():
        show_answer(words, question, Message("No account has a tier yet."))
        return
    found = drawn_tiers(what_if)
    if found is None:
        show_answer(words, question, Message("Run the draws to see how many accounts in S or A keep their tier."))
        return
    show_answer(
        words,
        question,
        stability_answer(found, what_if.population),
        classes_sentence(found, what_if.population),
        range_sentence(found),
    )
