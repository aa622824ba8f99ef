"""Cache of referrals and of lighthouses with the effect on their industries, by view and model."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl
import streamlit as st

from kam_core.insight.lighthouse.industry_effect import IndustryEffects, industry_effects
from kam_core.insight.lighthouse.tags import lighthouse_accounts
from kam_core.insight.referrals.margin_ever import margin_ever
from kam_core.insight.referrals.referrals import Referrals, find_referrals
from kam_core.scoring.portfolio import Portfolio
from kam_core.services.appraisal import in_unit_of
from kam_core.vocabulary.dataset import Dataset
from pages.shell.page_context import PageContext


@dataclass(frozen=True)
class InfluenceFacts:
    """The referrals and lighthouses of all accounts in the unit of the view. tagged: codes of the lighthouses."""

    data: Dataset
    referrals: Referrals
    tagged: pl.Series
    effects: IndustryEffects


@st.cache_resource(show_spinner=False, max_entries=8)
def _facts(_dataset: Dataset, _portfolio: Portfolio, key: tuple[object, ...]) -> InfluenceFacts:
    view, accounts = _portfolio.view, _portfolio.accounts
    data = in_unit_of(_dataset, view)
    referred = data.accounts.filter(pl.col("referred_by").is_not_null())
    found = find_referrals(data.accounts, accounts, margin_ever(data, view, referred["account"]))
    tagged = lighthouse_accounts(data.accounts)
    return InfluenceFacts(data, found, tagged, industry_effects(data, view, accounts, tagged))


def influence_facts(context: PageContext) -> InfluenceFacts:
    """Referrals and lighthouses in the view of the page under the published model."""
    key = *context.portfolio_key, *context.dataset.state(["benefits", "contacts", "opportunities", "plan"])
    return _facts(context.dataset, context.portfolio, key)
