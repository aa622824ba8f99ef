"""Accounts screen: which accounts there are, and how they compare."""

import streamlit as st

from kam_core.insight.account_list import account_rows
from kam_core.insight.account_list.sentence import list_answer, list_line, list_population
from pages.accounts.account_charts import show_chart
from pages.accounts.account_list import filter_bar, list_columns, list_rows, tier_ranges_beside
from pages.accounts.filter_link import apply_filter_link, write_filter_link
from pages.accounts.list_files import export_buttons
from pages.accounts.prospects import show_prospects
from pages.accounts.rank_disagreement import show_rank_disagreement
from pages.panels.attention import next_steps
from pages.panels.invest_marks import show_gates_panel
from pages.shell.cache import frame_cache, tier_range_cache
from pages.shell.page_context import page_context
from pages.widgets.account_table import show_accounts
from pages.widgets.answer import show_answer
from pages.widgets.headings import show_heading
from pages.widgets.negative_accounts import show_negative

context = page_context()
words = context.words
accounts = context.population.rows(context.portfolio.accounts)

head = st.container()
apply_filter_link(context)
filters = filter_bar(context, account_rows.filter_options(accounts))
write_filter_link(filters)
filtered = account_rows.filtered(accounts, filters)
found = account_rows.summary(accounts, filtered)
with head:
    show_answer(
        words,
        words.say("Who are our accounts, and how do they compare?"),
        list_answer(found),
        list_line(found, context.window_text),
        list_population(found),
    )
show_negative(filtered, words)
if context.owner is None:
    show_gates_panel(context, context.portfolio, "portfolio")

show_chart(context, accounts, filtered)

title, export = st.columns([5, 2], vertical_alignment="bottom")
listed = account_rows.rows(
    filtered,
    frame_cache.history(
        context.dataset, context.view, account_rows.HISTORY_MONTHS, tuple(account_rows.largest(filtered)["account"])
    ),
    next_steps(context),
    findings=tier_range_cache.list_findings(
        context.dataset, context.portfolio, context.working_day, context.portfolio_key
    ),
)
with title:
    show_heading(words.say("Accounts, highest revenue first"))
    if listed.height == account_rows.MOST_ROWS:
        st.caption(words.say("Top {count}; the downloads contain all matching accounts.", count=account_rows.MOST_ROWS))
with export:
    export_buttons(context, filtered, words)
show_accounts(
    list_rows(listed, words),
    words,
    "portfolio_accounts",
    list_columns(words, context.published.least_coverage, tier_ranges_beside(listed)),
    height=460,
    find=False,
)

show_rank_disagreement(context, filtered)
show_prospects(context, accounts, filtered)
