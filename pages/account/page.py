"""Account screen: tier and why, and one account's tabs."""

import streamlit as st

from kam_core.insight import account_profile
from kam_core.scoring.tiering.reason import tier_reason
from pages.account.account_view import AccountView
from pages.account.picker import account_picker
from pages.account.tabs import show_tabs
from pages.panels.override_form import current_override, override_form
from pages.shell.page_context import page_context
from pages.widgets.escape import plain
from pages.widgets.tier_badge import show_tier_badge

context = page_context()
words = context.words
portfolio = context.portfolio
title, switch = st.columns([5, 2], vertical_alignment="center")
with switch:
    requested_id = account_picker(context.dataset, portfolio, words)
account = account_profile.find(context.dataset, portfolio, requested_id) if requested_id else None
if account is not None and not context.scope.includes(portfolio.accounts["owner"][account.row]):
    account = None

if account is None:
    title.subheader(words.say("Account on one page"))
    st.info(
        plain(
            words.say(
                "No account with the id {id} on {day}. Choose another above.", id=requested_id, day=context.view.as_of
            )
        )
        if requested_id
        else words.say("Choose an account above, or click one in any table or chart.")
    )
    st.stop()

profile = account_profile.profile(context.dataset, portfolio, account.row, context.key_before)
with title, st.container(horizontal=True, vertical_alignment="center"):
    st.subheader(plain(profile.name), width="content")
    show_tier_badge(profile.tier, words)
    with st.popover(
        words.say("Set tier manually…") if current_override(profile.account_id) is None else words.say("Manual tier…"),
        key="override",
    ):
        override_form(profile.account_id, words)
if account.member is not None:
    st.caption(words.say("{member} belongs to this group; the group is shown.", member=plain(account.member)))
st.markdown(plain(words.say(tier_reason(portfolio, account.row))))
if profile.was_key is not None:
    st.caption(words.say("No longer a key account (was {was}).", was=profile.was_key))
show_tabs(AccountView(context, account, profile))
