"""Which model is the model of the house: the published one, else the one proposed when the data were first seen."""

from __future__ import annotations

from contextlib import suppress

from kam_core.locale.language import Language
from kam_core.measures.view_key import HOME
from kam_core.scoring.model.model import Model
from kam_core.services.publishing import publish_proposal
from kam_core.store.data_sets import DEMO
from kam_core.store.model_versions import ModelVersion
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.message import UserError
from pages.shell import clock
from pages.shell.cache import frame_cache, model_cache
from pages.shell.cache.store_cache import open_store
from pages.widgets.messages import post_error


def model_in_use(data_set_id: str, data: Dataset, words: Language) -> tuple[ModelVersion | None, Model]:
    """The published version and its model at home; where none is published, the model proposed from the data.

    That one is kept as the first version, so that its bounds are numbers from then on: later imports move nobody
    else's score. It holds again where the published version was taken back.
    """
    store = open_store()
    kept = store.models.published(data_set_id)
    # A ruler made before the first order would measure nothing: it waits until there is something to measure.
    if (
        kept is None
        and data_set_id != DEMO
        and data.line_count
        and store.published_tiers.proposal(data_set_id, HOME) is None
    ):
        kept = _kept_first(data_set_id, data, words)
    if kept is not None:
        try:
            return kept, model_cache.draft_model(kept.document)
        except UserError as error:
            # Published by a newer app on the same store: say so, and show what this one would propose.
            post_error(error.message)
    return None, built_in(data_set_id, data)


def built_in(data_set_id: str, data: Dataset) -> Model:
    """The model that holds where none is published: with the bounds of when the data were first seen, if kept."""
    store = open_store()
    proposal = None if data_set_id == DEMO else store.published_tiers.proposal(data_set_id, HOME)
    if proposal is not None:
        with suppress(UserError):
            return model_cache.draft_model(store.models.find(proposal.model).document)
    return model_cache.proposed_model(data.as_imported, data.content_id)


def _kept_first(data_set_id: str, data: Dataset, words: Language) -> ModelVersion | None:
    store = open_store()
    proposed = model_cache.proposed_model(data.as_imported, data.content_id)
    with suppress(UserError):
        return publish_proposal(
            store,
            proposed,
            data_set_id=data_set_id,
            note=words.say("Proposed from the data when they were first seen"),
            dataset=data.content_id,
            as_of=frame_cache.home_view(data).as_of,
            at=clock.now(),
        )
    # Somebody else was faster, or nothing can be saved here.
    return store.models.published(data_set_id)
