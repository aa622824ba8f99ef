"""Reasons why an account left: listed, added and changed."""

from __future__ import annotations

from kam_core.vocabulary.tables.manual_corrections import DEFECTIONS
from pages.panels.entry.account_rows import EntryList, show_account_rows
from pages.shell.page_context import PageContext


def show_defections(account: str, codes: tuple[int, ...], context: PageContext) -> None:
    """Show the noted losses, the newest first; `codes` are the accounts united on the page."""
    words = context.words
    show_account_rows(
        EntryList(
            DEFECTIONS,
            heading=words.say("Why it left"),
            add=words.say("Note why it left"),
            change=words.say("Change the reason"),
            empty=words.say("No reason yet. Ask the account: price, quality, service or something else?"),
            front=("date", "reason", "to_whom", "note"),
            head=("reason", "date", "to_whom"),
            below=("note",),
            order="date",
            defaults={"date": context.working_day.isoformat()},
        ),
        account,
        codes,
        context,
    )
