"""Header of every screen: top bar, screens of the door, context pills, model and draft, and notes on the data."""

from __future__ import annotations

import streamlit as st

from kam_core.measures.view_key import view_label
from kam_core.whatif.comparison import compare
from pages.navigation.page_link import show_page_link
from pages.navigation.screens import ACCOUNTS, BUSINESS, RULES, SCREENS, TODAY
from pages.shell.actor import show_welcome
from pages.shell.header.context_notes import show_notes, show_warnings
from pages.shell.header.context_pills import show_pills
from pages.shell.header.doors import show_bottom_doors, show_screens
from pages.shell.header.dropouts_line import show_dropouts_line
from pages.shell.header.purchase_definition_notice import show_definition_notice
from pages.shell.header.top_bar import show_top_bar
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain

BY_OWNER = (TODAY, ACCOUNTS, BUSINESS)
"""The doors whose screens count the accounts of the chosen owner alone; rules hold for all."""


def show_header(context: PageContext, address: str) -> None:
    """Show what surrounds the screen at this address."""
    words, door, tables = context.words, SCREENS[address].door, context.dataset.filled_tables
    counts_owner = door in BY_OWNER
    show_top_bar(context)
    show_bottom_doors(address, tables, words)
    with st.container(horizontal=True, key="sub_row", vertical_alignment="center"):
        show_screens(address, tables, words)
        st.space("stretch")
        show_pills(context, counts_owner)
    show_welcome(words)
    with st.container(horizontal=True, key="context_line", horizontal_alignment="right", vertical_alignment="center"):
        st.caption(_context_text(context, counts_owner), width="content")
        # The screens of the rules show the effects of the draft themselves.
        if context.changed and door != RULES:
            moved = compare(context.portfolio, context.draft).moved
            show_page_link(
                "simulate",
                words.say(
                    "your draft: {count} account changes tier",
                    "your draft: {count} accounts change tier",
                    "count",
                    count=moved,
                ),
            )
    with st.container(key="notes"):
        show_notes(context)
        show_definition_notice(context, words)
        show_dropouts_line(context, address)
        show_warnings(context)


def _context_text(context: PageContext, counts_owner: bool) -> str:
    words, accounts = context.words, context.portfolio.accounts
    count = (context.population if counts_owner else context.scope).rows(accounts).height
    parts = [
        words.say("{count} account", "{count} accounts", "count", count=count)
        if context.view.unit == "account"
        else words.say("{count} group", "{count} groups", "count", count=count),
        context.dataset.currency or words.say("no currency given"),
        words.say("working day {day}", day=context.working_day),
        _model_text(context),
    ]
    if context.uses_home_bounds:
        parts.append(words.say("ranges from {view}", view=view_label(context.published.home)))
    return " · ".join(parts)


def _model_text(context: PageContext) -> str:
    words, name, version = context.words, plain(context.words.say(context.published.name)), context.version
    if version is None or version.published_at is None:
        return words.say("built-in model {name}", name=name)
    day = version.published_at.date()
    return words.say("model {name} v{number}, published {day}", name=name, number=version.number, day=day)
