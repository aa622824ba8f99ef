"""Fiscal year, cash and control totals of the view and the population of a page."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.insight.cash.cash_months import CashMonths, cash_months
from kam_core.insight.cash.credit_list import Credit, credit_list
from kam_core.insight.finance.closed_months import change_sentences, changed_closed_months
from kam_core.insight.finance.control_months import ControlMonths, control_months
from kam_core.insight.targets.fiscal_results import FiscalResults
from kam_core.measures.credit.payments import late_payments
from kam_core.services.appraisal import in_unit_of
from kam_core.services.earlier_import import last_import
from kam_core.services.population import Population
from kam_core.services.rules.fiscal_year import FISCAL_YEAR
from kam_core.vocabulary.calendar import last_complete_month
from kam_core.vocabulary.message import Message
from pages.shell.cache import dataset_cache, fiscal_cache, frame_cache
from pages.shell.cache.store_cache import open_store
from pages.shell.page_context import PageContext


def has_owner_targets(context: PageContext) -> bool:
    """Whether targets fit the accounts: an owner's are for all accounts of that person, not for the groups whose head
    is one of them."""
    return context.owner is None or context.view.unit == "account"


def fiscal_of(context: PageContext) -> FiscalResults:
    """The fiscal year of the page's population."""
    return fiscal_cache.fiscal(
        context.dataset,
        context.view,
        context.accounts,
        _totals(context, context.population, context.accounts["account"]),
        context.document(FISCAL_YEAR).value,
        context.population.owners,
        has_owner_targets(context),
    )


@dataclass(frozen=True)
class Cash:
    """months: of the window; credit: the list of the population."""

    months: CashMonths
    credit: Credit


def cash_of(context: PageContext) -> Cash:
    """Cash of the page's population in its window."""
    view, accounts = context.view, context.accounts
    tables = in_unit_of(context.dataset, view).tables
    months = cash_months(
        accounts,
        _totals(context, context.population, accounts["account"]),
        tables,
        view.as_of_day,
        (view.first_month(context.dataset.first_month), view.last_month),
        last_complete_month(view.as_of, context.dataset.last_day),
    )
    return Cash(months, credit_list(accounts, late_payments(tables.get("payments"), view.as_of_day)))


def control_of(context: PageContext) -> ControlMonths | None:
    """Finance's months beside ours, of the accounts of all owners: finance books them together."""
    everybody = context.portfolio.accounts["account"]
    complete = last_complete_month(context.view.as_of, context.dataset.last_day)
    return control_months(
        context.dataset.tables.get("control_totals"), _totals(context, Population(), everybody), complete
    )


def closed_month_changes(context: PageContext, found: ControlMonths) -> list[Message]:
    """Closed months that the last import of the data set changed, from what to what."""
    last = last_import(open_store(), context.data_set)
    if last is None or last.before is None or not found.rows["closed"].any():
        return []
    before = dataset_cache.dataset(last.before)
    totals = frame_cache.totals_by_month(before, context.view, before.accounts["account"], Population())
    return change_sentences(changed_closed_months(found.rows, totals), last.at.date())


def _totals(context: PageContext, population: Population, accounts: pl.Series) -> pl.DataFrame:
    return frame_cache.totals_by_month(context.dataset, context.view, accounts, population)
