"""Account facts: owner, role, industry, region, group, dates and id, one line each."""

from __future__ import annotations

import streamlit as st

from kam_core.insight.account_profile import Profile
from kam_core.locale.language import Language
from kam_core.vocabulary.enums import EVERGREEN, RANK_LABELS
from kam_core.vocabulary.message import Message
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain


def show_facts(profile: Profile, context: PageContext) -> None:
    """Show the known facts of an account."""
    words = context.words
    facts = (
        (words.say("Owner"), profile.owner or words.say("none")),
        (words.say("Role"), _role(profile, words)),
        (words.say("Industry"), context.value_text(profile.industry or "")),
        (words.say("Region"), context.value_text(profile.region or "")),
        (words.say("Group"), profile.group),
        (words.say("Last purchase"), None if profile.last_purchase is None else profile.last_purchase.isoformat()),
        (words.say("Contract ends"), None if profile.contract_end is None else profile.contract_end.isoformat()),
        (words.say("Account id"), profile.account_id),
    )
    lines = [words.say("{label}: {value}", label=label, value=f"**{plain(value)}**") for label, value in facts if value]
    for column, half in zip(st.columns(2), (lines[::2], lines[1::2]), strict=True):
        column.markdown("  \n".join(half))


def _role(profile: Profile, words: Language) -> str | None:
    """The value class, the evergreen flag and the points behind the class: "Cash whale (R 72, P 41, cut 60)"."""
    flag = words.say(EVERGREEN) if profile.evergreen else None
    if profile.value_class is None:
        return flag
    points = Message(
        "R {realised}, P {potential}, cut {cut}",
        realised=_points(profile.realised_points, words), potential=_points(profile.potential_points, words),
        cut=words.number(profile.class_cut),
    )  # fmt: skip
    role = " · ".join(text for text in (words.say(RANK_LABELS[profile.value_class]), flag) if text)
    return words.say("{role} ({points})", role=role, points=words.say(points))


def _points(points: float | None, words: Language) -> str:
    return "–" if points is None else words.number(points)
