"""A row that somebody else changed while a person had it open: both versions, and a choice between them."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from kam_core.entries.entry_rows import EntryRow, rows
from kam_core.entries.overlay import ACCOUNT
from kam_core.entries.values import EntryError, checked
from kam_core.services import entries
from kam_core.store.stale import Stale
from kam_core.vocabulary.entry import Entry, Plain
from kam_core.vocabulary.message import Message, Refusal
from kam_core.vocabulary.tables import TABLES
from pages.parts import cached
from pages.parts.entry.open_form import Done, OpenForm, close_form, done
from pages.parts.entry.value_text import value_text
from pages.parts.escape import plain
from pages.parts.messages import show_refusal
from pages.parts.session import Desk
from pages.parts.who import by


def show_conflict(form: OpenForm, desk: Desk) -> None:
    """Who changed the row and when, what they say and what was typed here."""
    assert form.stale is not None
    words, table, stale = desk.words, TABLES[form.table], form.stale
    gone = not isinstance(stale.theirs, Entry)
    with st.container(border=True, key=form.key("conflict")):
        told = (
            Message("Withdrawn by {by} at {at} while you worked on it.", by=stale.by, at=stale.at)
            if gone
            else Message("Changed by {by} at {at} while you worked on it.", by=stale.by, at=stale.at)
        )
        st.warning(plain(words.say(told)))
        theirs = _theirs(form, desk)
        mine = _mine(form, desk)
        for name, value in mine.items():
            field = table.field(name)
            now = value_text(table, field, None if theirs is None else theirs.values.get(name), words)
            st.markdown(
                words.say(
                    "{field}: theirs {theirs}, yours {mine}",
                    field=plain(words.say(field.label)),
                    theirs=f"**{plain(now)}**",
                    mine=f"**{plain(value_text(table, field, value, words))}**",
                )
            )
        if form.refusal is not None:
            show_refusal(form.refusal, words)
        with st.container(horizontal=True):
            if theirs is not None:
                st.button(words.say("Take mine"), key=form.key("mine"), on_click=_take_mine, args=(form, theirs, desk))
            st.button(words.say("Keep theirs"), key=form.key("theirs"), on_click=close_form, args=(form.table,))


def _theirs(form: OpenForm, desk: Desk) -> EntryRow | None:
    """The row as it stands now; None where it is gone."""
    assert form.row is not None
    # A page of a group shows rows of its members: the row knows its account, the form only whose page it is on.
    account = form.row.values.get(ACCOUNT)
    standing = rows(
        desk.dataset, desk.entries(form.table), form.table, form.account if account is None else str(account)
    )
    for row in standing:
        if form.row.target is not None and row.target == form.row.target:
            return row
        if form.row.row_id is not None and row.row_id == form.row.row_id:
            return row
    return None


def _mine(form: OpenForm, desk: Desk) -> dict[str, Plain]:
    try:
        return checked(TABLES[form.table], form.mine, working_day=desk.working_day, new=False)
    except EntryError:
        return {}


def _take_mine(form: OpenForm, theirs: EntryRow, desk: Desk) -> None:
    """Before the page is drawn anew: mine lies over the row as the person has just seen it."""
    try:
        entry = entries.change(
            cached.store(), desk.book, desk.dataset, replace(theirs), form.mine, by(), working_day=desk.working_day
        )
    except Stale as stale:
        form.stale = stale
        return
    except Refusal as refusal:
        form.refusal = refusal.message
        return
    close_form(form.table)
    done()[form.table] = Done(form.account, Message("The change is saved."), entry.id)
