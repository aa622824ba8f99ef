"""Landing panel: the year three ways against the target, and what is missing for each."""

from __future__ import annotations

import streamlit as st

from kam_core.charts.results.landing import Way, landing_figure
from kam_core.charts.theme import CONFIG
from kam_core.insight.targets.fiscal_results import FiscalResults
from kam_core.insight.targets.fiscal_year import YEAR
from kam_core.insight.targets.sentence import accuracy_sentence, deal_sentences, way_notes
from kam_core.locale.language import Language
from kam_core.services.access import Action
from kam_core.vocabulary.calendar import month_end, month_start
from kam_core.vocabulary.message import N_
from pages.business.results.fiscal_figures import has_owner_targets
from pages.panels.entry.open_form import open_form
from pages.shell.actor import denial_reason
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.shown_figures import say_figures

WAYS = (N_("Last year's pattern"), N_("Weighted deals"), N_("Owners' commits"))


def show_landing(context: PageContext, found: FiscalResults) -> None:
    """Show the bars, what they leave out, and buttons to fill what is missing."""
    words, land = context.words, found.landing
    show_heading(
        words.say("Where {year} will land", year=found.period.name), words.say("solid: earned; hatched: expected")
    )
    notes = way_notes(found)
    ways = [
        Way(words.say(name), say_figures(words, note), total)
        for name, note, total in zip(
            WAYS, notes,
            (land.by_pace, land.by_deals, land.by_commits), strict=True,
        )
    ]  # fmt: skip
    earned = words.say("{months}: {money}", months=_to_date(found, words), money=words.money(land.earned, fixed=True))
    before = None
    if land.last_year is not None:
        before = (land.last_year, words.say("last year {number}", number=words.money(land.last_year, fixed=True)))
    figure = landing_figure(ways, land.earned, earned, words, _target(found, words), before)
    st.plotly_chart(figure, key="results_landing", config=CONFIG)
    _show_missing(context, found)
    sentences = [one for one in (*deal_sentences(land), accuracy_sentence(land)) if one is not None]
    if sentences:
        st.caption(plain(words.joined([say_figures(words, one) for one in sentences])))


def _to_date(found: FiscalResults, words: Language) -> str:
    return words.month_span(month_start(found.period.start), month_end(found.period.to_date))


def _target(found: FiscalResults, words: Language) -> tuple[int, str] | None:
    """The target of the whole year where every month has one, else of the months so far."""
    revenue = found.revenue
    if revenue.year_target is not None and revenue.year_target_months == YEAR:
        text = words.say(
            "target {year} {money}", year=found.period.name, money=words.money(revenue.year_target, fixed=True)
        )
        return revenue.year_target, text
    if revenue.target is None or revenue.gap is None:
        return None
    gap = words.money(revenue.gap, fixed=True)
    text = words.say(
        "target {months} {money}, {gap}", months=_to_date(found, words), money=words.money(revenue.target, fixed=True),
        gap=f"+{gap}" if revenue.gap > 0 else gap,
    )  # fmt: skip
    return revenue.target, text


def _show_missing(context: PageContext, found: FiscalResults) -> None:
    """Offer to add the target of the months without one, and a commit."""
    words, period = context.words, found.period
    missing = YEAR - found.revenue.year_target_months if has_owner_targets(context) else 0
    reason = denial_reason(Action.ENTRY, words)
    with st.container(horizontal=True):
        if missing and found.targets_end is not None and found.targets_end < period.last:
            months = words.month_span(month_start(found.targets_end + 1), month_end(period.last))
            label = words.say("Add {months} target", months=months)
        elif missing:
            label = words.say("Add a target")
        else:
            label = ""
        if label:
            st.button(label, key="landing_add_target", type="tertiary", icon=":material/add:", help=reason,
                      on_click=open_form, args=("targets", ""))  # fmt: skip
        if period.remaining and found.landing.commits.committed is None:
            st.button(words.say("Ask owners for a commit"), key="landing_add_commit", type="tertiary",
                      icon=":material/add:", help=reason, on_click=open_form, args=("forecasts", ""))  # fmt: skip
