"""Commits and targets typed on the screen: what each owner promises for the months to come."""

from __future__ import annotations

import datetime

import streamlit as st

from kam_core.entries.entry_rows import EntryRow
from kam_core.insight.targets.fiscal_results import FiscalResults
from kam_core.vocabulary.actor import folded_name
from kam_core.vocabulary.calendar import month_number, month_start
from pages.panels.entry.current_rows import current_rows
from pages.panels.entry.form import FormLayout, show_form
from pages.panels.entry.list_heading import show_list_head
from pages.panels.entry.open_form import open_form_of, row_id_text
from pages.panels.entry.row_actions import author_text, show_done, show_row_actions
from pages.shell.actor import actor
from pages.shell.cache import frame_cache
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain

COMMITS, TARGETS = "forecasts", "targets"
WITHOUT = ""
"""The account of rows that belong to none."""
MOST = 24


def show_commits(context: PageContext, found: FiscalResults) -> None:
    """Show the commits of this fiscal year's months to come, with the forms for commits and targets."""
    words, period = context.words, found.period
    form = show_list_head(COMMITS, WITHOUT, words.say("Commits"), words.say("Add a commit"), context)
    following = month_start(period.to_date + 1).isoformat()
    owners = list(frame_cache.owners(context.dataset))
    owner = {"owner": _own(context, owners), "month": following}
    names = {"owner": owners}
    if form is not None:
        layout = FormLayout(("owner", "month", "commit"), frequent_values=names, defaults=owner)
        show_form(form, layout, context, words.say("What will come in this month?"))
    _show_target_form(context, found, names)
    rows = [row for row in current_rows(context, COMMITS, (WITHOUT,)) if _is_ahead(row, context, period.to_date)]
    rows.sort(key=lambda row: (str(row.values["month"]), str(row.values["owner"])))
    if not rows:
        st.caption(
            words.say("No commits for the months to come. Add one per owner and month, or upload a file of forecasts.")
        )
    for row in rows[:MOST]:
        _show_row(row, context)
    if len(rows) > MOST:
        st.caption(words.say("Top {shown} of {all}.", shown=MOST, all=len(rows)))


def _own(context: PageContext, owners: list[str]) -> str | None:
    """The owner that a new row is most likely for: the one chosen, else the person where accounts are theirs."""
    name = actor().name
    return context.owner or next((one for one in owners if folded_name(one) == folded_name(name)), None)


def _show_target_form(context: PageContext, found: FiscalResults, names: dict[str, list[str]]) -> None:
    words = context.words
    show_done(TARGETS, WITHOUT, context)
    form = open_form_of(TARGETS, WITHOUT)
    if form is None:
        return
    last = found.period.to_date if found.targets_end is None else found.targets_end
    month = month_start(min(last + 1, found.period.last)).isoformat()
    starts = {"owner": _own(context, names["owner"]), "month": month, "measure": "revenue"}
    layout = FormLayout(("owner", "month", "amount", "measure"), frequent_values=names, defaults=starts)
    show_form(form, layout, context, words.say("Add a target"))


def _is_ahead(row: EntryRow, context: PageContext, to_date: int) -> bool:
    owners = context.population.owners
    counts = owners is None or folded_name(str(row.values["owner"])) in owners
    return counts and month_number(datetime.date.fromisoformat(str(row.values["month"]))) > to_date


def _show_row(row: EntryRow, context: PageContext) -> None:
    words, key = context.words, f"commit_{row_id_text(row)}"
    month = words.month(datetime.date.fromisoformat(str(row.values["month"])))
    money = words.money(round(float(str(row.values["commit"])) * 10_000), fixed=True)
    with st.container(horizontal=True, vertical_alignment="center", key=key):
        st.markdown(f"**{plain(row.values['owner'])}** · {plain(month)} · {plain(money)}", width="content")
        if (note := author_text(row)) is not None:
            st.caption(plain(words.say(note)), width="content")
        show_row_actions(row, WITHOUT, key, context)
