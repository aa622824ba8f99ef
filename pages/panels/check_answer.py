"""Form that answers one check of an account: passed, failed or unclear, with evidence."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from kam_core.entries.entry_rows import EntryRow, rows
from kam_core.services.access import Action
from kam_core.store.conflict import ConflictError
from kam_core.vocabulary.choice_labels import CHOICE_LABELS
from kam_core.vocabulary.judgement.checks import ANSWERS, CHECKS, PER_FAMILY
from kam_core.vocabulary.message import Message, Term
from kam_core.vocabulary.tables.manual_corrections import CHECKS as TABLE
from pages.panels.entry.conflict import show_conflict
from pages.panels.entry.current_rows import current_rows
from pages.panels.entry.form import NAME_FIELD, save
from pages.panels.entry.open_form import OpenForm, last_actions
from pages.panels.entry.row_actions import show_done
from pages.shell.actor import actor, denial_reason
from pages.shell.cache.store_cache import open_store
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain
from pages.widgets.messages import show_error

_FORM = "check_answer_form"
WORKLIST = ""
"""Stands for the account of the last action where one question follows the other: the next is of another account."""
EVIDENCE, FAMILY, ANSWER = "evidence", "product_family", "answer"


def show_check_answer(account_id: str, name: str, check: str, context: PageContext, done: bool = True) -> None:
    """Ask for the answer to a check; it is saved as a typed row of the checks and can be undone.

    done: with the last answer given here and its undo button.
    """
    words = context.words
    if done:
        show_done(TABLE.name, WORKLIST, context)
    form = _form_of(account_id, check)
    if form.conflict is not None:
        show_conflict(form, context, lambda _: _forget(form, check))
        return
    seen = current_rows(context, TABLE.name, (account_id,))
    with st.form(form.key(f"{check}_{account_id}"), enter_to_submit=False):
        st.markdown(f"**{plain(name)}: {plain(words.say(CHECKS[check].label))}?**")
        for message in (*form.field_errors.values(), *([] if form.error is None else [form.error])):
            show_error(message, words)
        st.segmented_control(
            words.say("Answer"), list(ANSWERS), key=_key(form, check, ANSWER), label_visibility="collapsed",
            format_func=lambda one: words.say(CHOICE_LABELS["checks", "answer"][one]),
        )  # fmt: skip
        left, right = st.columns([3, 1])
        left.text_input(words.say("Evidence"), key=_key(form, check, EVIDENCE))
        if check in PER_FAMILY:
            right.selectbox(
                words.say("Product family"), _families(context), index=None, key=_key(form, check, FAMILY),
                placeholder=words.say("all"),
            )  # fmt: skip
        if not actor().name:
            st.text_input(words.say("Your name"), key=form.key(NAME_FIELD))
        st.form_submit_button(
            words.say("Save answer"), type="primary", on_click=_save,
            args=(form, check, seen, context, name if done else None), key=_key(form, check, "save"),
            help=denial_reason(Action.ENTRY, words),
        )  # fmt: skip


def _form_of(account_id: str, check: str) -> OpenForm:
    """The form of this question, with the errors of its last attempt."""
    asked: tuple[str, OpenForm] | None = st.session_state.get(_FORM)
    if asked is None or asked[0] != f"{account_id} {check}":
        asked = (f"{account_id} {check}", OpenForm(TABLE.name, account_id, None, 0))
        st.session_state[_FORM] = asked
    return asked[1]


def _save(form: OpenForm, check: str, seen: Sequence[EntryRow], context: PageContext, name: str | None) -> None:
    """Save the answer over the row that the person has seen; somebody else's newer answer is shown instead.

    name: the account's, to be said where the question of another follows; else None.
    """
    state = st.session_state
    family = state.get(_key(form, check, FAMILY)) if check in PER_FAMILY else None
    answered_on: datetime.date = context.working_day
    values: dict[str, object] = {
        ANSWER: state.get(_key(form, check, ANSWER)),
        EVIDENCE: state.get(_key(form, check, EVIDENCE)) or None,
        "answered_by": actor().name or state.get(form.key(NAME_FIELD)) or None,
        "answered_on": answered_on,
    }
    form.row = _row(seen, check, family)
    if form.row is None and (conflict := _answered_meanwhile(form, check, family, values, context)) is not None:
        form.conflict, form.unsaved_values = conflict, values
        return
    if form.row is None:
        values |= {"account": form.account, "check": check, FAMILY: family}
    save(form, values, context)
    if form.error is None and not form.field_errors and form.conflict is None:
        if name is not None:
            done = Message(
                "{account}, {check}: {answer}, saved.", account=name, check=Term(CHECKS[check].label),
                answer=Term(CHOICE_LABELS["checks", "answer"][str(values[ANSWER])]),
            )  # fmt: skip
            last_actions()[TABLE.name] = replace(last_actions()[TABLE.name], account=WORKLIST, message=done)
        _forget(form, check)


def _answered_meanwhile(
    form: OpenForm, check: str, family: str | None, values: dict[str, object], context: PageContext
) -> ConflictError | None:
    """The answer that somebody else typed since the page was drawn, as a conflict on the form's row."""
    entries = open_store().entries.of_data_set(context.data_set, TABLE.name)
    row = _row(rows(context.dataset, entries, TABLE.name, form.account), check, family)
    theirs = None if row is None else next((entry for entry in entries if entry.id == row.last), None)
    if theirs is None:
        return None
    form.row = row
    return ConflictError(theirs=theirs, mine=values, by=theirs.actor, at=theirs.at)


def _row(answers: Sequence[EntryRow], check: str, family: str | None) -> EntryRow | None:
    """The answer to this check and family, or to the whole account."""
    found = (one for one in answers if (one.values.get("check"), one.values.get(FAMILY)) == (check, family))
    return next(found, None)


def _forget(form: OpenForm, check: str) -> None:
    for name in (ANSWER, EVIDENCE, FAMILY):
        st.session_state.pop(_key(form, check, name), None)
    st.session_state.pop(_FORM, None)


def _key(form: OpenForm, check: str, name: str) -> str:
    # Of each check its own: an answer that is chosen and not saved must not become one to another question.
    return f"check_{name}_{form.account}_{check}"


def _families(context: PageContext) -> list[str]:
    """The product families that order lines have, and those whose purchasing is known."""
    families = {*context.dataset.products["product_family"].drop_nulls()}
    buying = context.dataset.tables.get("buying")
    if buying is not None:
        families |= {*buying["product_family"].drop_nulls()}
    return sorted(families)
