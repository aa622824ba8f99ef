"""Overrides: tiers of single accounts set by a manager, and models with or without them."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from pydantic import Field

from kam_core.scoring.model.strict_document import Document
from kam_core.vocabulary.enums import Tier

if TYPE_CHECKING:
    from kam_core.scoring.model.model import Model


class Override(Document):
    """A manager's decision on one account's tier; it lapses by itself after `until`."""

    account_id: str
    tier: Tier
    reason: str = Field(min_length=1)
    author: str = Field(min_length=1)
    until: datetime.date | None = None


def with_overrides(model: Model, overrides: tuple[Override, ...]) -> Model:
    """The model with these overrides; they take precedence over those of the document for the same accounts."""
    if not overrides:
        return model
    decided = {one.account_id for one in overrides}
    own = tuple(one for one in model.overrides if one.account_id not in decided)
    return model.model_copy(update={"overrides": (*overrides, *own)})


def without_overrides(model: Model, overrides: tuple[Override, ...]) -> Model:
    """The model without these overrides, which are stored separately."""
    own = tuple(one for one in model.overrides if one not in overrides)
    return model if own == model.overrides else model.model_copy(update={"overrides": own})
