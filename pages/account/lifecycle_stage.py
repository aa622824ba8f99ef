"""Lifecycle stage of an account: since when, by which rule, the next purchase, and the manual stage."""

from __future__ import annotations

import datetime

import streamlit as st

from kam_core.entries.entry_rows import EntryRow
from kam_core.insight.lifecycle.next_purchase import next_purchase_due
from kam_core.insight.lifecycle.stage_time import time_in_stage
from kam_core.services.rules.lifecycle_rules import stages_by_rule
from kam_core.vocabulary.enums import RANK_LABELS
from kam_core.vocabulary.message import Message, Term
from kam_core.vocabulary.tables.manual_corrections import STAGE_OVERRIDES
from pages.account.account_view import AccountView
from pages.panels.entry.current_rows import account_names, current_rows
from pages.panels.entry.form import FormLayout, show_form
from pages.panels.entry.list_heading import show_list_head
from pages.panels.entry.open_form import row_id_text
from pages.panels.entry.row_actions import author_text, show_row_actions
from pages.panels.entry.value_text import value_text
from pages.shell.cache.lifecycle_cache import stages_so_far
from pages.widgets.escape import plain

TABLE = STAGE_OVERRIDES.name
LAYOUT = FormLayout(("stage", "reason", "until"))


def show_lifecycle_stage(view: AccountView) -> None:
    """Show the stage in a sentence, the manual stage, and the form to set one."""
    context, words, account = view.context, view.words, view.profile.account_id
    members = account_names(context, view.account.codes)
    rows = current_rows(context, TABLE, tuple(members))
    form = show_list_head(TABLE, account, words.say("Lifecycle stage"), words.say("Set a manual stage"), context)
    st.markdown(plain(words.joined([words.say(one) for one in _sentences(view)])))
    if form is not None:
        show_form(form, LAYOUT, context, words.say("Manual stage"))
    for row in rows:
        if form is None or not form.is_on(row):
            _show_row(row, view)


def _sentences(view: AccountView) -> list[Message]:
    context = view.context
    row = view.portfolio.accounts[view.account.row]
    stage = Term(RANK_LABELS[str(row["stage"][0])])
    times = dict(time_in_stage(stages_so_far(context)).iter_rows())
    days = times.get(row["account"][0])
    found = [Message("{stage} on {day}.", stage=stage, day=context.view.as_of)]
    if days:
        since = context.view.as_of - datetime.timedelta(days=int(days))
        found = [
            Message("{stage} since {since} ({days} day).", "{stage} since {since} ({days} days).", "days",
                    stage=stage, since=since, days=int(days))
        ]  # fmt: skip
    by_rule = stages_by_rule(context.dataset, context.view, row)["stage"][0]
    if by_rule != row["stage"][0]:
        found.append(Message("A manual stage; by the rules it would be {stage}.", stage=Term(RANK_LABELS[by_rule])))
    due = row.select(next_purchase_due(context.view))["next_purchase_due"][0]
    if due is not None:
        found.append(
            Message("By its own rhythm the next purchase was due on {due}.", due=due)
            if due < context.view.as_of
            else Message("By its own rhythm the next purchase is due on {due}.", due=due)
        )
    return found


def _show_row(row: EntryRow, view: AccountView) -> None:
    words = view.words
    with st.container(border=True, key=f"stage_{row_id_text(row)}", gap="xsmall"):
        texts = [
            value_text(STAGE_OVERRIDES, STAGE_OVERRIDES.field(name), row.values.get(name), words)
            for name in ("stage", "reason")
        ]
        until = row.values.get("until")
        if until is not None:
            texts.append(words.say("until {day}", day=str(until)))
            if str(until) < view.context.view.as_of.isoformat():
                texts.append(words.say("lapsed"))
        st.markdown(plain(" · ".join(text for text in texts if text)))
        with st.container(horizontal=True, vertical_alignment="center"):
            show_row_actions(row, view.profile.account_id, f"stage_{row_id_text(row)}", view.context)
            if (author_note := author_text(row)) is not None:
                st.caption(plain(words.say(author_note)))
