"""Fields for the promised days between two contacts by tier, which Today, the account and churn risk go by."""

from __future__ import annotations

from types import MappingProxyType

import streamlit as st

from kam_core.services.access import Action
from kam_core.services.rules.care_cadence import CARE_CADENCE
from kam_core.services.rules.documents import save_document
from kam_core.vocabulary.contact_days import CONTACT_DAYS, LONGEST_DAYS, ContactCadence
from kam_core.vocabulary.enums import KEY_TIERS, TIERS
from kam_core.vocabulary.message import Message, UserError
from pages.panels.name_field import ask_name
from pages.shell.actor import by, denial_reason
from pages.shell.cache.store_cache import open_store
from pages.shell.page_context import PageContext
from pages.widgets.messages import post_error, post_success

_NAME = "care_cadence_who"


def show_cadence(context: PageContext) -> None:
    """Show the days of each tier, those between executives for S and A, and the button that saves them."""
    words, stored = context.words, context.document(CARE_CADENCE)
    with st.expander(words.say("Promised days between contacts"), key="care_cadence"):
        st.caption(words.say("Today, the account and churn risk count a contact as overdue after these days."))
        with st.container(horizontal=True, key="care_cadence_fields"):
            contact = {
                tier: _ask(words.say("{tier}: days", tier=tier), stored.value.contact.get(tier, CONTACT_DAYS[tier]),
                           f"care_contact_{tier}_{stored.version}")
                for tier in TIERS
            }  # fmt: skip
            executive = {
                tier: _ask(words.say("{tier}: days, executives", tier=tier), stored.value.executive.get(tier, 180),
                           f"care_executive_{tier}_{stored.version}")
                for tier in KEY_TIERS
            }  # fmt: skip
        tried = ContactCadence(MappingProxyType(contact), MappingProxyType(executive))
        ask_name(_NAME, words)
        denied = denial_reason(Action.SETTINGS, words)
        st.button(
            words.say("Save days"), key="care_cadence_save", on_click=_save, args=(tried, stored.version, context),
            disabled=denied is not None or tried == stored.value, help=denied,
        )  # fmt: skip


def _ask(label: str, days: int, key: str) -> int:
    return int(st.number_input(label, 1, LONGEST_DAYS, days, 1, key=key, width=150))


def _save(tried: ContactCadence, expected: int, context: PageContext) -> None:
    try:
        save_document(open_store(), context.data_set, CARE_CADENCE, tried, expected=expected, by=by(_NAME))
    except UserError as error:
        post_error(error.message)
        return
    post_success(Message("The promised days are saved."))
