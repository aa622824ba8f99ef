"""A row that somebody else changed while a person had it open: both versions, and a choice between them."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from kam_core.entries.entry_rows import EntryRow, rows
from kam_core.entries.entry_text import key_labels
from kam_core.entries.row_keys import key_of
from kam_core.entries.table_overlay import ACCOUNT
from kam_core.entries.values import EntryError, checked
from kam_core.locale.language import Language
from kam_core.services import entries
from kam_core.store.conflict import ConflictError
from kam_core.vocabulary.entry import Entry, Plain
from kam_core.vocabulary.message import Message, UserError
from kam_core.vocabulary.tables import TABLES
from pages.panels.entry.open_form import Done, OpenForm, close_form, done
from pages.panels.entry.value_text import value_text
from pages.shell.actor import by
from pages.shell.cache.store_cache import open_store
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain
from pages.widgets.messages import show_error


def show_conflict(form: OpenForm, context: PageContext) -> None:
    """Who changed the row and when, what they say and what was typed here."""
    assert form.stale is not None
    words, table, stale = context.words, TABLES[form.table], form.stale
    gone = not isinstance(stale.theirs, Entry)
    theirs, mine = _theirs(form, context), _mine(form, context)
    same = theirs is not None and all(theirs.values.get(name) == value for name, value in mine.items())
    with st.container(border=True, key=form.key("conflict")):
        st.markdown(f"**{plain(_what(form, words))}**")
        if gone:
            told = Message("Withdrawn by {by} at {at} while you worked on it.", by=stale.by, at=stale.at)
        elif same:
            told = Message("{by} entered the same at {at}.", by=stale.by, at=stale.at)
        else:
            told = Message("Changed by {by} at {at} while you worked on it.", by=stale.by, at=stale.at)
        (st.info if same else st.warning)(plain(words.say(told)))
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
            show_error(form.refusal, words)
        with st.container(horizontal=True):
            if theirs is not None and not same:
                st.button(
                    words.say("Take mine"), key=form.key("mine"), on_click=_take_mine, args=(form, theirs, context)
                )
            st.button(words.say("Keep theirs"), key=form.key("theirs"), on_click=close_form, args=(form.table,))


def _what(form: OpenForm, words: Language) -> str:
    """The key of the row as the person opened it: the row itself is not in sight."""
    assert form.row is not None
    table = TABLES[form.table]
    return " · ".join(key_labels(table, key_of(table, form.row.values), words.say))


def _theirs(form: OpenForm, context: PageContext) -> EntryRow | None:
    """The row as it stands now; None where it is gone."""
    assert form.row is not None
    # A page of a group shows rows of its members: the row knows its account, the form only whose page it is on.
    account = form.row.values.get(ACCOUNT)
    standing = rows(
        context.dataset, context.entries(form.table), form.table, form.account if account is None else str(account)
    )
    return next((row for row in standing if form.is_on(row)), None)


def _mine(form: OpenForm, context: PageContext) -> dict[str, Plain]:
    try:
        return checked(TABLES[form.table], form.mine, working_day=context.working_day, new=False)
    except EntryError:
        return {}


def _take_mine(form: OpenForm, theirs: EntryRow, context: PageContext) -> None:
    """Before the page is drawn anew: mine lies over the row as the person has just seen it."""
    try:
        entry = entries.change(
            open_store(),
            context.data_set,
            context.dataset,
            replace(theirs),
            form.mine,
            by(),
            working_day=context.working_day,
        )
    except ConflictError as stale:
        form.stale = stale
        return
    except UserError as refusal:
        form.refusal = refusal.message
        return
    close_form(form.table)
    done()[form.table] = Done(form.account, Message("The change is saved."), entry.id)
