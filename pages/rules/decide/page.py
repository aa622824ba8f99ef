"""Decide screen: the publication of the draft with its consequences, scenarios, capacity and limits."""

from pages.rules.decide.limits_panel import show_limits
from pages.rules.decide.publication import show_publication, show_publication_answer
from pages.rules.decide.scenarios import show_scenarios
from pages.rules.drafts.draft_screen import show_draft_screen
from pages.shell.page_context import page_context

context = page_context()
words = context.words
show_draft_screen(
    context,
    show_publication_answer,
    {
        "publish": (words.say("Publish"), show_publication),
        "scenarios": (words.say("Scenarios"), show_scenarios),
        "limits": (words.say("Gates and seats"), show_limits),
    },
    key="decide_part",
)
