"""Cache of the stage history, cohorts, and product families by stage, by view."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.insight.lifecycle.cohorts import Cohorts, cohorts
from kam_core.insight.lifecycle.families import StageFamilies, has_families, stage_families, top_families
from kam_core.measures.lifecycle.stage_history import StageHistory, stage_history
from kam_core.measures.view import View
from kam_core.services.appraisal import in_unit_of
from kam_core.vocabulary.dataset import Dataset
from pages.shell.cache.frame_cache import frame_key
from pages.shell.page_context import PageContext

MOST_MONTHS = 120
"""Month-ends that a history goes back at most."""


@st.cache_resource(show_spinner=False, max_entries=16)
def _stages(_dataset: Dataset, _view: View, key: tuple[object, ...]) -> StageHistory:
    return stage_history(in_unit_of(_dataset, _view), _view, MOST_MONTHS)


def stages_so_far(context: PageContext) -> StageHistory:
    """The stage of every account at each month-end up to the date of the page."""
    return _stages(context.dataset, context.view, frame_key(context.dataset, context.view))


@st.cache_resource(show_spinner=False, max_entries=16)
def _cohorts(_dataset: Dataset, _view: View, _accounts: pl.Series, key: tuple[object, ...]) -> Cohorts:
    return cohorts(in_unit_of(_dataset, _view), _view, _accounts)


def cohorts_of(context: PageContext) -> Cohorts:
    """The cohorts of the accounts of the page."""
    return _cohorts(context.dataset, context.view, context.accounts["account"], _key(context))


@st.cache_resource(show_spinner=False, max_entries=16)
def _families(_dataset: Dataset, _view: View, _accounts: pl.DataFrame, key: tuple[object, ...]) -> StageFamilies | None:
    return stage_families(in_unit_of(_dataset, _view), _view, _accounts)


def families_by_stage(context: PageContext, accounts: pl.DataFrame) -> StageFamilies | None:
    """What the accounts of each stage buy in the window; None where no product names its family."""
    return _families(context.dataset, context.view, accounts, _key(context))


@st.cache_resource(show_spinner=False, max_entries=16)
def _bought(_dataset: Dataset, _view: View, _accounts: pl.Series, key: tuple[object, ...]) -> pl.DataFrame:
    return top_families(in_unit_of(_dataset, _view), _view, _accounts)


def families_of_ended(context: PageContext) -> pl.DataFrame | None:
    """The families that ended accounts used to buy, by account; None where no product names its family."""
    if not has_families(context.dataset):
        return None
    ended = context.accounts.filter(pl.col("stage") == "ended")["account"]
    return _bought(context.dataset, context.view, ended, _key(context))


def _key(context: PageContext) -> tuple[object, ...]:
    owners = context.population.owners
    readable = None if owners is None else tuple(sorted(owners))
    return *frame_key(context.dataset, context.view), readable
