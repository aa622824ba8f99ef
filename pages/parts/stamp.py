"""What a file taken from a page says of itself: scenario, hashes, date and window."""

from __future__ import annotations

from kam_core.reports.export import About
from kam_core.scoring.model import Model
from pages.parts import cached, session


def about(desk: session.Desk, draft: Model | None = None) -> About:
    """Of the published model under its name and number; of the draft under its scenario's name, where it is one."""
    words, kept = desk.words, session.overrides()
    if draft is None or draft == desk.published:
        name = words.say(desk.published.name)
        if desk.version is not None:
            name = f"{name} v{desk.version.number}"
        return About.of(desk.published, desk.view, cached.data_hash_of(desk.dataset), kept, name)
    scenario = session.taken()
    name = words.say(draft.name if scenario is None else scenario.name)
    return About.of(draft, desk.view, cached.data_hash_of(desk.dataset), kept, name)
