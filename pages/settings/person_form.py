"""Person form: fields that follow the stored person until somebody types into them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import streamlit as st

from kam_core.store.people import Person
from kam_core.vocabulary.actor import Role
from pages.navigation.screens import current_address


class PersonForm:
    """State of the fields of a person; `person` is the stored row, None for a new person."""

    def __init__(self, person: Person | None) -> None:
        self.person = person
        self._name = "new" if person is None else person.id
        state = st.session_state
        seen_key = f"person_read_{self._name}"
        initial = self._initial_values(state.get(seen_key)) if seen_key in state else None
        if initial is None or all(state.get(self.key(field), value) == value for field, value in initial.items()):
            state[seen_key] = person
            for field, value in self._initial_values(person).items():
                state[self.key(field)] = value
        self._seen_key = seen_key

    @property
    def seen(self) -> Person | None:
        """The stored row that the fields began from."""
        person: Person | None = st.session_state[self._seen_key]
        return person

    def key(self, field: str) -> str:
        """The key of a field."""
        return f"person_{field}_{self._name}"

    def owners(self, known: Iterable[str]) -> list[str]:
        """The owners to choose from: those of the data, and those in the field."""
        return sorted({*known, *(st.session_state.get(self.key("owners")) or ())})

    def accept_current(self) -> None:
        """Take the stored row as seen, with the typed values in the fields."""
        st.session_state[self._seen_key] = self.person

    def restart(self) -> None:
        """Reset the fields to the stored row."""
        st.session_state.pop(self._seen_key, None)

    @staticmethod
    def _initial_values(person: Person | None) -> dict[str, Any]:
        if person is None:
            return {"name": "", "role": Role.VIEWER, "owners": [], "start": "", "default_owner": ""}
        return {
            "name": person.name,
            "role": person.role,
            "owners": list(person.owners),
            "start": current_address(person.start_screen or "") or "",
            "default_owner": person.default_owner or "",
        }
