"""Checks and signs of all accounts."""

from pages.shell.page_context import PageContext
from pages.widgets.headings import show_heading


def show_checks(context: PageContext) -> None:
    """Show the checks."""
    show_heading(context.words.say("Qualify"))
