"""Form for a mark on the account: the criterion, five answers in words, and the evidence."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from kam_core.services.marks import TABLE
from kam_core.vocabulary.judgement.criteria import CRITERIA
from kam_core.whatif.judging.answer_effects import MARKS
from pages.account.account_view import AccountView
from pages.panels.entry.row_actions import name_field_key
from pages.panels.judging.answers import own_mark_seen, save_answer
from pages.panels.judging.cell import Cell
from pages.panels.name_field import ask_name
from pages.shell.actor import actor
from pages.widgets.choices import choose
from pages.widgets.escape import plain

LONGEST_EVIDENCE = 500


def show_mark_form(view: AccountView, given: Mapping[str, float]) -> None:
    """Show the form, at first for a criterion without a mark."""
    words, context, account = view.words, view.context, view.profile.account_id
    with st.expander(words.say("Give a mark"), icon=":material/edit:", key="account_mark_form"):
        unjudged = [name for name in CRITERIA if name not in given]
        name = choose(
            words.say("Criterion"),
            [*unjudged, *(name for name in CRITERIA if name in given)],
            lambda name: words.say(CRITERIA[name].label),
            f"account_mark_criterion_{account}",
            words,
            width=360,
        )
        criterion, cell = CRITERIA[name], Cell(account, name)
        answer = st.radio(
            plain(words.say(criterion.question, account=view.profile.name)),
            MARKS,
            index=None,
            format_func=lambda mark: f"**{mark}** {plain(words.say(criterion.anchors[mark - 1]))}",
            key=cell.key("answer"),
        )
        st.text_input(
            words.say("Evidence"), key=cell.key("evidence"), max_chars=LONGEST_EVIDENCE,
            placeholder=words.say("Evidence: link or a sentence"), label_visibility="collapsed",
        )  # fmt: skip
        if not actor().name:
            ask_name(name_field_key(TABLE), words)
        seen = own_mark_seen(context, cell)
        with st.container(horizontal=True):
            st.button(
                words.say("Save mark"), key="account_mark_save", on_click=save_answer,
                args=(cell, answer, seen, None, account, context),
            )  # fmt: skip
            if seen is not None:
                st.button(
                    words.say("Withdraw my mark of today"), key="account_mark_withdraw", on_click=save_answer,
                    args=(cell, 0, seen, None, account, context),
                )  # fmt: skip
