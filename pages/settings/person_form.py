"""The fields for one person: they follow the store as long as nobody typed, and keep what was typed afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import streamlit as st

from kam_core.store.people import Person
from kam_core.vocabulary.actor import Role


class PersonForm:
    """What a person's fields began from; `person` is the row of now, None for a new person."""

    def __init__(self, person: Person | None) -> None:
        self.person = person
        self._name = "new" if person is None else person.id
        state = st.session_state
        read = f"person_read_{self._name}"
        first = self._first(state.get(read)) if read in state else None
        if first is None or all(state.get(self.key(field), value) == value for field, value in first.items()):
            state[read] = person
            for field, value in self._first(person).items():
                state[self.key(field)] = value
        self._read = read

    @property
    def seen(self) -> Person | None:
        """The row that the fields began from."""
        found: Person | None = st.session_state[self._read]
        return found

    def key(self, field: str) -> str:
        """The key of a field."""
        return f"person_{field}_{self._name}"

    def owners(self, known: Iterable[str]) -> list[str]:
        """The owners to choose from: those of the data, and those that stand in the field."""
        return sorted({*known, *(st.session_state.get(self.key("owners")) or ())})

    def look_again(self) -> None:
        """Go on from the row of now with what was typed."""
        st.session_state[self._read] = self.person

    def restart(self) -> None:
        """Let the fields begin anew."""
        st.session_state.pop(self._read, None)

    @staticmethod
    def _first(person: Person | None) -> dict[str, Any]:
        if person is None:
            return {"name": "", "role": Role.VIEWER, "owners": [], "start": ""}
        return {
            "name": person.name,
            "role": person.role,
            "owners": list(person.owners),
            "start": person.start_screen or "",
        }
