"""Filter bar of the account list: text, choices and switches in one row that breaks where the screen is narrow."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from kam_core.insight.account_list.account_filter import NOT_GIVEN, AccountFilter, FilterOptions
from kam_core.vocabulary.enums import RANK_LABELS, STAGES, TIERS, VALUE_CLASSES
from kam_core.vocabulary.message import Message
from pages.shell.page_context import PageContext
from pages.widgets.messages import post_error

WIDTH, TEXT_WIDTH = 150, 230
TEXT_KEY = "portfolio_text"
SWITCHES = {"buying": "portfolio_buying", "key": "portfolio_key", "provisional": "portfolio_provisional"}
"""Yes-or-no condition → key of its switch."""
CHOICES = {
    "tiers": "tier",
    "stages": "stage",
    "roles": "role",
    "owners": "owner",
    "industries": "industry",
    "regions": "region",
}
"""Condition → name of its widget."""


def filter_key(name: str, context: PageContext) -> str:
    """The key of the widget of a filter in the data set in use."""
    return f"portfolio_{name}_{context.dataset.content_id}"


def set_filter(context: PageContext, wanted: AccountFilter, options: FilterOptions) -> None:
    """Let the bar show a filter, before it is drawn; values that the data do not have are named and left out."""
    known = {
        "tiers": (*TIERS, NOT_GIVEN), "stages": STAGES, "roles": VALUE_CLASSES,
        "owners": options.owners, "industries": options.industries, "regions": options.regions,
    }  # fmt: skip
    missing = []
    for condition, name in CHOICES.items():
        values = getattr(wanted, condition)
        st.session_state[filter_key(name, context)] = [value for value in values if value in known[condition]]
        missing += [value for value in values if value not in known[condition]]
    tag = wanted.tag if wanted.tag in options.tags else None
    if wanted.tag and tag is None:
        missing.append(wanted.tag)
    st.session_state[filter_key("tag", context)] = tag
    st.session_state[TEXT_KEY] = wanted.text
    for condition, key in SWITCHES.items():
        st.session_state[key] = getattr(wanted, condition)
    if missing:
        post_error(Message("No account here has {values}: that part of the filter is left out.", values=missing[0]))


def filter_bar(context: PageContext, options: FilterOptions) -> AccountFilter:
    """Show the bar and give the filter that it says."""
    words = context.words

    def ask_values(name: str, label: str, values: tuple[str, ...], label_of: Callable[[str], str]) -> tuple[str, ...]:
        if not values:
            return ()
        # The choices of one data set mean nothing in another, so each has a widget of its own.
        picked = st.multiselect(
            label,
            values,
            format_func=label_of,
            placeholder=label,
            label_visibility="collapsed",
            width=WIDTH,
            key=filter_key(name, context),
            persist_state="session",
        )
        return tuple(picked)

    def switch(condition: str, label: str) -> bool:
        return st.toggle(label, key=SWITCHES[condition], persist_state="session")

    def label_of(value: str) -> str:
        return words.say("not given") if value == NOT_GIVEN else value

    def value_label(value: str) -> str:
        return label_of(context.value_text(value))

    def rank_label(value: str) -> str:
        return words.say(RANK_LABELS[value])

    with st.container(horizontal=True, gap="small"):
        text = st.text_input(
            words.say("Search"),
            placeholder=words.say("Name, id or group"),
            label_visibility="collapsed",
            icon=":material/search:",
            width=TEXT_WIDTH,
            key=TEXT_KEY,
            persist_state="session",
        )
        return AccountFilter(
            tiers=ask_values(
                "tier",
                words.say("Tier"),
                (*TIERS, NOT_GIVEN),
                lambda tier: f"{tier} {words.say(RANK_LABELS[tier])}" if tier else words.say("no tier"),
            ),
            roles=ask_values("role", words.say("Role"), VALUE_CLASSES, rank_label),
            stages=ask_values("stage", words.say("Stage"), STAGES, rank_label),
            owners=ask_values("owner", words.say("Owner"), options.owners, label_of),
            industries=ask_values("industry", words.say("Industry"), options.industries, value_label),
            regions=ask_values("region", words.say("Region"), options.regions, value_label),
            tag=_ask_tag(context, options),
            text=text or "",
            buying=switch("buying", words.say("Active customers only")),
            key=switch("key", words.say("Key accounts only")),
            provisional=switch("provisional", words.say("Provisional only")),
        )


def _ask_tag(context: PageContext, options: FilterOptions) -> str:
    """One tag of the account list, or none; not asked where no account has a tag."""
    if not options.tags:
        return ""
    label = context.words.say("Tag")
    picked = st.selectbox(
        label, options.tags, index=None, placeholder=label, label_visibility="collapsed", width=WIDTH,
        key=filter_key("tag", context), persist_state="session",
    )  # fmt: skip
    return picked or ""
