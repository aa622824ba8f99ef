"""From a draft to the model of the house: the document without decisions kept elsewhere, and the tiers it gives."""

from __future__ import annotations

import datetime

from kam_core.scoring.model import Override, rebuilt, without_overrides
from kam_core.scoring.portfolio import Portfolio
from kam_core.store.history import TIER_COLUMNS
from kam_core.store.models import ModelVersion
from kam_core.store.store import Store
from kam_core.vocabulary.message import Message, Refusal


def publish(
    store: Store,
    portfolio: Portfolio,
    *,
    book: str,
    slot: str,
    name: str,
    note: str,
    who: str,
    expected: str | None,
    now: datetime.datetime,
    dataset: str | None = None,
    overrides: tuple[Override, ...] = (),
    draft: ModelVersion | None = None,
) -> ModelVersion:
    """Publish the model of a portfolio under a name, with the tiers that its accounts get.

    `expected` is the id of the published version that the draft began from, None for the built-in model: `Stale` where
    another is published by now. `overrides` are those that the store keeps: they hold for every model and stay out of
    the document. `draft` is the version to publish it as, where one was kept. Refuses without a name, a note or
    somebody who says so.
    """
    name, note, who = (" ".join(text.split()) for text in (name, note, who))
    if not name:
        raise Refusal("Give the model a name.")
    if not note:
        raise Refusal("Say why the model is published, so that others can understand it later.")
    if not who:
        raise Refusal("Say who publishes the model.")
    document = rebuilt(without_overrides(portfolio.model, overrides), name=name).to_toml()
    return store.models.publish(
        book=book,
        slot=slot,
        name=name,
        document=document,
        note=note,
        who=who,
        now=now,
        expected=expected,
        tiers=portfolio.accounts.select(TIER_COLUMNS),
        dataset=dataset,
        as_of=portfolio.view.as_of,
        draft=draft,
    )


def standing(store: Store, book: str) -> tuple[Override, ...]:
    """The tier overrides of a book that nobody withdrew, also those that have expired by now, as a model takes them."""
    return tuple(
        Override(account_id=one.account_id, tier=one.tier, reason=one.reason, author=one.author, until=one.until)  # type: ignore[arg-type]
        for one in store.overrides.all(book)
        if one.withdrawn_at is None
    )


def window_and_unit(slot: str) -> Message | str:
    """A slot in words: "12/account" is 12 months, by account. One of another form stays as it is."""
    window, _, unit = slot.partition("/")
    by_group = unit == "group"
    if window == "all":
        return Message("all months, by group") if by_group else Message("all months, by account")
    if not window.isdecimal():
        return slot
    months = int(window)
    if by_group:
        return Message("{months} months, by group", months=months)
    return Message("{months} months, by account", months=months)
