"""Results and revenue bridge of the view and the population of a page."""

from __future__ import annotations

import polars as pl

from kam_core.insight.results.figures import Results, results
from kam_core.insight.revenue_bridge.bridge import Bridge, revenue_bridge
from kam_core.insight.revenue_bridge.by_tier import with_tier_before
from kam_core.services.appraisal import in_unit_of
from pages.shell.cache import frame_cache, portfolio_cache
from pages.shell.page_context import PageContext


def results_of(context: PageContext) -> Results:
    """The results of the page; its earlier date is the one at which an account was key."""
    accounts, then = context.accounts, context.key_view
    data = in_unit_of(context.dataset, context.view)
    # The target of an owner is for all accounts of that person, not for the groups whose head is one of them.
    has_targets = context.owner is None or context.view.unit == "account"
    return results(
        accounts,
        frame_cache.totals_by_month(context.dataset, context.view, accounts["account"], context.population),
        context.view,
        last_day=context.dataset.last_day,
        targets=data.tables.get("targets") if has_targets else None,
        owners=context.population.owners,
        earlier=None if then is None else (context.earlier.accounts, then.as_of),
    )


def bridge_of(context: PageContext) -> Bridge | None:
    """The revenue bridge of the page; None without a prior window in the data."""
    return revenue_bridge(context.accounts, context.view, context.dataset.first_month)


def changes_with_tier(context: PageContext, found: Bridge) -> pl.DataFrame:
    """The accounts of the bridge with the tier of each at the end of the prior window, by today's model."""
    view = context.view
    months = view.prior_months or view.window_months
    assert months is not None
    earlier = portfolio_cache.portfolio_of(context.dataset, view.earlier(months), context.published)
    return with_tier_before(found.changes, earlier.accounts)
