"""Acts on a round of the committee: each calls its service and posts what was done or why it was refused."""

from __future__ import annotations

from collections.abc import Callable

from kam_core.vocabulary.message import Message, UserError
from pages.shell.page_context import PageContext
from pages.widgets.messages import post_error, post_success

NAME_FIELD = "committee_who"


def attempt(act: Callable[[], object], done: Message) -> bool:
    """Do it, and say that it is done; where it is refused, say why. Returns whether it was done."""
    try:
        act()
    except UserError as error:
        post_error(error.message)
        return False
    post_success(done)
    return True


def account_names(context: PageContext) -> dict[str, str]:
    """Name of each account by id; its id where it has none."""
    rows = context.dataset.accounts.select("account_id", "name").iter_rows()
    return {account_id: name or account_id for account_id, name in rows}
