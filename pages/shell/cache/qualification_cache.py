"""Qualification of the accounts of a screen, cached by the state of the data and the model."""

from __future__ import annotations

import streamlit as st

from kam_core.insight.qualification.verdict import Qualification, qualify
from kam_core.services.appraisal import in_unit_of
from pages.shell.page_context import PageContext


def qualification(context: PageContext) -> Qualification:
    """The qualification of all accounts of the population."""
    key = *context.portfolio_key, context.data_set, str(context.population)
    return _qualified(context, key)


@st.cache_resource(show_spinner=False, max_entries=16)
def _qualified(_context: PageContext, key: tuple[object, ...]) -> Qualification:
    context = _context
    return qualify(
        in_unit_of(context.dataset, context.view), context.portfolio.accounts, context.accounts, context.view.as_of_day
    )
