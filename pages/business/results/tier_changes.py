"""Tier changes between any two month-ends: what the customer did, and what changed in the rules."""

from __future__ import annotations

import datetime

import streamlit as st

from kam_core.insight.tier_movement.migration import Migration, key_sentence, migration, migration_sentence
from kam_core.vocabulary.calendar import month_number
from kam_core.vocabulary.message import Message
from pages.business.results.tables import migration_rows
from pages.panels.date_pair import choose_dates
from pages.shell.cache.past_rules import PastRules, portfolio_under, rules_on
from pages.shell.measuring_spinner import measuring_spinner
from pages.shell.page_context import PageContext
from pages.widgets.account_table import show_accounts
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.tables.column import ANSWER, REASON, Cell, Column


def show_tier_changes(context: PageContext) -> None:
    """Show who changed tier between two dates, largest revenue first, and by which of the two parts."""
    words = context.words
    place = st.container()
    then, now = choose_dates(context, "tiers")
    with place:
        show_heading(words.say("Tier changes from {then} to {now}", then=then, now=now))
    start = context.dataset.first_month
    if start is None or month_number(then) < start:
        st.caption(words.say("The data do not reach back to an earlier date."))
        return
    before, after = rules_on(context, then), rules_on(context, now)
    with measuring_spinner(context):
        found = migration(
            portfolio_under(context, then, before),
            portfolio_under(context, now, before),
            portfolio_under(context, now, after),
            context.accounts["account"],
        )
    st.markdown(plain(words.say(migration_sentence(found))))
    st.caption(plain(words.joined([words.say(one) for one in _notes(found, before, after, then, now)])))
    show_accounts(
        migration_rows(found, words), words, "moves",
        {
            "customer": Column(words.say("Customer changed"), kind=Cell.MOVE, priority=ANSWER),
            "rules": Column(words.say("Rules changed"), kind=Cell.MOVE, priority=REASON),
        },
        height=400,
    )  # fmt: skip


def _notes(
    found: Migration, before: PastRules, after: PastRules, then: datetime.date, now: datetime.date
) -> list[Message]:
    """Which rules count at both dates, how many became key, and what the list leaves out."""
    if before.name is None:
        rules = Message("Nothing was published by {then}: the rules of today count at both dates.", then=then)
    elif before.name == after.name:
        rules = Message("The rules at both dates: {model}.", model=before.name)
    else:
        rules = Message(
            "Rules on {then}: {before}; on {now}: {after}.",
            then=then, before=before.name, now=now, after=after.name or Message("those of today"),
        )  # fmt: skip
    notes = [rules]
    if found.total.became_key or found.total.no_longer_key:
        notes.append(key_sentence(found))
    if found.cancelled:
        notes.append(
            Message(
                "{count} account is back in its tier, because both parts offset each other.",
                "{count} accounts are back in their tier, because both parts offset each other.",
                "count",
                count=found.cancelled,
            )
        )
    moved = found.count + found.cancelled
    if moved > found.frame.height:
        notes.append(Message("Top {shown} of {all}.", shown=found.frame.height, all=moved))
    return notes
