"""Test screen: how firmly the draft puts accounts into tiers, what it changes, and what it would have found."""

from pages.rules.drafts.draft_screen import show_draft_screen
from pages.rules.test.answer import show_test_answer
from pages.rules.test.back_test import show_back_test
from pages.rules.test.closest_accounts import show_closest
from pages.rules.test.explanation import show_explanation
from pages.rules.test.robustness import show_robustness
from pages.rules.test.weight_ranges import show_ranges
from pages.shell.page_context import page_context

context = page_context()
words = context.words
show_draft_screen(
    context,
    show_test_answer,
    {
        "firmness": (words.say("Tier stability"), show_robustness),
        "ranges": (words.say("Weight ranges"), show_ranges),
        "closest": (words.say("Closest to a tier change"), show_closest),
        "why": (words.say("Tier changes"), show_explanation),
        "back_test": (words.say("Back-test"), show_back_test),
    },
    key="test_part",
)
