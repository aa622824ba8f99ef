"""Notice of the accounts in S or A that checks keep from being key, with the list as a file, until it is confirmed."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.insight.qualification.verdict import Qualification, failed_text
from kam_core.reports.export import table_bytes
from kam_core.services.access import Action
from kam_core.services.key_dropouts_notice import confirm, is_confirmed
from kam_core.vocabulary.money import MONEY_SCALE
from pages.shell.actor import by, denial_reason
from pages.shell.cache.store_cache import open_store
from pages.shell.export_metadata import export_metadata
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain

FORMATS = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def show_dropouts_notice(found: Qualification, context: PageContext) -> None:
    """Show who drops out and why, once per data set; nothing where nobody does, or after it was confirmed."""
    words, store = context.words, open_store()
    if found.refused.is_empty() or is_confirmed(store, context.data_set):
        return
    with st.container(border=True, key="dropouts_notice"):
        st.markdown(
            plain(
                words.say(
                    "From now on, accounts in S or A that fail a check about them are not counted as key accounts. "
                    "These drop out; their tier stays."
                )
            )
        )
        for row in found.refused.iter_rows(named=True):
            reasons = words.say(failed_text(row["failed"]))
            st.caption(
                plain(words.say("{tier} {name}: {reasons}", tier=row["tier"], name=row["name"], reasons=reasons))
            )
        with st.container(horizontal=True):
            for form, mime in FORMATS.items():
                st.download_button(
                    words.say("Save as {form}", form=form),
                    data=lambda form=form: table_bytes(  # type: ignore[misc]
                        _file(found, context), form, "no key accounts", export_metadata(context), words.say
                    ),
                    file_name=export_metadata(context).file_name("no-key-accounts", form),
                    mime=mime, key=f"dropouts_{form}", on_click="ignore",
                )  # fmt: skip
            st.button(
                words.say("Confirm"), key="dropouts_confirm", help=denial_reason(Action.SETTINGS, words),
                disabled=denial_reason(Action.SETTINGS, words) is not None,
                on_click=lambda: confirm(store, context.data_set, by()),
            )  # fmt: skip


def _file(found: Qualification, context: PageContext) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "account": row["account_id"], "name": row["name"], "tier": row["tier"],
                "stake": row["stake"] / MONEY_SCALE, "causes": context.words.say(failed_text(row["failed"])),
            }
            for row in found.refused.iter_rows(named=True)
        ]
    )  # fmt: skip
