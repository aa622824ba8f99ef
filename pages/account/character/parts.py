"""Profile tab of an account: is it a key account, value type, dependence, stickiness, relationship, market, marks."""

from __future__ import annotations

import streamlit as st

from kam_core.insight.company_profile.profile import profile
from kam_core.insight.mutual_dependence.verdict import mutual_dependence
from kam_core.insight.relationship.index import relationship
from kam_core.insight.stickiness.layers import stickiness
from kam_core.insight.value_type.types import account_value_type
from kam_core.measures.judgement.marks import marks_of
from pages.account.account_view import AccountView
from pages.account.character.company import show_profile
from pages.account.character.influence import show_influence
from pages.account.character.mark_table import show_ways_to_judge
from pages.account.character.marks import show_marks
from pages.account.character.mutual_dependence import show_mutual_dependence
from pages.account.character.qualification import show_qualification
from pages.account.character.relationship import show_relationship
from pages.account.character.stickiness import show_stickiness
from pages.account.character.value_type import show_value_type

MONTHS_BACK = 12
"""Months between the two days of the trend."""


def show_character(view: AccountView) -> None:
    """Show the parts: what decides how to sell comes first, what may be missing stands beside each."""
    context, account, accounts = view.context, view.account, view.portfolio.accounts
    now, earlier = context.view, context.view.earlier(MONTHS_BACK)
    marks = marks_of(context.dataset, account.codes, now.as_of_day)
    before = marks_of(context.dataset, account.codes, earlier.as_of_day)
    dependence = mutual_dependence(context.dataset, accounts, account.row, account.codes, marks, context.working_day)
    show_qualification(view)
    show_value_type(view, account_value_type(accounts, account.row))
    show_ways_to_judge(view)
    left, right = st.columns(2, gap="large")
    with left:
        show_mutual_dependence(view, dependence)
        show_relationship(view, relationship(marks, accounts["satisfaction"][account.row]))
    with right:
        show_stickiness(view, stickiness(marks, before, now.as_of, earlier.as_of))
    left, right = st.columns(2, gap="large")
    for column, group in ((left, "environment"), (right, "enterprise")):
        with column:
            show_profile(view, group, profile(marks, group))
    show_influence(view)
    show_marks(view)
