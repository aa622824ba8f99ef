"""Churn risk of the accounts of a subject, with its weights and contact cadence."""

from __future__ import annotations

from kam_core.insight.churn_risk.retention_rates import YEAR_MONTHS
from kam_core.insight.churn_risk.risk import ChurnRisk, checked_risk
from kam_core.insight.churn_risk.signals import RiskSources
from kam_core.insight.retention.fit import RetentionFit, retention_fit
from kam_core.services.appraisal import account_measures, in_unit_of
from kam_core.services.insights.insight import Subject


def risk_of(subject: Subject, fit: RetentionFit | None = None) -> ChurnRisk:
    """The risk of the accounts of a subject; rates to stay from the twelve months before.

    fit: the purchase model of the view, where it is known already.
    """
    view, data = subject.view, in_unit_of(subject.dataset, subject.view)
    before, start, every = view.earlier(YEAR_MONTHS), data.first_month, subject.all_accounts
    now = retention_fit(data, view, every["account"]) if fit is None else fit
    reaches = start is not None and before.last_month >= start
    then = account_measures(subject.dataset, before) if reaches else None
    fitted_then = retention_fit(data, before, then["account"]).known if then is not None else None
    sources = RiskSources(view.as_of_day, data.tables, cadence=subject.cadence)
    return checked_risk(every, then, sources, subject.risk_weights, now.known, fitted_then).among(
        subject.accounts["account"]
    )
