"""Accounts screen: which accounts there are, and how they compare."""

import streamlit as st

from kam_core.insight.account_list import account_filter, account_rows
from kam_core.insight.account_list.sentence import list_answer, list_line, list_population
from pages.accounts.account_charts import in_chosen_box, show_chart
from pages.accounts.account_list import list_columns, list_rows, tier_ranges_beside
from pages.accounts.chart_choice import choose_chart
from pages.accounts.chosen_columns import choose_columns, with_chosen_columns
from pages.accounts.filter_bar import filter_bar
from pages.accounts.filter_link import apply_filter_link, write_filter_link
from pages.accounts.list_files import export_buttons
from pages.accounts.prospects import show_prospects
from pages.accounts.rank_disagreement import show_rank_disagreement
from pages.accounts.saved_view import name_in_use, show_saved_views, view_in_use
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
accounts = account_filter.with_tags(context.population.rows(context.portfolio.accounts), context.dataset.accounts)

head = st.container()
options = account_filter.filter_options(accounts)
apply_filter_link(context, options)
filters = filter_bar(context, options)
notes = st.container()
views = st.container(horizontal=True, vertical_alignment="center", key="portfolio_views")
with views:
    choice = choose_chart(context, accounts)
matching = account_filter.filtered(accounts, filters)
filtered = in_chosen_box(context, choice, matching)
with views:
    columns = choose_columns(context, accounts)
    view = view_in_use(filters, columns, choice)
    name = name_in_use(context, view)
    show_saved_views(context, view, name, options)
write_filter_link(filters, name)
found = account_rows.summary(accounts, filtered)
with head:
    show_answer(
        words,
        words.say("Who are our accounts, and how do they compare?"),
        list_answer(found),
        list_line(found, context.window_text),
        list_population(found),
    )
with notes:
    show_negative(filtered, words)
    if context.owner is None:
        show_gates_panel(context, context.portfolio, "portfolio")

show_chart(context, choice, matching, filtered)

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
    with_chosen_columns(list_rows(listed, words), filtered, columns),
    words,
    "portfolio_accounts",
    list_columns(words, context.published.least_coverage, tier_ranges_beside(listed)),
    height=460,
    find=False,
)

show_rank_disagreement(context, filtered)
show_prospects(context, accounts, filtered)
