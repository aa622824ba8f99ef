"""Tier overrides: active, expired and withdrawn ones, and the form to set one."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

import polars as pl
import streamlit as st

from kam_core import clock
from kam_core.insight.account_profile import choices, label
from kam_core.locale.language import Language
from kam_core.store.overrides import StoredOverride
from kam_core.vocabulary.message import UserError, moment
from pages.panels.override_form import override_form, override_state
from pages.shell.cache.store_cache import open_store
from pages.shell.data_set.current import data_set_id
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.messages import show_error
from pages.widgets.row_table import show_rows


def show_overrides(context: PageContext, words: Language) -> None:
    """Show the active, expired and withdrawn overrides, and the form for one account."""
    names = dict(context.dataset.accounts.select("account_id", "name").iter_rows())
    overrides = open_store().overrides.all(data_set_id())
    as_of = context.view.as_of
    not_withdrawn = [one for one in overrides if one.withdrawn_at is None]
    active = [one for one in not_withdrawn if one.is_active(as_of)]
    expired = [one for one in not_withdrawn if not one.is_active(as_of)]
    withdrawn = [one for one in overrides if one.withdrawn_at is not None]
    show_heading(words.say("In force on {day}: {count}", day=as_of, count=len(active)))
    if active:
        _show_table(active, names, as_of, "overrides_counting", words)
    else:
        st.caption(words.say("No manual tiers. To set one, choose an account below and give a reason."))
    if expired:
        show_heading(words.say("Expired (tier follows the model again): {count}", count=len(expired)))
        _show_table(expired, names, as_of, "overrides_expired", words)
    show_heading(words.say("Set, change or withdraw a manual tier"))
    _show_form(context, names, words)
    if withdrawn:
        with st.expander(words.say("Withdrawn: {count}", count=len(withdrawn))):
            _show_table(withdrawn, names, as_of, "overrides_withdrawn", words)


def _show_table(
    overrides: Sequence[StoredOverride], names: Mapping[str, str], as_of: datetime.date, key: str, words: Language
) -> None:
    show_rows(
        override_rows(overrides, names, as_of, words),
        key,
        {
            "account": words.say("Account"),
            "id": words.say("Account id"),
            "tier": words.say("Tier"),
            "until": words.say("Valid until"),
            "state": words.say("State"),
            "reason": words.say("Reason"),
            "author": words.say("By"),
            "at": words.say("When"),
        },
    )


def override_rows(
    overrides: Sequence[StoredOverride], names: Mapping[str, str], as_of: datetime.date, words: Language
) -> pl.DataFrame:
    """One row per override; of a withdrawn one author and time are those of the withdrawal."""
    today = clock.today()
    return pl.DataFrame(
        [
            {
                "account": names.get(one.account_id) or words.say("not in these data"),
                "id": one.account_id,
                "tier": one.tier,
                "until": one.until,
                "state": words.say(override_state(one, as_of, today)),
                "reason": one.reason,
                "author": one.withdrawn_by or one.author,
                "at": moment(one.changed_at),
            }
            for one in overrides
        ],
        schema_overrides={"until": pl.Date},
    )


def checked_account_id(typed: str, names: Mapping[str, str]) -> str:
    """The typed account id without blanks. Refuses one that no account has."""
    account_id = typed.strip()
    if account_id not in names:
        raise UserError("No account with the id {id}. Choose one from the list.", id=account_id)
    return account_id


def _show_form(context: PageContext, names: Mapping[str, str], words: Language) -> None:
    listed = choices(context.portfolio)
    chosen = st.selectbox(
        words.say("Account"),
        list(listed),
        index=None,
        format_func=lambda account_id: label(account_id, listed.get(account_id)),
        placeholder=words.say("Choose an account or type its id"),
        accept_new_options=True,
        key="override_account",
    )
    if chosen is None:
        return
    try:
        account_id = checked_account_id(chosen, names)
    except UserError as error:
        show_error(error.message, words)
        return
    st.caption(plain(f"{names[account_id]} · {account_id}"))
    override_form(account_id, words)
