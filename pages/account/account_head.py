"""Head of the account screen: tier, name and facts, and why it has its tier."""

from __future__ import annotations

import streamlit as st

from kam_core.insight.account_summary.tier_sentence import tier_sentence
from kam_core.insight.account_summary.value_role import evergreen_sentence, value_role
from kam_core.insight.tier_movement import account_move
from kam_core.services.access import Action
from kam_core.vocabulary.enums import KEY_TIERS
from kam_core.vocabulary.message import Message, Points, ShownFigure
from kam_core.vocabulary.tables.touches import TOUCHES
from kam_core.whatif.robustness.tier_range import range_text
from pages.account.account_view import AccountView
from pages.account.list_walk import show_list_walk
from pages.account.outlook import show_outlook
from pages.account.picker import show_picker
from pages.panels.entry.open_form import open_form
from pages.panels.override_form import override_form
from pages.shell.actor import denial_reason
from pages.shell.cache import tier_range_cache
from pages.widgets.escape import plain
from pages.widgets.shown_figures import say_figures
from pages.widgets.tier_badge import show_tier_badge

FACT_GAP = " · "


def show_head(view: AccountView) -> None:
    """Show who the account is, its tools, and the sentences on its tier and its worth."""
    words, profile = view.words, view.profile
    with st.container(horizontal=True, vertical_alignment="center", key="account_head"):
        show_tier_badge(profile.tier, words)
        _show_range(view)
        with st.container(key="account_name", width="content"):
            st.subheader(plain(profile.name), width="content", anchor=False)
        with st.container(key="account_facts", width="content"):
            st.caption(plain(_facts(view)))
        st.space("stretch")
        show_list_walk(profile.account_id, words)
        st.button(
            words.say("Note a contact"), key="touches_add", icon=":material/add:", on_click=open_form,
            args=(TOUCHES.name, profile.account_id), help=denial_reason(Action.ENTRY, words),
        )  # fmt: skip
        with st.popover(words.say("More"), icon=":material/more_horiz:", key="account_more"):
            st.caption(words.say("Another account"))
            show_picker(view.context.dataset, view.portfolio, words)
            st.caption(words.say("Set tier manually"))
            override_form(profile.account_id, words)
    if view.account.member is not None:
        st.caption(words.say("{member} belongs to this group; the group is shown.", member=plain(view.account.member)))
    _show_sentences(view)


def _show_range(view: AccountView) -> None:
    """Show beside the tier which tiers the missing values allow, and whether it is provisional."""
    ranges = tier_range_cache.ranges(view.portfolio, view.context.portfolio_key)
    possible = ranges[[view.account.row]].select(range_text().alias("range"))["range"][0]
    provisional = view.words.say("provisional") if view.profile.provisional else None
    texts = [text for text in (possible, provisional) if text]
    if texts:
        st.caption(FACT_GAP.join(texts), width="content")


def _facts(view: AccountView) -> str:
    """Industry, region, owner, contract, group and id, as far as they are known."""
    words, profile, context = view.words, view.profile, view.context
    facts = [
        context.value_text(profile.industry or ""),
        context.value_text(profile.region or ""),
        words.say("owner {name}", name=profile.owner) if profile.owner else words.say("no owner"),
        "" if profile.contract_end is None else words.say("contract to {day}", day=profile.contract_end),
        "" if profile.group is None else words.say("part of {group}", group=profile.group),
        "" if profile.account_id == profile.name else profile.account_id,
    ]
    return FACT_GAP.join(fact for fact in facts if fact)


def _show_sentences(view: AccountView) -> None:
    words, portfolio, row = view.words, view.portfolio, view.account.row
    why = tier_sentence(portfolio, row)
    others = list(why.others)
    moved = _moved(view)
    if moved is not None:
        others.append(moved)
    account = portfolio.accounts.row(row, named=True)
    if account["tier"] in KEY_TIERS and account["disqualified"]:
        others.append(Message("Not a key account: a check about it failed (tab Customer profile)."))
    if view.profile.was_key is not None:
        others.append(Message("No longer a key account (was {was}).", was=view.profile.was_key))
    parts = [f"**{plain(say_figures(words, why.decisive))}**", *(plain(say_figures(words, one)) for one in others)]
    with st.container(key="account_why", gap=None):
        # Bold ends only before a space: in Chinese a sentence has none after it.
        st.markdown(" ".join(parts))
        role = value_role(portfolio, row)
        evergreen = words.say(evergreen_sentence()) if view.profile.evergreen else None
        texts = [text for text in (None if role is None else say_figures(words, role), evergreen) if text]
        if texts:
            st.caption(plain(FACT_GAP.join(texts)))
        show_outlook(view)


def _moved(view: AccountView) -> Message | None:
    """The tier at the date of comparison, where it was another, and why it changed."""
    context, account = view.context, view.account
    if context.key_view is None:
        return None
    move = account_move(context.earlier, view.portfolio, int(view.portfolio.accounts["account"][account.row]))
    if move is None or move.tier_then is None:
        return None
    day = context.earlier_view.as_of
    if move.score_then is None:
        return Message("It was {tier} on {day}: {cause}.", tier=move.tier_then, day=day, cause=move.cause)
    score = ShownFigure("score", f"{view.alone} on:{day}", Points(move.score_then))
    return Message("It was {tier} ({score}) on {day}: {cause}.",
                   tier=move.tier_then, score=score, day=day, cause=move.cause)  # fmt: skip
