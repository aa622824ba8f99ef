"""Dependence screen: how much revenue comes from how few accounts."""

import streamlit as st

from kam_core.charts.pareto import pareto_figure
from kam_core.charts.theme import CONFIG
from kam_core.insight.concentration.by_unit import MEASURED, UNITS, concentration_view
from kam_core.insight.concentration.concentration_sentence import (
    MEASURE_WORDS,
    UNIT_WORDS,
    concentration_answer,
    concentration_line,
    concentration_population,
)
from pages.business.dependence.lose_top_slider import lose_top_slider
from pages.business.dependence.tables import (
    METRICS,
    UNIT_TITLES,
    abc_rows,
    concentration_metrics,
    top_accounts,
    top_columns,
    top_rows,
    unit_infos,
)
from pages.shell.figure_info import figure_info
from pages.shell.page_context import page_context
from pages.widgets.account_table import show_accounts
from pages.widgets.answer import show_answer
from pages.widgets.headings import show_heading
from pages.widgets.metrics import show_metrics
from pages.widgets.row_table import show_rows

context = page_context()
words = context.words
accounts = context.population.rows(context.portfolio.accounts)

answer_box = st.container()
with st.container(horizontal=True, vertical_alignment="center"):
    measure = st.segmented_control(
        words.say("Measure"),
        MEASURED,
        default="revenue",
        required=True,
        format_func=lambda name: words.say(MEASURE_WORDS[name]),
        label_visibility="collapsed",
        wrap=True,
        key="concentration_measure",
        persist_state="session",
    )
    unit = st.segmented_control(
        words.say("Group by"),
        UNITS,
        default="account_id",
        required=True,
        format_func=lambda name: words.say(UNIT_WORDS[name]),
        label_visibility="collapsed",
        wrap=True,
        key="concentration_unit",
        persist_state="session",
    )
    lost = lose_top_slider(concentration_view(accounts, unit, measure).units, words)
view = concentration_view(accounts, unit, measure, lost)

with answer_box:
    show_answer(
        words,
        words.say("How dependent are we on a few customers?"),
        concentration_answer(view),
        concentration_line(view),
        concentration_population(view, context.window_text),
    )

if view.numbers.top20_share is None and measure == "margin":
    st.info(words.say("To see margin here, upload order lines with a Margin or Cost of goods column."))
elif view.numbers.top20_share is None:
    st.info(words.say("No data for this chart. Choose another measure or a longer window."))
else:
    base = words.say("{count} {units}", count=view.numbers.accounts, units=words.say(UNIT_WORDS[unit]))
    infos = {name: figure_info(context, name, base) for name in METRICS}
    show_metrics(concentration_metrics(view, infos, words))
    left, right = st.columns([5, 4])
    with left:
        st.plotly_chart(
            pareto_figure(
                view.remaining,
                words,
                words.say(MEASURE_WORDS[measure]),
                before=view.whole if view.loss else None,
                marks=True,
                cross=None if view.loss else view.cross,
                of=words.say(UNIT_WORDS[unit]),
                height=300,
            ),
            key="concentration_curve",
            config=CONFIG,
        )
        st.caption(
            words.say(
                "For comparison: in consumer goods, heavy buyers account for 79% of shampoo and 87% of beer "
                "sales (published figures; compare only the height of the lines)."
            )
        )
    with right:
        show_heading(words.say("Top accounts"))
        titles = {
            "name": words.say(UNIT_TITLES[unit]),
            "value": words.say("Amount"),
            "share": words.say("Share"),
            "cumulative": words.say("Cumulative share"),
        }
        if unit in ("account_id", "parent"):
            show_accounts(
                top_accounts(view, words),
                words,
                "concentration_accounts",
                top_columns(titles, measure),
                height=330,
            )
        else:
            show_rows(
                context.with_value_texts(top_rows(view, words), "name"),
                "concentration_units",
                titles,
                right=("value", "share", "cumulative"),
                infos=unit_infos(words),
            )
        if view.has_unassigned:
            st.caption(words.say("Accounts without an entry are counted as one group."))
    show_heading(words.say("ABC classes"))
    st.caption(
        words.say(
            "A: top accounts that make 80% of revenue, B: the next up to 95%, C: the rest. "
            "These classes are not the tiers."
        )
    )
    show_rows(
        abc_rows(view, words),
        "concentration_abc",
        {
            "class": words.say("Class"),
            "units": words.say(UNIT_WORDS[unit]),
            "value": words.say("Amount"),
            "share": words.say("Share"),
        },
        right=("units", "value", "share"),
        infos=unit_infos(words),
    )
