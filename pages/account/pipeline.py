"""Pipeline tab of an account: its deals, the open ones first."""

from __future__ import annotations

import polars as pl

from kam_core.entries.entry_rows import EntryRow
from kam_core.vocabulary.message import Message
from kam_core.vocabulary.tables.pipeline import OPPORTUNITIES
from pages.account.account_view import AccountView
from pages.account.section_heading import show_section
from pages.account.unfilled_tab import show_unfilled
from pages.panels.entry.current_rows import account_names, current_rows
from pages.panels.entry.value_text import value_text
from pages.widgets.row_table import show_rows

COLUMNS = ("name", "stage", "status", "amount", "expected_close", "owner", "competitor")


def show_pipeline(view: AccountView) -> None:
    """Show the deals of the account."""
    context, words = view.context, view.words
    show_section("pipeline", words.say("Deals"), words.say("the open ones first"))
    members = tuple(account_names(context, view.account.codes))
    rows = sorted(current_rows(context, OPPORTUNITIES.name, members), key=_open_first)
    if not rows:
        show_unfilled(
            view,
            Message("Shows the deals of this account by stage, with amount and expected close."),
            words.say(OPPORTUNITIES.label), "pipeline",
        )  # fmt: skip
        return
    frame = pl.DataFrame(
        [
            {
                name: value_text(OPPORTUNITIES, OPPORTUNITIES.field(name), row.values.get(name), words)
                for name in COLUMNS
            }
            for row in rows
        ],
        schema=dict.fromkeys(COLUMNS, pl.String),
    )
    labels = {name: words.say(OPPORTUNITIES.field(name).label) for name in COLUMNS}
    show_rows(frame, "account_deals", labels, right=("amount",))


def _open_first(row: EntryRow) -> tuple[bool, str]:
    return row.values.get("status") not in (None, "open"), str(row.values.get("expected_close") or "9999")
