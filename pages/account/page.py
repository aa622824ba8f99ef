"""Account screen: tier and why, and one account's tabs."""

import streamlit as st

from kam_core.insight import account_profile
from pages.account.account_head import show_head
from pages.account.account_view import AccountView
from pages.account.picker import requested_account, show_picker
from pages.account.style import apply_account_style
from pages.account.tabs import show_tabs
from pages.account.touches import show_new_touch
from pages.shell.page_context import page_context
from pages.widgets.escape import plain

context = page_context()
words = context.words
portfolio = context.portfolio
requested_id = requested_account()
account = account_profile.find(context.dataset, portfolio, requested_id) if requested_id else None
if account is not None and not context.scope.includes(portfolio.accounts["owner"][account.row]):
    account = None

if account is None:
    st.subheader(words.say("Account on one page"))
    show_picker(context.dataset, portfolio, words)
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

apply_account_style()
profile = account_profile.profile(context.dataset, portfolio, account.row, context.key_before)
view = AccountView(context, account, profile)
show_head(view)
show_new_touch(view)
show_tabs(view)
