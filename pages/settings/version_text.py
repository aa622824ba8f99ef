"""Text of model versions: their state, and one version in a line."""

from __future__ import annotations

from kam_core.locale.language import Language
from kam_core.measures.view_key import view_label
from kam_core.store.model_versions import ModelVersion
from kam_core.vocabulary.message import N_

STATE_LABELS = {"draft": N_("draft"), "published": N_("published"), "archived": N_("archived")}


def version_text(one: ModelVersion, words: Language) -> str:
    """Standard v3 · published · 12 months, by account."""
    state = words.say(STATE_LABELS[one.status])
    return f"{words.say(one.name)} v{one.number} · {state} · {words.show(view_label(one.home))}"
