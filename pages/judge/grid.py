"""Grid of accounts × criteria."""

from pages.shell.page_context import PageContext
from pages.widgets.headings import show_heading


def show_judging(context: PageContext) -> None:
    """Show the grid."""
    show_heading(context.words.say("Judge"))
