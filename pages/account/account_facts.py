"""Who an account is, in one small block: a label and a value a line."""

from __future__ import annotations

import streamlit as st

from kam_core.insight.account_profile import Profile
from kam_core.locale.language import Language
from kam_core.vocabulary.enums import EVERGREEN, RANK_LABELS
from kam_core.vocabulary.message import Message
from pages.widgets.escape import plain


def show_facts(who: Profile, words: Language) -> None:
    """Owner, region, industry, group, role, contract end, last purchase: what is known of them."""
    facts = (
        (words.say("Owner"), who.owner or words.say("nobody")),
        (words.say("Role"), _role(who, words)),
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


def _role(who: Profile, words: Language) -> str | None:
    """The value class, the evergreen flag and the points behind the class: "Cash whale (R 72, P 41, cut 60)"."""
    flag = words.say(EVERGREEN) if who.evergreen else None
    if who.value_class is None:
        return flag
    points = Message(
        "R {realised}, P {potential}, cut {cut}",
        realised=_points(who.realised_points, words), potential=_points(who.potential_points, words),
        cut=words.number(who.class_cut),
    )  # fmt: skip
    named = " · ".join(text for text in (words.say(RANK_LABELS[who.value_class]), flag) if text)
    return words.say("{role} ({points})", role=named, points=words.say(points))


def _points(points: float | None, words: Language) -> str:
    return "–" if points is None else words.number(points)
