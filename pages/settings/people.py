"""People: roles, represented account owners and start pages, and the table of permissions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
import streamlit as st

from kam_core.locale.language import Language
from kam_core.services.access import ACTION_LABELS, LEAST, Action
from kam_core.services.people import add_person, archive_person, change_person, restore_person
from kam_core.store.people import LONGEST_NAME, Person
from kam_core.vocabulary.actor import ROLE_LABELS, ROLES, By, Role, actor_name
from kam_core.vocabulary.message import N_, Message, moment
from pages.navigation.screens import SCREENS, start_title
from pages.settings.action_button import action_button
from pages.settings.person_form import PersonForm
from pages.shell.cache import frame_cache
from pages.shell.cache.store_cache import open_store
from pages.shell.page_context import PageContext
from pages.widgets.choices import choose
from pages.widgets.headings import show_heading
from pages.widgets.row_table import show_rows

NEW = ""
WIDTH = 320


@dataclass(frozen=True)
class Start:
    """What a person sees first: the screen, and the owner whose accounts are counted; None for the usual."""

    start_screen: str | None
    default_owner: str | None


def show_people(context: PageContext, words: Language) -> None:
    """Show all people, the form to add or change one, and the table of actions and roles."""
    people = [*open_store().people.all(), *open_store().people.all(archived=True)]
    if people:
        show_rows(
            people_rows(people, words),
            "people",
            {
                "name": words.say("Name"),
                "role": words.say("Role"),
                "owners": words.say("Acts for owners"),
                "start_screen": words.say("Start page"),
                "default_owner": words.say("Owner shown first"),
                "state": words.say("State"),
                "who": words.say("By"),
                "at": words.say("When"),
            },
        )
    else:
        st.info(words.say("No people yet. The first person to enter a name becomes administrator."))
    st.caption(words.say("There is no login: this list prevents mistakes, not misuse."))
    show_heading(words.say("Add or change a person"))
    _show_form({one.id: one for one in people}, context, words)
    show_heading(words.say("Permissions by role"))
    show_rows(
        role_rows(words),
        "roles",
        {"action": words.say("Action"), **{role.value: words.say(ROLE_LABELS[role]) for role in ROLES}},
    )


def people_rows(people: Sequence[Person], words: Language) -> pl.DataFrame:
    """One row per person."""
    return pl.DataFrame(
        [
            {
                "name": one.name,
                "role": words.say(ROLE_LABELS[one.role]),
                "owners": ", ".join(one.owners),
                "start_screen": words.say(start_title(one.start_screen)),
                "default_owner": one.default_owner or words.say("all owners"),
                "state": words.say(N_("archived")) if one.archived else words.say(N_("active")),
                "who": actor_name(one.changed_by, words.say),
                "at": moment(one.changed_at),
            }
            for one in people
        ]
    )


def role_rows(words: Language) -> pl.DataFrame:
    """One row per action: the roles that may do it."""
    return pl.DataFrame(
        [
            {
                "action": words.say(ACTION_LABELS[action]),
                **{role.value: "✓" if ROLES.index(role) >= ROLES.index(LEAST[action]) else "–" for role in ROLES},
            }
            for action in Action
        ]
    )


def _show_form(by_id: dict[str, Person], context: PageContext, words: Language) -> None:
    chosen = choose(
        words.say("Person to change"),
        [NEW, *by_id],
        lambda key: by_id[key].name if key in by_id else words.say("a new person"),
        "which_person",
        words,
        width=WIDTH,
    )
    person = by_id.get(chosen)
    form = PersonForm(person)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(words.say("Name"), key=form.key("name"), max_chars=LONGEST_NAME, width=WIDTH)
        role = st.selectbox(
            words.say("Role"),
            ROLES,
            format_func=lambda role: words.say(ROLE_LABELS[role]),
            key=form.key("role"),
            width=WIDTH,
        )
        owners = st.multiselect(
            words.say("Acts for owners"),
            form.owners(context.dataset.accounts["owner"].drop_nulls().unique().to_list()),
            key=form.key("owners"),
            accept_new_options=True,
            placeholder=words.say("Choose owners or type a name"),
            help=words.say("This person also manages the accounts of these owners."),
            width=WIDTH,
        )
        start_page = st.selectbox(
            words.say("Start page"),
            [NEW, *SCREENS],
            format_func=lambda address: words.say(start_title(address)),
            key=form.key("start"),
            width=WIDTH,
        )
        default_owner = st.selectbox(
            words.say("Owner shown first"),
            [NEW, *form.owners(frame_cache.owners(context.dataset))],
            format_func=lambda owner: owner or words.say("all owners"),
            key=form.key("default_owner"),
            width=WIDTH,
        )
        start = Start(start_page or None, default_owner or None)
    with st.container(horizontal=True):
        _show_buttons(form, name or "", role, owners, start, words)


def _show_buttons(
    form: PersonForm, name: str, role: Role, owners: Sequence[str], start: Start, words: Language
) -> None:
    store = open_store()
    seen = form.seen

    def add(by: By) -> None:
        add_person(store, name=name, role=role, owners=owners, **vars(start), by=by)
        form.restart()

    def change(by: By) -> None:
        assert seen is not None
        # A person who sees the error of a conflict has seen the newer row, and may decide again.
        form.accept_current()
        change_person(store, seen, name=name, role=role, owners=owners, **vars(start), by=by)
        form.restart()

    if seen is None:
        message = Message("{name} added.", name=" ".join(name.split()))
        action_button(words.say("Add person"), "add_person", Action.PEOPLE, add, message, words)
        return
    message = Message("{name} saved.", name=seen.name)
    action_button(words.say("Save changes"), "change_person", Action.PEOPLE, change, message, words)
    current = form.person or seen
    if current.archived:
        action_button(
            words.say("Restore"), "restore_person", Action.PEOPLE, lambda by: restore_person(store, current, by),
            Message("{name} restored.", name=current.name), words,
        )  # fmt: skip
    else:
        action_button(
            words.say("Archive"), "archive_person", Action.PEOPLE, lambda by: archive_person(store, current, by),
            Message("{name} archived. Their past decisions remain in force.", name=current.name), words,
            help=words.say("Removes the name from the lists. No data are deleted."),
        )  # fmt: skip
