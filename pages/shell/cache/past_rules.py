"""Rules that applied on a past date: the model published by then, and the tiers that it kept."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from kam_core.scoring.model.model import Model
from kam_core.scoring.model.overrides import with_overrides
from kam_core.scoring.portfolio import Portfolio
from kam_core.vocabulary.message import UserError
from pages.shell.cache import model_cache, portfolio_cache
from pages.shell.cache.portfolio_cache import PublishedTiers
from pages.shell.cache.store_cache import open_store
from pages.shell.data_set.current import current_overrides
from pages.shell.page_context import PageContext


@dataclass(frozen=True)
class PastRules:
    """A model with the bounds of the page's view, the tiers published last, and its name and version; None where
    nothing was published by then."""

    model: Model
    tiers: PublishedTiers | None
    name: str | None


def rules_on(context: PageContext, date: datetime.date) -> PastRules:
    """The rules of the last publication as of a date; those of today where none is known, or where its model cannot
    be read. Manual tiers apply at both dates, as far as their own last day lets them."""
    store, view = open_store(), context.view
    publication = store.published_tiers.last_published(context.data_set, context.published.home, date)
    tiers = portfolio_cache.published_tiers(publication, date) if publication and context.at_home else None
    if publication is None:
        return PastRules(context.published, tiers, None)
    try:
        version = store.models.find(publication.model)
        name = f"{context.words.say(version.name)} v{version.number}"
        if date == view.as_of or publication.model == context.version_id:
            return PastRules(context.published, tiers, name)
        return PastRules(
            with_overrides(model_cache.model_in(version.document, view.key), current_overrides()), tiers, name
        )
    except UserError:
        return PastRules(context.published, tiers, None)


def portfolio_under(context: PageContext, date: datetime.date, rules: PastRules) -> Portfolio:
    """All accounts as of a date under these rules."""
    view = replace(context.view, as_of=date)
    return portfolio_cache.portfolio_of(context.dataset, view, rules.model, rules.tiers)
