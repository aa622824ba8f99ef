"""Influence of the accounts: what came by referral, who referred it, and the effect of lighthouse accounts."""

from __future__ import annotations

import streamlit as st

from kam_core.insight.lighthouse.sentence import NONE, effect_sentence
from kam_core.insight.lighthouse.tags import proposed_lighthouses
from kam_core.insight.referrals.sentence import portfolio_sentence
from kam_core.vocabulary.message import Message
from pages.shell.cache.influence_cache import InfluenceFacts, influence_facts
from pages.shell.page_context import PageContext
from pages.widgets.account_table import show_accounts
from pages.widgets.answer import show_answer
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.shown_figures import say_figures
from pages.widgets.tables.column import Cell, Column

REFERRERS = ("account_id", "tier", "name", "direct", "won_key", "reach", "revenue", "margin", "revenue_total",
             "margin_total", "referral_value")  # fmt: skip
REFERRED = ("account_id", "tier", "name", "referrer_name", "revenue", "margin", "revenue_total", "margin_total")


def show_influence_panel(context: PageContext) -> None:
    """Show the answer, the referrers with what came of their referrals, the referred accounts, the lighthouses."""
    words, facts = context.words, influence_facts(context)
    found = facts.referrals.among(context.accounts["account"])
    show_answer(
        words, words.say("Who brings us other customers?"), portfolio_sentence(found),
        Message("Money of {window}; ever: since the data start.", window=context.window_text),
    )  # fmt: skip
    if found.referred.is_empty():
        st.caption(words.say("Fill Referred by in the list of accounts to see what referrals bring."))
    if found.referrers.height:
        show_heading(words.say("Who referred others"))
        st.caption(
            words.say(
                "Money of the accounts referred directly. Reach: accounts referred directly + half of those that "
                "they referred in turn."
            )
        )
        show_accounts(found.referrers.select(REFERRERS), words, "referrers", _referrer_columns(context))
    if found.referred.height:
        show_heading(words.say("Accounts that came by referral"))
        show_accounts(
            found.referred.select(REFERRED), words, "referred",
            {
                "referrer_name": Column(words.say("Referred by"), width=160),
                "margin_total": Column(words.say("Margin ever"), Cell.MONEY),
            },
        )  # fmt: skip
    _show_lighthouses(context, facts)


def _referrer_columns(context: PageContext) -> dict[str, Column]:
    words = context.words
    return {
        "direct": Column(words.say("Referred")),
        "won_key": Column(words.say("S or A")),
        "reach": Column(words.say("Reach")),
        "margin_total": Column(words.say("Margin ever"), Cell.MONEY),
    }


def _show_lighthouses(context: PageContext, facts: InfluenceFacts) -> None:
    words, codes = context.words, context.accounts["account"]
    show_heading(words.say("Lighthouses and their industries"))
    shown = [one for one in facts.effects.lighthouses if one.account in set(codes.to_list())]
    for one in shown:
        st.markdown(plain(say_figures(words, effect_sentence(one, facts.effects))))
    if not shown:
        st.caption(plain(words.say(NONE)))
    proposed = proposed_lighthouses(context.accounts, facts.tagged)
    if proposed.height:
        st.caption(
            words.say(
                "Highest mark for brand and lighthouse effect, not tagged: a proposal, not counted as lighthouse."
            )
        )
        show_accounts(
            proposed.select("account_id", "tier", "name", "industry", "revenue", "revenue_total"), words,
            "proposed_lighthouses",
        )  # fmt: skip
