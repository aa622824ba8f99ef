"""Summary tab of an account: key figures, next step, months, what is due, who matters, and the score."""

from __future__ import annotations

import streamlit as st

from kam_core.insight.account_summary.key_figures import key_figures
from pages.account.account_view import AccountView
from pages.account.summary.due_list import show_due_list
from pages.account.summary.figure_strip import show_figure_strip
from pages.account.summary.next_step import show_next_step
from pages.account.summary.revenue_months import show_revenue_months
from pages.account.summary.role_cells import show_role_cells
from pages.account.summary.score_bars import show_score_bars


def show_summary(view: AccountView) -> None:
    """Show what a manager reads first; the style places the parts, which come in the order of a narrow screen."""
    context, account = view.context, view.account
    with st.container(key="account_grid", gap="medium"):
        with st.container(key="account_next"):
            show_next_step(view)
        with st.container(key="account_figures"):
            show_figure_strip(
                view,
                key_figures(context.dataset, view.portfolio, account.row, account.codes, context.working_day),
            )
        with st.container(key="account_months"):
            show_revenue_months(view)
        with st.container(key="account_due", gap=None):
            show_due_list(view)
        with st.container(key="account_roles"):
            show_role_cells(view)
        with st.container(key="account_score"):
            show_score_bars(view)
