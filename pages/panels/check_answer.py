"""Form that answers one check of an account: passed, failed or unclear, with evidence."""

from __future__ import annotations

import datetime

import streamlit as st

from kam_core.services.access import Action
from kam_core.vocabulary.choice_labels import CHOICE_LABELS
from kam_core.vocabulary.judgement.checks import ANSWERS, CHECKS, PER_FAMILY
from kam_core.vocabulary.tables.manual_corrections import CHECKS as TABLE
from pages.panels.entry.current_rows import current_rows
from pages.panels.entry.form import NAME_FIELD, save
from pages.panels.entry.open_form import OpenForm
from pages.panels.entry.row_actions import show_done
from pages.shell.actor import actor, denial_reason
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain
from pages.widgets.messages import show_error

_FORM = "check_answer_form"
EVIDENCE, FAMILY, ANSWER = "evidence", "product_family", "answer"


def show_check_answer(account_id: str, name: str, check: str, context: PageContext, done: bool = True) -> None:
    """Ask for the answer to a check; it is saved as a typed row of the checks and can be undone.

    done: with the last action and its undo button.
    """
    words = context.words
    if done:
        show_done(TABLE.name, account_id, context)
    form = _form_of(account_id, check)
    with st.form(form.key(f"{check}_{account_id}"), enter_to_submit=False):
        st.markdown(f"**{plain(name)}: {plain(words.say(CHECKS[check].label))}?**")
        for message in (*form.field_errors.values(), *([] if form.error is None else [form.error])):
            show_error(message, words)
        st.segmented_control(
            words.say("Answer"), list(ANSWERS), key=_key(form, ANSWER), label_visibility="collapsed",
            format_func=lambda one: words.say(CHOICE_LABELS["checks", "answer"][one]),
        )  # fmt: skip
        left, right = st.columns([3, 1])
        left.text_input(words.say("Evidence"), key=_key(form, EVIDENCE))
        if check in PER_FAMILY:
            right.selectbox(
                words.say("Product family"), _families(context), index=None, key=_key(form, FAMILY),
                placeholder=words.say("all"),
            )  # fmt: skip
        if not actor().name:
            st.text_input(words.say("Your name"), key=form.key(NAME_FIELD))
        st.form_submit_button(
            words.say("Save answer"), type="primary", on_click=_save, args=(form, check, context),
            key=_key(form, "save"), help=denial_reason(Action.ENTRY, words),
        )  # fmt: skip


def _form_of(account_id: str, check: str) -> OpenForm:
    """The form of this question, with the errors of its last attempt."""
    asked: tuple[str, OpenForm] | None = st.session_state.get(_FORM)
    if asked is None or asked[0] != f"{account_id} {check}":
        asked = (f"{account_id} {check}", OpenForm(TABLE.name, account_id, None, 0))
        st.session_state[_FORM] = asked
    return asked[1]


def _save(form: OpenForm, check: str, context: PageContext) -> None:
    state = st.session_state
    family = state.get(_key(form, FAMILY)) if check in PER_FAMILY else None
    form.row = next(
        (
            row for row in current_rows(context, TABLE.name, (form.account,))
            if row.values.get("check") == check and row.values.get(FAMILY) == family
        ),
        None,
    )  # fmt: skip
    answered_on: datetime.date = context.working_day
    values: dict[str, object] = {
        ANSWER: state.get(_key(form, ANSWER)),
        EVIDENCE: state.get(_key(form, EVIDENCE)) or None,
        "answered_by": actor().name or state.get(form.key(NAME_FIELD)) or None,
        "answered_on": answered_on,
    }
    if form.row is None:
        values |= {"account": form.account, "check": check, FAMILY: family}
    save(form, values, context)
    if form.error is None and not form.field_errors and form.conflict is None:
        for name in (ANSWER, EVIDENCE, FAMILY):
            state.pop(_key(form, name), None)
        state.pop(_FORM, None)


def _key(form: OpenForm, name: str) -> str:
    return f"check_{name}_{form.account}"


def _families(context: PageContext) -> list[str]:
    """The product families that order lines have, and those whose purchasing is known."""
    families = {*context.dataset.products["product_family"].drop_nulls()}
    buying = context.dataset.tables.get("buying")
    if buying is not None:
        families |= {*buying["product_family"].drop_nulls()}
    return sorted(families)
