"""Notes on the data in view: lines left out, unfinished windows, and warnings of the store."""

from __future__ import annotations

import streamlit as st

from kam_core.measures.line_counts import lines_in_view
from kam_core.measures.revenue_source import revenue_source
from kam_core.vocabulary.calendar import month_start
from kam_core.vocabulary.message import Money
from pages.shell.cache.store_cache import open_store
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain


def show_warnings(context: PageContext) -> None:
    """Show why the store cannot be written or is damaged."""
    words = context.words
    why_read_only = open_store().why_read_only
    if why_read_only is not None:
        st.warning(plain(words.say(why_read_only)), icon=":material/lock:")
    damage = open_store().damage
    if damage is not None:
        st.warning(plain(words.say(damage)), icon=":material/broken_image:")


def show_notes(context: PageContext) -> None:
    """Show which lines are not in the figures, and how far the data reach."""
    words = context.words
    counts = lines_in_view(context.dataset, context.view)
    notes = [words.say(sentence) for sentence in revenue_source(context.dataset)]
    if context.dataset.line_count == 0:
        notes.append(words.say("No orders yet, so no revenue, tiers or purchase rhythm. Upload them on the Data page."))
    if counts["after"]:
        notes.append(
            words.say(
                "{count} order line is dated later and not included.",
                "{count} order lines are dated later and not included.",
                "count",
                count=counts["after"],
            )
        )
    start = context.dataset.first_month
    if start is not None and context.view.window_months is not None and start > context.view.first_month(start):
        notes.append(words.say("Data start on {day}, so this window is incomplete.", day=month_start(start)))
    if counts["without_account"]:
        notes.append(
            words.say(
                "{count} line ({money}) without an account is not included.",
                "{count} lines ({money}) without an account are not included.",
                "count",
                count=counts["without_account"],
                money=Money(counts["without_account_amount"]),
            )
        )
    error = context.portfolio.matrix.rank_error
    if error:
        notes.append(
            words.say(
                "With this many accounts, points by rank are approximate (within {error}).",
                error=words.percent(error, 3),
            )
        )
    if context.dataset.line_store is not None and context.dataset.line_store.rejected:
        notes.append(
            words.say(
                "{count} row with an unreadable date or amount was left out; see the files named rejected… in "
                "the data folder.",
                "{count} rows with an unreadable date or amount were left out; see the files named rejected… in "
                "the data folder.",
                "count",
                count=context.dataset.line_store.rejected,
            )
        )
    if notes:
        st.caption(" ".join(notes))
