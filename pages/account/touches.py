"""Touches of an account, the newest first, and the form to log one."""

from __future__ import annotations

import streamlit as st

from kam_core.entries.entry_rows import EntryRow
from kam_core.locale.language import Language
from kam_core.vocabulary.tables.touches import TOUCHES
from pages.account.account_view import AccountView
from pages.account.section_heading import show_section
from pages.panels.entry.current_rows import account_names, current_rows, frequent_values
from pages.panels.entry.form import FormLayout, show_form
from pages.panels.entry.open_form import OpenForm, open_form_of, row_id_text
from pages.panels.entry.row_actions import author_text, show_done, show_row_actions
from pages.panels.entry.value_text import value_text
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain

TABLE = TOUCHES.name
FRONT_COLUMNS = ("date", "kind", "channel", "direction", "contact", "outcome", "next_step", "owner")
"""Columns in front of the form."""
HEAD = ("kind", "channel", "direction", "contact")
NOTES = ("situation", "problem", "implication", "need_payoff")
SHOWN = 5
"""Touches shown until somebody asks for all."""


def show_new_touch(view: AccountView) -> None:
    """Show the form for a new touch if it is open, and what was done last: on every tab, below the head."""
    context, account = view.context, view.profile.account_id
    show_done(TABLE, account, context)
    form = open_form_of(TABLE, account)
    if form is not None and form.row is None:
        _show_form(form, account, account_names(context, view.account.codes), view.profile.owner, context)


def show_touches(view: AccountView) -> None:
    """Show the list; a touch that is changed makes way for its form."""
    context, words, account, owner = view.context, view.words, view.profile.account_id, view.profile.owner
    members = account_names(context, view.account.codes)
    rows = sorted(current_rows(context, TABLE, tuple(members)), key=_newest_first, reverse=True)
    form = open_form_of(TABLE, account)
    show_section("touches", words.say("Touches"), words.say("the newest first"))
    show_all = len(rows) <= SHOWN or st.session_state.get("touches_all", False)
    shown = rows if show_all else rows[:SHOWN]
    # A form replaces its row in the list: at the head of the list it would be scrolled away.
    if form is not None and form.row is not None and not any(form.is_on(row) for row in shown):
        _show_form(form, account, members, owner, context)
    if not rows:
        st.caption(words.say("No visits, calls or emails yet. Log the first one, or upload a file of touches."))
    for row in shown:
        if form is not None and form.is_on(row):
            _show_form(form, account, members, owner, context)
        else:
            _show_row(row, account, members, context)
    if not show_all:
        st.button(
            words.say("Show all {count}", count=len(rows)), key="touches_more", on_click=_show_all, type="tertiary"
        )


def _show_form(form: OpenForm, account: str, members: dict[str, str], owner: str | None, context: PageContext) -> None:
    title = context.words.say("Note a contact") if form.row is None else context.words.say("Change a touch")
    show_form(form, _layout(account, members, owner, context), context, title)


def _show_all() -> None:
    st.session_state["touches_all"] = True


def _newest_first(row: EntryRow) -> tuple[str, float]:
    return str(row.values.get("date", "")), 0.0 if row.at is None else row.at.timestamp()


def _show_row(row: EntryRow, account: str, members: dict[str, str], context: PageContext) -> None:
    words, key = context.words, f"touch_{row_id_text(row)}"
    with st.container(border=True, key=key, gap="xsmall"):
        parts = [_text(row, name, words) for name in HEAD if row.values.get(name) is not None]
        head = " · ".join((f"**{row.values['date']}**", *(plain(part) for part in parts)))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(head)
            if row.values.get("outcome") is not None:
                st.badge(plain(_text(row, "outcome", words)))
            show_row_actions(row, account, key, context)
        if len(members) > 1:
            st.caption(plain(members[str(row.values["account"])]))
        if row.values.get("next_step") is not None:
            st.markdown(words.say("Next step: {step}", step=plain(row.values["next_step"])))
        for name in NOTES:
            if row.values.get(name) is not None:
                label = words.say(TOUCHES.field(name).label)
                st.caption(words.say("{label}: {value}", label=label, value=plain(row.values[name])))
        if (author_note := author_text(row)) is not None:
            st.caption(plain(words.say(author_note)))


def _text(row: EntryRow, name: str, words: Language) -> str:
    return value_text(TOUCHES, TOUCHES.field(name), row.values.get(name), words)


def _layout(account: str, members: dict[str, str], owner: str | None, context: PageContext) -> FormLayout:
    contacts = [row.values.get("name") for row in current_rows(context, "contacts", tuple(members))]
    return FormLayout(
        FRONT_COLUMNS,
        frequent_values={
            "kind": frequent_values(context, TABLE, "kind"),
            "channel": frequent_values(context, TABLE, "channel"),
            "owner": frequent_values(context, TABLE, "owner"),
            "contact": [str(name) for name in contacts if name is not None],
        },
        defaults={"date": context.working_day.isoformat(), "direction": "out", "owner": owner},
        accounts={account: members.get(account, account), **members},
    )
