"""Effects of the new definition of a purchase: accounts that change tier, and a button to confirm."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import streamlit as st

from kam_core.locale.language import Language
from kam_core.reports.definition_change_list import definition_list
from kam_core.reports.export import table_bytes
from kam_core.services.access import Action
from kam_core.services.purchase_definition_change import ChangedAccount, confirm, is_unread
from kam_core.vocabulary.actor import By
from kam_core.vocabulary.message import Message
from pages.settings.action_button import action_button
from pages.shell.cache import portfolio_cache
from pages.shell.cache.store_cache import open_store
from pages.shell.data_set.current import data_set_id
from pages.shell.export_metadata import export_metadata
from pages.shell.measuring_spinner import measuring_spinner
from pages.shell.page_context import PageContext
from pages.widgets.account_table import show_accounts
from pages.widgets.escape import plain
from pages.widgets.tables.cells import move_text

FORMATS = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def show_definition_change(context: PageContext, words: Language) -> None:
    """Show the effect of the change on the data set and view in use, under the published model."""
    st.markdown(
        plain(
            words.say(
                "A purchase is now the net amount of one order on one day; previously an order counted as one "
                "purchase on its first day. The check for recurring purchases now also considers tenure, growth "
                "and contracts. The model and published tiers stay unchanged."
            )
        )
    )
    if context.dataset.line_store is not None:
        st.caption(
            words.say("Large data sets on the server contain only the new measures, so no comparison is possible.")
        )
        return
    with measuring_spinner(context):
        changed = portfolio_cache.changed_by_definition(
            context.dataset, context.view, context.published, context.published_tiers
        )
    if not changed:
        st.info(words.say("No account changes tier because of this."))
    else:
        st.markdown(
            plain(
                words.say(
                    "{count} account changes tier because of this.",
                    "{count} accounts change tier because of this.",
                    "count",
                    count=len(changed),
                )
            )
        )
        show_accounts(_rows(changed, words), words, "definition_changes", height=400)
        with st.container(horizontal=True):
            for file_format, mime in FORMATS.items():
                st.download_button(
                    words.say("Save as {form}", form=file_format),
                    data=lambda file_format=file_format: table_bytes(  # type: ignore[misc]
                        definition_list(changed, words.say),
                        file_format,
                        "changed tiers",
                        export_metadata(context),
                        words.say,
                    ),
                    file_name=export_metadata(context).file_name("changed-tiers", file_format),
                    mime=mime,
                    key=f"definition_{file_format}",
                    on_click="ignore",
                )
    data_set = data_set_id()
    if not is_unread(open_store(), data_set):
        st.caption(words.say("For comparison only; no confirmation is needed for this data set."))
    else:

        def confirm_read(by: By) -> None:
            confirm(open_store(), data_set, by)

        action_button(
            words.say("Confirm"),
            "definition_read",
            Action.SETTINGS,
            confirm_read,
            Message("Confirmed. The notice is closed for everyone."),
            words,
        )


def _rows(changed: Sequence[ChangedAccount], words: Language) -> pl.DataFrame:
    """Rows of the list: the move in one column, money as text."""
    return pl.DataFrame(
        [
            {
                "account_id": account.account_id,
                "name": account.name,
                "move": move_text(account.tier_before, account.tier_after),
                "why": "; ".join(words.say(cause) for cause in account.causes),
                "stake": account.stake,
            }
            for account in changed
        ]
    )
