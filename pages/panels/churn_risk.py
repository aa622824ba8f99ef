"""Churn risk of the accounts in the page context, now and before, and the back-test of earlier warnings."""

from __future__ import annotations

import polars as pl

from kam_core.insight.churn_risk.back_test import BEFORE_MONTHS, LEFT_MONTHS, BackTest, back_test
from kam_core.insight.churn_risk.policy import RiskPolicy, plain_policy
from kam_core.insight.churn_risk.retention_rates import YEAR_MONTHS
from kam_core.insight.churn_risk.risk import ChurnRisk
from kam_core.insight.churn_risk.signals import RiskSources
from kam_core.measures.view import View
from kam_core.services.appraisal import in_unit_of
from kam_core.services.rules.care_cadence import CARE_CADENCE
from kam_core.services.rules.risk_weights import RISK_WEIGHTS
from kam_core.vocabulary.calendar import day_number
from kam_core.vocabulary.contact_days import plain_cadence
from pages.shell.cache import frame_cache, model_cache, portfolio_cache, risk_cache
from pages.shell.cache.retention_cache import fitted_retention
from pages.shell.page_context import PageContext


def churn_risk_of(context: PageContext, policy: RiskPolicy | None = None) -> ChurnRisk:
    """The risk of the accounts of the population; policy: weights to try, else those in force."""
    rule = policy or context.document(RISK_WEIGHTS).value
    portfolio = context.portfolio
    found = _risk(context, context.view, portfolio.accounts, day_number(context.working_day), rule, is_past=False)
    return found.among(context.population.rows(portfolio.accounts)["account"])


def back_test_of(context: PageContext) -> BackTest | None:
    """Whether those that left in the last 12 months were warned three months before; None before the data start."""
    since, warned = context.view.earlier(LEFT_MONTHS), context.view.earlier(LEFT_MONTHS + BEFORE_MONTHS)
    if not _reaches(context, warned):
        return None
    then = portfolio_cache.portfolio_of(context.dataset, warned, context.published)
    rule = context.document(RISK_WEIGHTS).value
    risk = _risk(context, warned, then.accounts, warned.as_of_day, rule, is_past=True)
    now = context.population.rows(context.portfolio.accounts)
    days = context.view.as_of_day - since.as_of_day
    return back_test(now, risk.among(now["account"]), days, warned.as_of)


def _risk(
    context: PageContext, view: View, accounts: pl.DataFrame, today: int, policy: RiskPolicy, *, is_past: bool
) -> ChurnRisk:
    before, published = view.earlier(YEAR_MONTHS), None if is_past else context.published_tiers
    cadence = context.document(CARE_CADENCE).value
    sources = RiskSources(
        today, in_unit_of(context.dataset, context.view).tables, None if published is None else published.tiers,
        cadence, is_past,
    )  # fmt: skip
    frame_key = frame_cache.frame_key(context.dataset, before)
    reaches = _reaches(context, before)
    year_before = frame_cache.frame(context.dataset, before, frame_key) if reaches else None
    fitted = fitted_retention(context.dataset, view)
    fitted_then = fitted_retention(context.dataset, before) if reaches else None
    key = (
        *context.dataset.state(risk_cache.RISK_TABLES),
        *frame_cache.frame_key(context.dataset, view),
        model_cache.model_text(context.published),
        () if published is None else published.key,
        today,
        is_past,
        str(plain_policy(policy)),
        str(plain_cadence(cadence)),
    )
    return risk_cache.churn_risk(
        accounts, year_before, sources, policy, fitted.known, None if fitted_then is None else fitted_then.known, key
    )


def _reaches(context: PageContext, view: View) -> bool:
    start = context.dataset.first_month
    return start is not None and view.last_month >= start
