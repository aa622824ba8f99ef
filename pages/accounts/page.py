"""Accounts screen: which accounts there are, and how they compare."""

import streamlit as st

from kam_core.charts.account_matrix import margin_matrix_figure, nine_box_figure, value_matrix_figure
from kam_core.charts.theme import CONFIG
from kam_core.insight import account_list, account_matrix
from kam_core.vocabulary.message import N_
from pages.accounts.account_list import filter_bar, list_columns, list_rows, prospect_columns
from pages.accounts.filter_link import apply_filter_link, write_filter_link
from pages.accounts.list_files import export_buttons
from pages.shell.cache import frame_cache
from pages.shell.page_context import page_context
from pages.widgets.account_table import show_accounts
from pages.widgets.escape import plain
from pages.widgets.gate_effects import show_gates
from pages.widgets.headings import show_heading
from pages.widgets.linked_charts import show_clickable
from pages.widgets.negative_accounts import show_negative

CHARTS = {
    "value": N_("Value × potential"),
    "margin": N_("Revenue × margin rate"),
    "boxes": N_("Nine boxes"),
}
HEIGHT = 390

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

chart = st.segmented_control(
    words.say("Chart"),
    list(CHARTS),
    default=account_matrix.default_matrix(accounts),
    required=True,
    format_func=lambda name: words.say(CHARTS[name]),
    label_visibility="collapsed",
    key="portfolio_picture",
    persist_state="session",
)
if chart == "boxes":
    st.plotly_chart(
        nine_box_figure(account_matrix.nine_box(filtered), words, HEIGHT), key="portfolio_boxes", config=CONFIG
    )
    st.caption(words.say("Boundaries at one third and two thirds of 100 points; darker means more revenue."))
else:
    matrix = account_matrix.value_matrix(filtered) if chart == "value" else account_matrix.margin_matrix(filtered)
    if matrix.points.is_empty() and chart == "margin":
        st.info(
            words.say(
                "No margin data for these accounts. To see this chart, upload order lines with a Margin or "
                "Cost of goods column."
            )
        )
    elif matrix.points.is_empty() and matrix.unknown:
        st.info(
            words.say("No data on their potential. Upload assessments, needs, annual purchases or a longer history.")
        )
    elif matrix.points.is_empty():
        st.info(words.say("No active customers to show. Widen the filter, or upload order lines on the Data page."))
    elif chart == "value":
        show_clickable(
            value_matrix_figure(matrix.points, context.published.class_cut, words, HEIGHT), "portfolio_value_matrix"
        )
    else:
        show_clickable(
            margin_matrix_figure(matrix.points, account_matrix.portfolio_margin_rate(accounts), words, HEIGHT),
            "portfolio_margin_matrix",
        )
    if matrix.left_out:
        st.caption(words.say("Shows the {count} accounts with the highest revenue.", count=matrix.points.height))
    if matrix.unknown:
        st.caption(
            words.say(
                "{count} account is not shown: one of the two values is missing.",
                "{count} accounts are not shown: one of the two values is missing.",
                "count",
                count=matrix.unknown,
            )
        )

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
