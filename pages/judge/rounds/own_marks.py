"""Own marks in an open round: one account after the other, blind, with the five answers of each criterion in words."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from kam_core.insight.grading.blind_marks import is_complete
from kam_core.insight.grading.round_progress import next_account
from kam_core.services.rounds import GivenMark, give_marks, visible_marks
from kam_core.vocabulary.actor import folded_name
from kam_core.vocabulary.judgement.criteria import CRITERIA
from kam_core.vocabulary.judgement.criterion import LEAST, MOST
from kam_core.vocabulary.judgement.grading_round import Cell, GradingRound, RoundMark
from kam_core.vocabulary.message import Message
from pages.judge.rounds.acts import NAME_FIELD, account_names, attempt
from pages.shell.actor import actor, by
from pages.shell.cache.store_cache import open_store
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain

LONGEST_EVIDENCE = 500


def show_own_marks(one: GradingRound, given: Collection[Cell], context: PageContext) -> None:
    """Ask for one's own marks of an account; the next one without all marks is proposed."""
    words, me, names = context.words, actor().name, account_names(context)
    key = f"round_account_{one.id}"
    if key not in st.session_state:
        st.session_state[key] = next_account(one, given, me) or one.accounts[0]
    labels = {
        account: f"{names.get(account, account)}{' ✓' if is_complete(one, given, account, me) else ''}"
        for account in one.accounts
    }
    account = st.selectbox(words.say("Your marks about"), one.accounts, format_func=lambda a: labels[a], key=key)
    own = {
        mark.criterion: mark
        for mark in visible_marks(open_store(), one, actor())
        if mark.account_id == account and folded_name(mark.assessor) == folded_name(me)
    }
    with st.form(f"round_marks_{one.id}_{account}", enter_to_submit=False):
        for name in one.criteria:
            _ask(one, account, name, names.get(account, account), own.get(name), context)
        st.form_submit_button(
            words.say("Save, next"), type="primary", on_click=_save, args=(one, account, own, context),
            key=f"round_save_{one.id}",
        )  # fmt: skip


def _ask(
    one: GradingRound, account: str, name: str, account_name: str, own: RoundMark | None, context: PageContext
) -> None:
    words, criterion = context.words, CRITERIA.get(name)
    if criterion is None:
        st.caption(plain(words.say("The criterion “{name}” no longer exists; its marks stay in the round.", name=name)))
        return
    anchors = {
        mark: f"**{mark}** {plain(words.say(anchor))}" for mark, anchor in enumerate(criterion.anchors, start=LEAST)
    }
    st.radio(
        plain(words.say(criterion.question, account=account_name)), range(LEAST, MOST + 1),
        index=None if own is None else own.score - LEAST, format_func=lambda mark: anchors.get(mark, str(mark)),
        key=_key(one, account, name, "mark", own),
    )  # fmt: skip
    st.text_input(
        words.say("Evidence"), value="" if own is None else own.evidence, max_chars=LONGEST_EVIDENCE,
        key=_key(one, account, name, "evidence", own), placeholder=words.say("Evidence: link or a sentence"),
        label_visibility="collapsed",
    )  # fmt: skip


def _save(one: GradingRound, account: str, own: dict[str, RoundMark], context: PageContext) -> None:
    new = {}
    for name in one.criteria:
        before = own.get(name)
        score = st.session_state.get(_key(one, account, name, "mark", before))
        evidence = str(st.session_state.get(_key(one, account, name, "evidence", before)) or "").strip()
        if score is None or (before is not None and (before.score, before.evidence) == (score, evidence)):
            continue
        new[name] = GivenMark(score, evidence, None if before is None else before.id)
    name = account_names(context).get(account, account)
    store = open_store()
    if attempt(
        lambda: give_marks(store, one.id, account, new, by(NAME_FIELD), working_day=context.working_day),
        Message("{name}: {count} mark saved", "{name}: {count} marks saved", "count", count=len(new), name=name),
    ):
        st.session_state.pop(f"round_account_{one.id}", None)


def _key(one: GradingRound, account: str, criterion: str, field: str, own: RoundMark | None) -> str:
    """The widget's key; another one once the mark has changed, so that the field begins with the stored one."""
    return f"round_{field}_{one.id}_{account}_{criterion}_{'' if own is None else own.id}"
