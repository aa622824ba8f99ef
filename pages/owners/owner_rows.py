"""Owners of the accounts that a person may read, with what each looks after; computed for all owners alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from kam_core.insight.churn_risk.policy import plain_policy
from kam_core.insight.owners.owner_list import OwnerList, OwnerSources
from kam_core.services.appraisal import in_unit_of
from kam_core.services.insights.owners import alerts_frame
from kam_core.services.rules.care_cadence import CARE_CADENCE
from kam_core.services.rules.risk_weights import RISK_WEIGHTS
from kam_core.vocabulary.actor import folded_name
from kam_core.vocabulary.calendar import day_number, last_complete_month
from kam_core.vocabulary.contact_days import plain_cadence
from pages.panels.attention import attention_key, attention_list
from pages.panels.churn_risk import churn_risk_of
from pages.shell.cache import frame_cache, owner_cache
from pages.shell.page_context import PageContext

ACCOUNT_UNIT = "account"


def owners_of(context: PageContext) -> OwnerList:
    """All owners, whichever is chosen: one is compared with the others."""
    everyone = replace(context, owner=None)
    accounts, view, data = everyone.accounts, context.view, context.dataset
    tables = dict(in_unit_of(data, view).tables)
    # The target of an owner is for all accounts of that person, not for the groups whose head is one of them.
    if view.unit != ACCOUNT_UNIT:
        tables.pop("targets", None)
    months = view.months(data.first_month)
    risk = churn_risk_of(everyone)
    sources = OwnerSources(
        view=view,
        tables=tables,
        history=frame_cache.history(data, view, months, tuple(accounts["account"])),
        first_month=view.first_month(data.first_month),
        complete=min(view.last_month, last_complete_month(view.as_of, data.last_day)),
        today=day_number(context.working_day),
        alerts=alerts_frame(attention_list(everyone).entries),
        losses=None if risk.too_early else risk.frame.select("account", "loss"),
    )
    weights = plain_policy(context.document(RISK_WEIGHTS).value)
    cadence = plain_cadence(context.document(CARE_CADENCE).value)
    return owner_cache.owners(accounts, sources, (*attention_key(everyone), str(weights), str(cadence)))


def row_of(listed: OwnerList, owner: str) -> Mapping[str, Any] | None:
    """The row of an owner, in any spelling; None where no account has that owner."""
    names = [name for name in listed.frame["owner"].drop_nulls() if folded_name(name) == folded_name(owner)]
    return listed.frame.filter(pl.col("owner") == names[0]).row(0, named=True) if names else None


def others_of(listed: OwnerList, owner: str) -> pl.DataFrame:
    """The rows of the other owners."""
    return listed.frame.filter(pl.col("owner").is_not_null() & (pl.col("owner") != owner))
