"""Who an account is, in one small block: a label and a value a line."""

from __future__ import annotations

import streamlit as st

from kam_core.insight.profile import Profile
from kam_core.locale.language import Language
from kam_core.vocabulary.ranks import RANK_LABELS
from pages.parts.escape import plain


def show_facts(who: Profile, words: Language) -> None:
    """Owner, region, industry, group, role, contract end, last purchase: what is known of them."""
    role = None if who.value_class is None else words.say(RANK_LABELS[who.value_class])
    facts = (
        (words.say("Owner"), who.owner or words.say("nobody")),
        (words.say("Role"), role),
        (words.say("Industry"), who.industry),
        (words.say("Region"), who.region),
        (words.say("Group"), who.group),
        (words.say("Last purchase"), None if who.last_purchase is None else who.last_purchase.isoformat()),
        (words.say("Contract ends"), None if who.contract_end is None else who.contract_end.isoformat()),
        (words.say("Account id"), who.account_id),
    )
    lines = [f"{label}: **{plain(value)}**" for label, value in facts if value]
    for column, part in zip(st.columns(2), (lines[::2], lines[1::2]), strict=True):
        column.markdown("  \n".join(part))
