"""Accounts screen: which accounts there are, and how they compare."""

import streamlit as st

from kam_core.insight import account_list
from pages.accounts.account_charts import show_chart
from pages.accounts.account_list import filter_bar, list_columns, list_rows, prospect_columns
from pages.accounts.filter_link import apply_filter_link, write_filter_link
from pages.accounts.list_files import export_buttons
from pages.shell.cache import frame_cache
from pages.shell.page_context import page_context
from pages.widgets.account_table import show_accounts
from pages.widgets.escape import plain
from pages.widgets.gate_effects import show_gates
from pages.widgets.headings import show_heading
from pages.widgets.negative_accounts import show_negative

context = page_context()
words = context.words
accounts = context.population.rows(context.portfolio.accounts)

st.subheader(words.say("Who are our accounts, and how do they compare?"))
apply_filter_link(context)
filters = filter_bar(context, account_list.filter_options(accounts))
write_filter_link(filters)
filtered = account_list.filtered(accounts, filters)
st.markdown(
    plain(words.say(account_list.summary_sentence(account_list.summary(accounts, filtered), context.window_text)))
)
show_negative(filtered, words)
if context.owner is None:
    show_gates(context.portfolio, words, "portfolio")

show_chart(context, accounts, filtered)

head, export = st.columns([5, 2], vertical_alignment="bottom")
listed = account_list.rows(
    filtered,
    frame_cache.history(
        context.dataset, context.view, account_list.HISTORY_MONTHS, tuple(account_list.largest(filtered)["account"])
    ),
    frame_cache.next_steps(context.dataset, context.view),
)
with head:
    show_heading(words.say("Accounts, highest revenue first"))
    if listed.height == account_list.MOST_ROWS:
        st.caption(words.say("Top {count}; the downloads contain all matching accounts.", count=account_list.MOST_ROWS))
with export:
    export_buttons(context, filtered, words)
show_accounts(
    list_rows(listed, words),
    words,
    "portfolio_accounts",
    list_columns(words, context.published.least_coverage),
    height=460,
    find=False,
)

prospects = account_list.prospects(filtered)
show_heading(words.say("Prospects, highest potential first"))
st.caption(words.say("No purchases yet, so no tier; ranked by potential, influence and fit."))
show_accounts(
    context.with_value_texts(prospects, "industry", "region"), words, "portfolio_prospects", prospect_columns(words)
)
