"""What a file taken from a page says of itself: scenario, hashes, date and window."""

from __future__ import annotations

from kam_core.reports.export import About
from kam_core.scoring.model.model import Model
from kam_core.scoring.model.model_hash import model_hash
from pages.shell import cached, session


def about(desk: session.Desk, draft: Model | None = None) -> About:
    """Of the published model under its name and number; of the draft under the name that `_name` gives it."""
    kept, data = session.overrides(), cached.data_hash_of(desk.dataset)
    if draft is None or draft == desk.published:
        return About.of(desk.published, desk.view, data, kept, _published(desk))
    return About.of(draft, desk.view, data, kept, _name(desk, draft))


def _published(desk: session.Desk) -> str:
    name = desk.words.say(desk.published.name)
    return name if desk.version is None else f"{name} v{desk.version.number}"


def _name(desk: session.Desk, draft: Model) -> str:
    """The name of the scenario that the draft is, or its own; "changed since" where people know that name for another
    model: two files of one name would be taken for the same."""
    words, scenario = desk.words, session.taken()
    if scenario is not None:
        name = words.say(scenario.name)
        known = model_hash(cached.draft_model(scenario.document))
        changed = model_hash(draft, session.overrides()) != known
    else:
        changed = draft.name == desk.published.name
        name = _published(desk) if changed else words.say(draft.name)
    return words.say("{name}, changed since", name=name) if changed else name
