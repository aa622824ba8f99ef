"""Change the draft of a page: save it, restart it, continue from a version."""

from __future__ import annotations

from contextlib import suppress

from kam_core.scoring.model.model import Model
from kam_core.scoring.model.overrides import with_overrides, without_overrides
from kam_core.services.appraisal import preset_for
from kam_core.store.model_versions import ModelVersion
from kam_core.vocabulary.message import UserError
from pages.shell.cache import model_cache
from pages.shell.data_set.current import current_overrides, data_set_id
from pages.shell.draft.saved_draft import (
    begin_revision,
    draft_revision,
    draft_scenario,
    draft_text,
    link_to_scenario,
    save_draft_text,
)
from pages.shell.page_context import PageContext, page_context
from pages.shell.view_choices import current_view_key


def current_draft() -> Model:
    """The draft as last saved; inside a fragment the context of the page is older than it."""
    text = draft_text()
    if text is not None:
        # Needed at every release of a lever, without the rest of the context. The page context reports a draft that
        # cannot be read.
        with suppress(UserError):
            return with_overrides(model_cache.model_in(text, current_view_key()), current_overrides())
    return page_context().draft


def save_draft(model: Model | None, context: PageContext, anew: bool = False) -> None:
    """Save the draft for the data set in use, as seen at home; None goes back to the published model."""
    text = None if model is None else without_overrides(model, current_overrides()).to_toml()
    save_draft_text(text, context.version_id, anew)


def save_changed_draft(context: PageContext, before: Model, draft: Model) -> None:
    """Save the draft if a lever changed it; one equal to the published model is removed, unless it is a scenario."""
    if draft != before:
        save_draft(None if draft == context.published and draft_scenario() is None else draft, context)


def restart_draft(model: Model | None, context: PageContext) -> None:
    """Restart the draft from a model and reset the levers to it."""
    save_draft(model, context, anew=True)
    begin_revision()


def edit_version(version: ModelVersion) -> None:
    """Continue from a version in the view in use: it is what will be published."""
    context = page_context()
    model = preset_for(model_cache.draft_model(version.document), context.portfolio, context.frame_of)
    restart_draft(model, context)
    link_to_scenario(version, context.version_id)


def levers_key(context: PageContext) -> str:
    """The state that the levers were set from: data, view and revision of the draft."""
    return f"{context.dataset.content_id} {data_set_id()}/{context.view.key} {draft_revision()}"
