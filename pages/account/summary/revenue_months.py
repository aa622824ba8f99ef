"""Revenue of an account by month beside the year before, with the product family behind the change."""

from __future__ import annotations

import streamlit as st

from kam_core.charts.monthly_comparison import money_unit, monthly_comparison_figure
from kam_core.charts.theme import CONFIG
from kam_core.insight.account_summary.monthly_comparison import MonthlyComparison, monthly_comparison
from kam_core.insight.account_summary.revenue_cause import RevenueCause, revenue_cause
from kam_core.vocabulary.message import Message, Money, Share, ShownFigure
from pages.account.account_view import AccountView
from pages.account.section_heading import show_section
from pages.widgets.escape import plain
from pages.widgets.shown_figures import say_figures


def show_revenue_months(view: AccountView) -> None:
    """Show the months, and one line that names the cause."""
    context, words, codes = view.context, view.words, view.account.codes
    compared = monthly_comparison(context.dataset, context.view, codes)
    months = compared.months["month"].to_list()
    period = words.say("{start} – {end}, {unit}; last year grey",
                       start=words.month(months[0]), end=words.month(months[-1]),
                       unit=money_unit(compared.months, words))  # fmt: skip
    show_section("months", words.say("Revenue by month"), period)
    if not compared.has_revenue:
        st.caption(words.say("No order lines in these months or in those a year earlier."))
        return
    st.plotly_chart(monthly_comparison_figure(compared.months, words), key="account_months_chart", config=CONFIG)
    lines = [_cause(view, revenue_cause(context.dataset, context.view, codes)), _below(view, compared)]
    text = words.joined([plain(say_figures(words, line)) for line in lines if line is not None])
    if text:
        st.caption(text)


def _cause(view: AccountView, cause: RevenueCause | None) -> Message | None:
    """The product family that explains most of the change; None where no family does."""
    if cause is None:
        return None
    family = view.context.value_text(cause.family)
    one, others = f"{view.alone} family:{cause.family}", f"{view.alone} without:{cause.family}"
    values = {
        "family": family,
        "before": ShownFigure("revenue_prior", one, Money(cause.family_before)),
        "now": ShownFigure("revenue", one, Money(cause.family_now)),
        "rest_before": ShownFigure("revenue_prior", others, Money(cause.other_before)),
        "rest_now": ShownFigure("revenue", others, Money(cause.other_now)),
    }
    if cause.share is None:
        return Message("{family} {before} → {now}, all others {rest_before} → {rest_now}.", **values)
    share = ShownFigure("change_share", one, Share(cause.share))
    if cause.change < 0:
        return Message("{family} {before} → {now}, {share} of the fall; all others {rest_before} → {rest_now}.",
                       share=share, **values)  # fmt: skip
    return Message("{family} {before} → {now}, {share} of the rise; all others {rest_before} → {rest_now}.",
                   share=share, **values)  # fmt: skip


def _below(view: AccountView, compared: MonthlyComparison) -> Message | None:
    if not compared.compared:
        return Message("The data do not reach back to the year before.")
    return Message(
        "Below last year in {below} of {count} month.",
        "Below last year in {below} of {count} months.",
        "count",
        below=view.figure("months_below", compared.below),
        count=view.figure("months_compared", compared.compared),
    )
