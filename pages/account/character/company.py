"""Market and company of an account: their parts with marks, the mean, the strongest and the weakest."""

from __future__ import annotations

import streamlit as st

from kam_core.insight.company_profile.profile import Profile
from kam_core.vocabulary.judgement.criteria import CRITERIA, GROUP_LABELS
from kam_core.vocabulary.message import Message, Points, ShownFigure, Term
from pages.account.account_view import AccountView
from pages.account.character.mark_table import show_mark_table, show_missing
from pages.account.section_heading import show_section
from pages.widgets.escape import plain
from pages.widgets.shown_figures import say_figures

FIGURE = {"environment": "environment_index", "enterprise": "enterprise_index"}


def show_profile(view: AccountView, group: str, found: Profile) -> None:
    """Show one of the two profiles, `environment` or `enterprise`."""
    words = view.words
    note = (
        words.say("5 = favourable to the account")
        if group == "environment"
        else words.say("5 = strong; opportunism counts reversed")
    )
    show_section(f"profile_{group}", words.say(GROUP_LABELS[group]), note)
    if found.mean is None:
        st.markdown(words.say("Nothing is judged yet."))
    else:
        st.markdown(f"**{plain(say_figures(words, _answer(view, group, found)))}**")
        show_mark_table(view, found.marks, group)
    show_missing(view, [CRITERIA[name].label for name in found.missing])


def _answer(view: AccountView, group: str, found: Profile) -> Message:
    mean = ShownFigure(FIGURE[group], view.alone, Points(found.mean or 0.0))
    part: dict[str, object] = {"mean": mean, "known": len(found.values), "all": len(found.criteria)}
    if found.strongest is None or found.weakest is None:
        return Message("{mean} of 5 from {known} of {all} parts.", **part)
    return Message(
        "{mean} of 5 from {known} of {all} parts; strongest: {strongest}, weakest: {weakest}.",
        strongest=Term(CRITERIA[found.strongest].label), weakest=Term(CRITERIA[found.weakest].label), **part,
    )  # fmt: skip
