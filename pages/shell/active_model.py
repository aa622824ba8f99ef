"""Active model of a data set: the published one, else the model proposed when its data were first seen."""

from __future__ import annotations

from contextlib import suppress

from kam_core import clock
from kam_core.measures.view_key import HOME
from kam_core.scoring.model.model import Model
from kam_core.services.publishing import publish_proposal
from kam_core.store.data_sets import DEMO
from kam_core.store.model_versions import ModelVersion
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.message import UserError
from pages.shell.cache import frame_cache, model_cache
from pages.shell.cache.store_cache import open_store
from pages.widgets.messages import post_error


def active_model(data_set_id: str, data: Dataset) -> tuple[ModelVersion | None, Model]:
    """The published version and its model in the home view; where none is published, the model proposed from the data.

    The proposal is stored as the first version, so that its bounds stay the same numbers: later imports change nobody
    else's score. It is the active model again after the published version was archived.
    """
    store = open_store()
    version = store.models.published(data_set_id)
    # Bounds proposed before the first order would measure nothing: the proposal waits for orders.
    if (
        version is None
        and data_set_id != DEMO
        and data.line_count
        and store.published_tiers.proposal(data_set_id, HOME) is None
    ):
        version = _publish_proposal(data_set_id, data)
    if version is not None:
        try:
            return version, model_cache.draft_model(version.document)
        except UserError as error:
            # Published by a newer app on the same store: show the error, and the model that this app proposes.
            post_error(error.message)
    return None, default_model(data_set_id, data)


def default_model(data_set_id: str, data: Dataset) -> Model:
    """The model in force where none is published: the stored proposal, else one proposed from the data as imported."""
    store = open_store()
    proposal = None if data_set_id == DEMO else store.published_tiers.proposal(data_set_id, HOME)
    if proposal is not None:
        with suppress(UserError):
            return model_cache.draft_model(store.models.find(proposal.model).document)
    return model_cache.proposed_model(data.as_imported, data.content_id)


def _publish_proposal(data_set_id: str, data: Dataset) -> ModelVersion | None:
    store = open_store()
    proposed = model_cache.proposed_model(data.as_imported, data.content_id)
    with suppress(UserError):
        return publish_proposal(
            store,
            proposed,
            data_set_id=data_set_id,
            dataset=data.content_id,
            as_of=frame_cache.home_view(data).as_of,
            at=clock.now(),
        )
    # Somebody else was faster, or nothing can be saved here.
    return store.models.published(data_set_id)
