"""Panels of the results screen: key accounts at both dates, dependence in short, tier mix."""

from __future__ import annotations

import streamlit as st

from kam_core.charts.tiers import tier_mix_figure
from kam_core.insight.results.figures import Results
from kam_core.insight.results.key_accounts import KeyAccounts
from kam_core.insight.results.largest_accounts import top_shares_sentence
from kam_core.insight.results.tier_mix import key_tiers_sentences
from kam_core.locale.language import Language
from kam_core.scoring.tiering.key_accounts import key_dropouts
from kam_core.vocabulary.message import Message, Money
from pages.business.results.tables import key_account_rows
from pages.navigation.page_link import TIER, show_page_link
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain
from pages.widgets.gate_effects import show_gates
from pages.widgets.headings import show_heading
from pages.widgets.linked_charts import show_leading
from pages.widgets.row_table import show_rows
from pages.widgets.shown_figures import say_figures


def show_key_accounts(found: Results, words: Language) -> None:
    """Show number, revenue and share of the key accounts at both dates, and who came and went."""
    key = found.key
    show_heading(words.say("Key accounts now and before"))
    titles = {"figure": words.say("Key accounts"), "now": key.now.on.isoformat()}
    if key.before is not None:
        titles |= {"before": key.before.on.isoformat()}
    show_rows(key_account_rows(found, words), "results_key_accounts", titles, right=("now", "before"))
    if key.entered is None or key.left is None:
        st.caption(words.say("The data do not reach back to an earlier date."))
    else:
        st.caption(plain(words.joined([words.say(_came(key.entered)), words.say(_went(key.left))])))


def _came(part: KeyAccounts) -> Message:
    return Message("{count} became a key account ({money}).", "{count} became key accounts ({money}).", "count",
                   count=part.accounts, money=Money(part.revenue))  # fmt: skip


def _went(part: KeyAccounts) -> Message:
    return Message("{count} no longer is one (brought {money}).", "{count} no longer are (brought {money}).", "count",
                   count=part.accounts, money=Money(part.revenue))  # fmt: skip


def show_dependence(found: Results, words: Language) -> None:
    """Show the shares of the largest customers, and lead to the screen about them."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        show_heading(words.say("Dependence in short"))
        show_page_link("dependence", words.say("Show all"))
    if found.largest.top1 is None:
        st.caption(words.say("No account has revenue in this period."))
        return
    st.markdown(f":small[{plain(say_figures(words, top_shares_sentence(found.largest)))}]")


def show_tier_mix(context: PageContext, found: Results) -> None:
    """Show the tiers of the active customers by number and by revenue, and what gates hold back."""
    words = context.words
    aside = words.say(
        "{count} active customer, {money}", "{count} active customers, {money}", "count",
        count=found.active, money=Money(int(found.tiers["revenue"].sum())),
    )  # fmt: skip
    show_heading(words.say("Tier mix"), aside)
    if not found.active:
        st.caption(words.say("No account has revenue in this period."))
        return
    show_leading(tier_mix_figure(found.tiers, words), "overview_mix", "accounts", parameter=TIER)
    sentences = key_tiers_sentences(found.tiers, found.key.now.accounts, key_dropouts(context.accounts).height)
    st.caption(plain(words.joined([words.say(one) for one in sentences])))
    if context.owner is None:
        show_gates(context.portfolio, words, "overview")
