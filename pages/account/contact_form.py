"""Form for a contact of an account, opened for a buying role."""

from __future__ import annotations

import streamlit as st

from kam_core.vocabulary.tables.contacts_and_team import CONTACTS
from pages.account.account_view import AccountView
from pages.panels.entry.current_rows import account_names, frequent_values
from pages.panels.entry.form import FormLayout, show_form
from pages.panels.entry.open_form import open_form, open_form_of
from pages.panels.entry.row_actions import show_done

FRONT_COLUMNS = ("name", "role", "title", "department", "influence", "support", "last_contact")
_ROLE = "contact_form_role"


def open_contact_form(account: str, role: str | None = None) -> None:
    """Open an empty form; a new contact begins with this role."""
    st.session_state[_ROLE] = role
    open_form(CONTACTS.name, account)


def show_contact_form(view: AccountView) -> None:
    """Show the form if it is open on this account, and what was done last."""
    context, account = view.context, view.profile.account_id
    show_done(CONTACTS.name, account, context)
    form = open_form_of(CONTACTS.name, account)
    if form is None:
        return
    members = account_names(context, view.account.codes)
    layout = FormLayout(
        FRONT_COLUMNS,
        frequent_values={"department": frequent_values(context, CONTACTS.name, "department")},
        defaults={"role": st.session_state.get(_ROLE)},
        accounts={account: members.get(account, account), **members},
    )
    show_form(form, layout, context, context.words.say("Add a contact"))
