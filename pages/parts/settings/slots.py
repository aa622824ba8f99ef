"""Model versions in words: their window and unit, their state, their place in a list."""

from __future__ import annotations

from kam_core.locale.language import Language
from kam_core.store.models import ModelVersion
from kam_core.vocabulary.message import N_
from pages.parts.session import ALL_MONTHS

STATE_LABELS = {"draft": N_("draft"), "published": N_("published"), "archived": N_("archived")}


def slot_words(slot: str, words: Language) -> str:
    """12/account → 12 months, accounts."""
    window, unit = slot.split("/", 1)
    months = words.say("all months") if window == ALL_MONTHS else words.say("{months} months", months=int(window))
    units = words.say("by account") if unit == "account" else words.say("by group")
    return f"{months}, {units}"


def version_words(one: ModelVersion, words: Language) -> str:
    """Standard v3 · published · 12 months, by account."""
    state = words.say(STATE_LABELS[one.status])
    return f"{words.say(one.name)} v{one.number} · {state} · {slot_words(one.slot, words)}"
