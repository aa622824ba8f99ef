"""Account plan: open, overdue and done actions, and the form to add one."""

from __future__ import annotations

import datetime

import streamlit as st

from kam_core.entries.entry_rows import EntryRow
from kam_core.locale.language import Language
from kam_core.vocabulary.message import Message
from kam_core.vocabulary.plan_status import DONE, STATUSES, is_done
from kam_core.vocabulary.tables.plan import PLAN
from pages.account.account_view import AccountView
from pages.panels.entry.current_rows import account_names, current_rows, frequent_values
from pages.panels.entry.form import FormLayout, show_form
from pages.panels.entry.grid import show_grid
from pages.panels.entry.list_heading import show_list_head
from pages.panels.entry.open_form import OpenForm, row_id_text
from pages.panels.entry.row_actions import author_text, change_row, show_row_actions
from pages.panels.entry.value_text import value_text
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain

TABLE = PLAN.name
FRONT_COLUMNS = ("heading", "action", "goal", "owner", "due", "status", "our_benefit", "their_benefit")
"""Columns in front of the form."""
GRID = ("heading", "action", "owner", "due", "status", "goal", "result")
"""Columns of the table to type into."""
SHOWN_BELOW = ("goal", "our_benefit", "their_benefit", "result")
AS_TABLE = "plan_as_table"
NO_DAY = "9999"
"""Sort key of an action without a day: after all days."""


def show_account_plan(view: AccountView) -> None:
    """Show the plan of the account on the screen."""
    show_plan(view.profile.account_id, view.account.codes, view.profile.owner, view.context)


def show_plan(account: str, codes: tuple[int, ...], owner: str | None, context: PageContext) -> None:
    """Show the actions, the earliest open one first; `codes` are the accounts united on the page."""
    words = context.words
    members = account_names(context, codes)
    rows = current_rows(context, TABLE, tuple(members))
    open_rows = sorted((row for row in rows if not _is_done(row)), key=lambda row: str(row.values.get("due", NO_DAY)))
    done_rows = sorted(
        (row for row in rows if _is_done(row)), key=lambda row: str(row.values.get("due", "")), reverse=True
    )
    form = show_list_head(TABLE, account, words.say("Account plan"), words.say("Add an action"), context)
    as_table = bool(rows) and is_table()
    # A form replaces its row in the list of open actions; actions that are done are folded away.
    shown_in_list = form is not None and not as_table and any(form.is_on(row) for row in open_rows)
    if form is not None and not shown_in_list:
        _show_form(form, account, members, owner, context)
    if not open_rows:
        st.caption(
            words.say("No actions yet. Add the first one: what will be done, by whom and by when.")
            if not done_rows
            else words.say("All actions are done. Add the next one.")
        )
    if rows and st.toggle(words.say("Table view"), key=AS_TABLE):
        show_grid(PLAN, [*open_rows, *done_rows], GRID, account, context)
        return
    for row in open_rows:
        if form is not None and form.is_on(row):
            _show_form(form, account, members, owner, context)
        else:
            _show_row(row, account, members, context)
    if done_rows:
        with st.expander(words.say("Done: {count}", count=len(done_rows))):
            for row in done_rows:
                _show_row(row, account, members, context)


def _show_form(form: OpenForm, account: str, members: dict[str, str], owner: str | None, context: PageContext) -> None:
    title = context.words.say("Add an action") if form.row is None else context.words.say("Change an action")
    show_form(form, _layout(account, members, owner, context), context, title)


def is_table() -> bool:
    """Whether the plan is shown as a table to type into."""
    return bool(st.session_state.get(AS_TABLE, False))


def _is_done(row: EntryRow) -> bool:
    return is_done(None if row.values.get("status") is None else str(row.values["status"]))


def _show_row(row: EntryRow, account: str, members: dict[str, str], context: PageContext) -> None:
    words, key = context.words, f"plan_{row_id_text(row)}"
    with st.container(border=True, key=key, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.badge(plain(_text(row, "heading", words)), color="gray")
            st.markdown(f"**{plain(row.values['action'])}**", width="content")
            if (overdue_text := overdue_message(row, context.working_day)) is not None:
                st.badge(plain(words.say(overdue_text)), color="red", icon=":material/schedule:")
        facts = [
            words.say("due {day}", day=row.values["due"]) if row.values.get("due") is not None else "",
            str(row.values.get("owner") or ""),
            _text(row, "status", words) if row.values.get("status") is not None else "",
            members[str(row.values["account"])] if len(members) > 1 else "",
        ]
        st.markdown(" · ".join(plain(fact) for fact in facts if fact) or plain(words.say("no due date or owner yet")))
        for name in SHOWN_BELOW:
            if row.values.get(name) is not None:
                label = words.say(PLAN.field(name).label)
                st.caption(words.say("{label}: {value}", label=label, value=plain(row.values[name])))
        with st.container(horizontal=True, vertical_alignment="center"):
            if (author_note := author_text(row)) is not None:
                st.caption(plain(words.say(author_note)), width="content")
            if not _is_done(row):
                st.button(
                    words.say("Mark done"), key=f"{key}_done", type="tertiary", icon=":material/check:",
                    on_click=change_row,
                    args=(
                        row, account, {"status": DONE},
                        Message("“{action}” marked as done.", action=row.values["action"]), context,
                    ),
                )  # fmt: skip
            show_row_actions(row, account, key, context)


def overdue_message(row: EntryRow, working_day: datetime.date) -> Message | None:
    """How long an open action is overdue on the working day; None where it is not."""
    due = row.values.get("due")
    if due is None or _is_done(row):
        return None
    days = (working_day - datetime.date.fromisoformat(str(due))).days
    return Message("overdue by {count} day", "overdue by {count} days", "count", count=days) if days > 0 else None


def _text(row: EntryRow, name: str, words: Language) -> str:
    return value_text(PLAN, PLAN.field(name), row.values.get(name), words)


def _layout(account: str, members: dict[str, str], owner: str | None, context: PageContext) -> FormLayout:
    other_statuses = [status for status in frequent_values(context, TABLE, "status") if status not in STATUSES]
    return FormLayout(
        FRONT_COLUMNS,
        frequent_values={"status": [*STATUSES, *other_statuses], "owner": frequent_values(context, TABLE, "owner")},
        defaults={"status": STATUSES[0], "owner": owner},
        accounts={account: members.get(account, account), **members},
    )
