"""Tab of targets and landing: the fiscal year to date, gaps per owner, the year three ways, and commits."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.insight.targets.fiscal_results import FiscalResults
from kam_core.insight.targets.sentence import landing_sentence, to_date_sentence
from kam_core.insight.targets.target_faults import fault_sentences
from kam_core.locale.language import Language
from kam_core.vocabulary.calendar import month_end, month_start
from kam_core.vocabulary.message import N_
from pages.business.results.commit_entries import show_commits
from pages.business.results.fiscal_figures import fiscal_of, has_owner_targets
from pages.business.results.landing_panel import show_landing
from pages.shell.figure_info import figure_info
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.row_table import show_rows
from pages.widgets.shown_figures import say_figures

MEASURE_LABELS = {
    "revenue": N_("Revenue"), "margin": N_("Margin"), "signed": N_("Signed"), "collected": N_("Collected"),
}  # fmt: skip
NUMBERS = ("accounts", "revenue", "target", "share", "gap", "commit", "accuracy")


def show_targets_tab(context: PageContext) -> None:
    """Show whether the year is on target and where it will land, then owners, and what they commit."""
    words, found = context.words, fiscal_of(context)
    st.markdown(
        f"**{plain(say_figures(words, to_date_sentence(found)))}** {plain(say_figures(words, landing_sentence(found)))}"
    )
    if not found.period.months:
        return
    _show_problems(context, found)
    left, right = st.columns([3, 2], gap="large")
    with left:
        _show_owners(context, found)
        _show_measures(found, words)
    with right:
        show_landing(context, found)
    show_commits(context, found)


def _show_problems(context: PageContext, found: FiscalResults) -> None:
    words = context.words
    if not has_owner_targets(context):
        st.caption(
            words.say("Targets are for all accounts of an owner; choose accounts instead of groups to see them.")
        )
    notes = [words.say(one) for one in fault_sentences(found.faults)]
    if notes:
        st.warning(plain(words.joined(notes)))


def _show_owners(context: PageContext, found: FiscalResults) -> None:
    words, period = context.words, found.period
    dates = (month_start(period.start), month_end(period.to_date))
    show_heading(
        words.say("Gap per owner"),
        words.say(
            "{months}, largest shortfall first", months=words.say("{first} – {last}", first=dates[0], last=dates[1])
        ),
    )
    if found.revenue.target is None and has_owner_targets(context):
        st.caption(
            words.say(
                "No revenue targets for this fiscal year. Upload a file of targets (owner, month, amount), "
                "or add one here."
            )
        )
    infos = {
        "share": figure_info(context, "year_target_share", dates=dates),
        "gap": figure_info(context, "owner_gap", dates=dates),
        "target": figure_info(context, "year_to_date_target", dates=dates),
        "revenue": figure_info(context, "year_to_date", dates=dates),
        "accuracy": figure_info(context, "commit_accuracy", dates=dates),
    }
    columns = {
        "owner": words.say("Owner"), "accounts": words.say("Accounts"), "revenue": words.say("Revenue"),
        "target": words.say("Target"), "share": words.say("Reached"), "gap": words.say("Gap"),
        "commit": words.say("Commit"), "accuracy": words.say("Last accuracy"),
    }  # fmt: skip
    for name in ("commit", "accuracy"):
        if found.owners[name].null_count() == found.owners.height:
            columns.pop(name)
    show_rows(owner_rows(found, words), "targets_owners", columns, right=NUMBERS, infos=infos)
    without = found.owners.filter(pl.col("target").is_null() & (pl.col("revenue") != 0))
    if found.revenue.target is not None and not without.is_empty():
        money = words.money(int(without["revenue"].sum()), fixed=True)
        st.caption(plain(words.say("{money} of revenue comes from owners without a target.", money=money)))


def owner_rows(found: FiscalResults, words: Language) -> pl.DataFrame:
    """The owners in words: money and shares as text, accounts without an owner named."""
    owners = found.owners
    texts = {name: [words.maybe_money(value) for value in owners[name]] for name in ("revenue", "target", "commit")}
    shares = {name: [words.maybe_percent(value) for value in owners[name]] for name in ("share", "accuracy")}
    return pl.DataFrame(
        {
            "owner": [words.say("No owner") if name is None else name for name in owners["owner"]],
            "accounts": owners["accounts"],
            **texts,
            **shares,
            "gap": [_signed(value, words) for value in owners["gap"]],
        }
    )


def _signed(amount: int | None, words: Language) -> str:
    text = words.maybe_money(amount)
    return f"+{text}" if amount is not None and amount > 0 else text


def _show_measures(found: FiscalResults, words: Language) -> None:
    """Show the other measures with a target beside revenue."""
    if len(found.measures) < 2:
        return
    show_heading(words.say("By measure"))
    rows = pl.DataFrame(
        [
            {
                "measure": words.say(MEASURE_LABELS[one.measure]),
                "actual": words.maybe_money(one.actual),
                "target": words.maybe_money(one.target),
                "share": words.maybe_percent(one.share),
                "gap": _signed(one.gap, words),
            }
            for one in found.measures
        ]
    )
    columns = {
        "measure": words.say("Measure"), "actual": words.say("To date"), "target": words.say("Target"),
        "share": words.say("Reached"), "gap": words.say("Gap"),
    }  # fmt: skip
    show_rows(rows, "targets_measures", columns, right=("actual", "target", "share", "gap"))
