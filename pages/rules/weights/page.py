"""Weights screen: weights found by methods, from comparisons by people or from the data."""

from pages.rules.drafts.draft_screen import show_draft_screen
from pages.rules.weights.answer import show_weights_answer
from pages.rules.weights.methods_panel import show_methods
from pages.rules.weights.preset_panel import show_presets
from pages.shell.page_context import page_context

context = page_context()
words = context.words
show_draft_screen(
    context,
    show_weights_answer,
    {
        "methods": (words.say("Methods"), show_methods),
        "presets": (words.say("Value only or all"), show_presets),
    },
    key="weights_part",
)
