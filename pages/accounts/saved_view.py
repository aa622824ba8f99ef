"""Saved views of the account list: the one in use, opening one, and a form that saves, renames and deletes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from kam_core.insight.account_list.account_filter import AccountFilter, FilterOptions
from kam_core.services.access import Action
from kam_core.services.rules import saved_views
from kam_core.services.rules.documents import Document, save_document
from kam_core.services.rules.saved_views import SAVED_VIEWS, SavedView, SavedViews
from kam_core.vocabulary.message import Message, UserError
from pages.accounts.chart_choice import ChartChoice, set_chart
from pages.accounts.chosen_columns import set_columns
from pages.accounts.filter_bar import set_filter
from pages.panels.name_field import ask_name
from pages.shell.actor import by, denial_reason
from pages.shell.cache.store_cache import open_store
from pages.shell.page_context import PageContext
from pages.shell.table_choices import forget_columns, hidden_columns, remember_columns, remember_order, table_order
from pages.widgets.escape import plain
from pages.widgets.messages import post_error, post_success, show_error

TABLE = "portfolio_accounts"
NAME_KEY, WHO_KEY, OPEN_KEY = "saved_view_name", "saved_view_who", "saved_view_open"
WIDTH = 220
Change = Callable[[SavedViews], SavedViews]


def view_in_use(filters: AccountFilter, columns: tuple[str, ...], choice: ChartChoice) -> SavedView:
    """What the screen shows now, as it would be saved."""
    return SavedView(
        filters, columns, hidden_columns(TABLE), table_order(TABLE), choice.chart, choice.x.name, choice.y.name
    )


def name_in_use(context: PageContext, view: SavedView) -> str | None:
    """The name of the saved view that the screen shows; None where it shows another one."""
    views = context.document(SAVED_VIEWS).value
    return next((name for name, one in views.items() if one.shows(view)), None)


def open_view(context: PageContext, view: SavedView, options: FilterOptions) -> None:
    """Let the screen show a saved view, before its widgets are drawn."""
    set_filter(context, view.filter, options)
    set_chart(view.chart, view.x, view.y)
    set_columns(view.columns)
    if view.hidden is None:
        forget_columns(TABLE)
    else:
        remember_columns(TABLE, view.hidden)
    remember_order(TABLE, view.order)


def show_saved_views(context: PageContext, view: SavedView, name: str | None, options: FilterOptions) -> None:
    """Show the list of saved views, which opens one, and the form that saves the present one."""
    words, stored = context.words, context.document(SAVED_VIEWS)
    if stored.problem is not None:
        show_error(stored.problem.message, words)
    if stored.value:
        st.session_state[OPEN_KEY] = name

        def opened() -> None:
            chosen = stored.value.get(st.session_state[OPEN_KEY] or "")
            if chosen is not None:
                open_view(context, chosen, options)

        st.selectbox(
            words.say("Saved views"), list(stored.value), index=None, placeholder=words.say("Saved views"),
            label_visibility="collapsed", width=WIDTH, key=OPEN_KEY, on_change=opened,
        )  # fmt: skip
    with st.popover(words.say("Save view"), icon=":material/bookmark:", key="saved_view_popover"):
        _show_form(context, stored, view, name)


def _show_form(context: PageContext, stored: Document[SavedViews], view: SavedView, name: str | None) -> None:
    words = context.words
    if name is None:
        st.caption(words.say("Saves filters, columns, order, chart and axes for all readers of this data set."))
    else:
        st.caption(plain(words.say("{name}, saved by {who}", name=name, who=stored.value[name].saved_by)))
    st.text_input(
        words.say("Name of the view"), key=NAME_KEY, max_chars=saved_views.LONGEST_NAME, placeholder=name or ""
    )
    ask_name(WHO_KEY, words)
    denied = denial_reason(Action.SETTINGS, words)

    def button(key: str, label: str, change: Change, done: Message, kind: str = "secondary") -> None:
        st.button(
            label, key=key, help=denied, disabled=denied is not None, on_click=_save,
            args=(context, stored.version, stored.value, change, done), type="primary" if kind == "primary" else
            "secondary",
        )  # fmt: skip

    with st.container(horizontal=True):
        button(
            "saved_view_save", words.say("Save"),
            lambda views: saved_views.with_view(views, _typed_name(), replace(view, saved_by=by(WHO_KEY).actor.name)),
            Message("The view is saved."), "primary",
        )  # fmt: skip
        if name is not None:
            button(
                "saved_view_rename", words.say("Rename"),
                lambda views: saved_views.renamed(views, name, _typed_name()), Message("The view is renamed."),
            )  # fmt: skip
            button(
                "saved_view_delete", words.say("Delete"),
                lambda views: saved_views.without(views, name), Message("The view is deleted."),
            )  # fmt: skip


def _typed_name() -> str:
    return str(st.session_state.get(NAME_KEY) or "")


def _save(context: PageContext, expected: int, views: SavedViews, change: Change, done: Message) -> None:
    try:
        save_document(
            open_store(), context.data_set, SAVED_VIEWS, change(views), expected=expected, by=by(WHO_KEY)
        )  # fmt: skip
    except UserError as error:
        post_error(error.message)
        return
    st.session_state[NAME_KEY] = ""
    post_success(done)
