"""Who matters at an account: a cell for each buying role, with its contact or the way to add one."""

from __future__ import annotations

import streamlit as st

from kam_core.insight.account_summary.buying_roles import BuyingRole, BuyingRoles, Person, buying_roles
from kam_core.services.access import Action
from kam_core.vocabulary.choice_labels import choice_label
from kam_core.vocabulary.message import Message
from kam_core.vocabulary.tables.contacts_and_team import CONTACTS
from pages.account.account_view import AccountView
from pages.account.contact_form import open_contact_form, show_contact_form
from pages.account.section_heading import show_section
from pages.shell.actor import denial_reason
from pages.widgets.escape import plain
from pages.widgets.shown_figures import say_figures

NARROWEST = 100
AGAINST, FOR = (-2, -1), (1, 2)


def show_role_cells(view: AccountView) -> None:
    """Show the five roles; red where nobody is known who can decide."""
    context, words = view.context, view.words
    found = buying_roles(context.dataset, view.account.codes, context.working_day)
    show_section("roles", words.say("Who matters"), say_figures(words, _note(view, found)))
    if not found.loaded:
        st.caption(words.say("No contacts yet: add people here, or upload a file of contacts on the Data page."))
    with st.grid(len(found.roles), min_column_width=NARROWEST, gap="small", key="account_role_cells"):
        for place, role in enumerate(found.roles):
            _show_cell(view, found, role, place)
    show_contact_form(view)


def _note(view: AccountView, found: BuyingRoles) -> Message:
    known = view.figure("roles_known", found.known)
    if found.known == 0:
        return Message("none of the five buying roles is known")
    if found.somebody_decides:
        return Message("{known} of the five buying roles known", known=known)
    return Message("{known} of the five buying roles known, none of them decides", known=known)


def _show_cell(view: AccountView, found: BuyingRoles, role: BuyingRole, place: int) -> None:
    words = view.words
    label = words.say(choice_label(CONTACTS.name, CONTACTS.field("role"), role.role))
    if role.people:
        with st.container(key=f"role_known_{place}"):
            st.caption(plain(label))
            _show_person(role.people[0], len(role.people) - 1, view)
        return
    # Nobody who can decide is what needs a decision; without any contacts in the data it is merely unknown.
    missing = role.decides and found.loaded and not found.somebody_decides
    with st.container(key=f"role_{'missing' if missing else 'unknown'}_{place}"):
        st.caption(plain(label))
        nobody = plain(words.say("Unknown"))
        st.markdown(f":red[{nobody}]" if missing else nobody)
        st.button(
            words.say("Add"), key=f"role_add_{place}", type="tertiary", icon=":material/add:",
            on_click=open_contact_form, args=(view.profile.account_id, role.role),
            help=denial_reason(Action.ENTRY, words),
        )  # fmt: skip


def _show_person(person: Person, more: int, view: AccountView) -> None:
    words = view.words
    name = f"**{plain(person.name)}**"
    st.markdown(name + (f" +{more}" if more else ""))
    place = person.department or person.title
    if place:
        st.caption(plain(place))
    facts = [words.say(fact) for fact in _facts(person)]
    st.caption(plain(words.spec.list_separator.join(facts)))
    if person.last_seen is not None:
        st.caption(plain(words.say("seen {day}", day=view.day(person.last_seen))))


def _facts(person: Person) -> list[Message]:
    facts = []
    if person.support is not None:
        if person.support in AGAINST:
            facts.append(Message("against us"))
        else:
            facts.append(Message("for us") if person.support in FOR else Message("neutral"))
    if person.influence is not None:
        facts.append(Message("influence {level}", level=person.influence))
    if person.confirmed is False:
        facts.append(Message("role assumed"))
    return facts
