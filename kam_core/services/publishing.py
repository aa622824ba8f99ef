"""Publish a model: its document without stored overrides, with the tiers of all accounts."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from kam_core.scoring.model.model import Model, rebuilt
from kam_core.scoring.model.overrides import Override, without_overrides
from kam_core.scoring.portfolio import Portfolio
from kam_core.services.access import Action, require
from kam_core.store.model_versions import ModelVersion
from kam_core.store.published_tiers import TIER_COLUMNS
from kam_core.store.store import Store
from kam_core.vocabulary.actor import SYSTEM, By
from kam_core.vocabulary.message import N_, Message, UserError

PROPOSAL_NOTE = N_("Proposed automatically when the data were first loaded")
"""Note of the first version, which the app publishes itself."""


def document(model: Model, name: str, overrides: tuple[Override, ...] = ()) -> str:
    """A model under a name as TOML, without the overrides of the store."""
    return rebuilt(without_overrides(model, overrides), name=name).to_toml()


def publish(
    store: Store,
    portfolio: Portfolio,
    *,
    data_set_id: str,
    name: str,
    note: str,
    by: By,
    expected: str | None,
    dataset: str | None = None,
    overrides: tuple[Override, ...] = (),
    draft: ModelVersion | None = None,
) -> ModelVersion:
    """Publish the model of a portfolio under a name, with the tiers that its accounts get in the model's home view.

    `expected` is the id of the published version that the draft began from, None for the built-in model:
    `ConflictError` where another is published by now. `overrides` are those of the store: they apply to
    every model and stay out of the document. `draft` is the version to publish it as, where one was saved. Refuses
    without a name or a note, and if the role does not allow it; ValueError for a portfolio of another view than the
    home view.
    """
    require(by, Action.PUBLISH)
    home = portfolio.model.home
    if portfolio.view != portfolio.view.for_key(home):
        raise ValueError(f"published tiers are those of {home}, not of {portfolio.view.key}")
    name, note = (" ".join(text.split()) for text in (name, note))
    if not name:
        raise UserError("Enter a name for the model.")
    if not note:
        raise UserError("Enter a reason for publishing, for later reference.")
    return store.models.publish(
        data_set_id=data_set_id,
        home=home,
        name=name,
        document=document(portfolio.model, name, overrides),
        note=note,
        by=by,
        expected=expected,
        tiers=portfolio.accounts.select(TIER_COLUMNS),
        dataset=dataset,
        as_of=portfolio.view.as_of,
        draft=draft,
    )


def note_text(publisher: str | None, note: str, say: Callable[[Message], str] = str) -> str:
    """Note of a published version; that of the app itself is in the reader's language, whatever language it has."""
    return say(Message(PROPOSAL_NOTE)) if publisher == SYSTEM.name else note


def publish_proposal(
    store: Store,
    model: Model,
    *,
    data_set_id: str,
    dataset: str,
    as_of: datetime.date,
    at: datetime.datetime,
) -> ModelVersion:
    """Store the model proposed from the data as the first version; the app does so by itself. `ConflictError` where
    one is published."""
    by = By(SYSTEM, at)
    require(by, Action.PUBLISH)
    return store.models.publish(
        data_set_id=data_set_id,
        home=model.home,
        name=model.name,
        document=model.to_toml(),
        note=PROPOSAL_NOTE,
        by=by,
        expected=None,
        dataset=dataset,
        as_of=as_of,
    )


def take_back(store: Store, version: ModelVersion, *, reason: str, by: By) -> ModelVersion:
    """Archive the published version, as the caller read it; the model proposed from the data is used again.

    Refuses without a reason, and if the role does not allow it; `ConflictError` where it changed since.
    """
    require(by, Action.TAKE_BACK)
    reason = " ".join(reason.split())
    if not reason:
        raise UserError("Enter a reason for withdrawing the published model, for later reference.")
    return store.models.archive(version, by, reason)


def stored_overrides(store: Store, data_set_id: str) -> tuple[Override, ...]:
    """The tier overrides of a data set that nobody withdrew, expired ones among them, as a model takes them."""
    return tuple(
        Override(account_id=one.account_id, tier=one.tier, reason=one.reason, author=one.author, until=one.until)  # type: ignore[arg-type]
        for one in store.overrides.all(data_set_id)
        if one.withdrawn_at is None
    )
