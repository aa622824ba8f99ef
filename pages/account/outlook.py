"""What lies ahead of an account: care that it needs, development, target grade, and the value to ask for."""

from __future__ import annotations

import streamlit as st

from kam_core.insight.account_summary.health_and_value import care_sentence
from kam_core.insight.invest.development import development_sentences, end_warning
from kam_core.insight.target_grades.grades import grade_sentence
from kam_core.whatif.robustness.tier_range import range_sentence
from pages.account.account_view import AccountView
from pages.navigation.page_link import show_page_link
from pages.shell.cache import tier_range_cache
from pages.widgets.escape import plain
from pages.widgets.shown_figures import say_figures


def show_outlook(view: AccountView) -> None:
    """Show one line for each that applies; most accounts have none or one."""
    context, words, row = view.context, view.words, view.account.row
    care = care_sentence(view.portfolio, row)
    if care is not None:
        st.markdown(plain(say_figures(words, care)))
    _show_development(view)
    grades = tier_range_cache.grades(view.portfolio, context.portfolio_key)
    grade = grade_sentence(view.portfolio, grades, view.profile.account_id)
    if grade is not None:
        st.markdown(plain(say_figures(words, grade)))
    possible = range_sentence(tier_range_cache.ranges(view.portfolio, context.portfolio_key), row)
    if possible is not None:
        with st.container(horizontal=True, vertical_alignment="center", key="account_ask"):
            st.caption(plain(say_figures(words, possible)), width="content")
            show_page_link("judge", words.say("Judge"), icon=":material/edit_note:", account=view.profile.account_id)


def _show_development(view: AccountView) -> None:
    context, words = view.context, view.words
    found = tier_range_cache.in_development(
        context.dataset, view.portfolio, context.working_day, context.portfolio_key
    ).get(view.profile.account_id)
    if found is None:
        return
    warning = end_warning(found)
    texts = [plain(say_figures(words, sentence)) for sentence in development_sentences(found)]
    if warning is not None:
        texts.append(f":red[**{plain(say_figures(words, warning))}**]")
    st.caption(" ".join(texts))
