"""Export metadata: scenario, hashes, date and window in a file downloaded from a page."""

from __future__ import annotations

from kam_core.reports.export import About
from kam_core.scoring.model.model import Model
from kam_core.scoring.model.model_hash import model_hash
from pages.shell.cache import dataset_cache, model_cache
from pages.shell.data_set.current import current_overrides
from pages.shell.draft.saved_draft import draft_scenario
from pages.shell.page_context import PageContext


def export_metadata(context: PageContext, draft: Model | None = None) -> About:
    """Metadata of the published model under its name and number, or of a draft under the name by `_draft_name`."""
    overrides, data_hash = current_overrides(), dataset_cache.data_hash_of(context.dataset)
    if draft is None or draft == context.published:
        return About.of(context.published, context.view, data_hash, overrides, _published_name(context))
    return About.of(draft, context.view, data_hash, overrides, _draft_name(context, draft))


def _published_name(context: PageContext) -> str:
    name = context.words.say(context.published.name)
    return name if context.version is None else f"{name} v{context.version.number}"


def _draft_name(context: PageContext, draft: Model) -> str:
    """The name of the scenario that the draft is, or its own; "changed since" where people know that name for another
    model: two files of one name would be taken for the same."""
    words, scenario = context.words, draft_scenario()
    if scenario is not None:
        name = words.say(scenario.name)
        scenario_hash = model_hash(model_cache.draft_model(scenario.document))
        changed = model_hash(draft, current_overrides()) != scenario_hash
    else:
        changed = draft.name == context.published.name
        name = _published_name(context) if changed else words.say(draft.name)
    return words.say("{name}, changed since", name=name) if changed else name
