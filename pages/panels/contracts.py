"""Contracts of an account, with their renewal: listed, added and changed."""

from __future__ import annotations

from kam_core.vocabulary.tables.agreements import CONTRACTS
from pages.panels.entry.account_rows import EntryList, show_account_rows
from pages.shell.page_context import PageContext


def show_contracts(account: str, codes: tuple[int, ...], context: PageContext) -> None:
    """Show the contracts, the one that ends last first; `codes` are the accounts united on the page."""
    words = context.words
    show_account_rows(
        EntryList(
            CONTRACTS,
            heading=words.say("Contracts"),
            add=words.say("Add a contract"),
            change=words.say("Change a contract"),
            empty=words.say("No contract yet. Add one with its end date, or upload a file of contracts."),
            front=("number", "kind", "start", "end", "value", "renewal"),
            head=("number", "end", "renewal"),
            below=("kind", "value", "status"),
            order="end",
        ),
        account,
        codes,
        context,
    )
