"""People: name, role, account owners they act for; and the person of each browser."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from kam_core.store.audit import record
from kam_core.store.conflict import ConflictError
from kam_core.store.database import rows
from kam_core.store.database.column_types import new_id
from kam_core.store.database.database import Database
from kam_core.store.database.schema import BROWSERS, PEOPLE
from kam_core.vocabulary.actor import Actor, By, Role, folded_name
from kam_core.vocabulary.control_characters import CONTROL_CHARACTERS, escape_control_characters
from kam_core.vocabulary.message import UserError

LONGEST_NAME = 60
"""Characters of a person's name, and of an owner's name that they stand for."""
MOST_OWNERS = 50


@dataclass(frozen=True)
class Person:
    """One row; `owners` are the account owners that they stand for beside themselves. Times are UTC."""

    id: str
    name: str
    folded: str
    login: str | None
    role: Role
    owners: tuple[str, ...]
    start_screen: str | None
    default_owner: str | None
    version: int
    created_at: datetime.datetime
    created_by: str
    changed_at: datetime.datetime
    changed_by: str
    archived: bool = False

    @property
    def actor(self) -> Actor:
        """The person as somebody who acts."""
        return Actor(self.name, self.role, self.owners, self.id)


class People:
    """All people and their browsers. Changes take the person as the caller read it; else `ConflictError`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, *, archived: bool = False) -> Sequence[Person]:
        """Those who work here, or the archived ones, by name."""
        query = select(PEOPLE).where(PEOPLE.c.archived.is_(archived)).order_by(PEOPLE.c.folded)
        with self._database.reading() as connection:
            return rows.readable(connection, query, _person)

    def find(self, person_id: str) -> Person | None:
        """The person of that id, archived or not; None where there is none."""
        with self._database.reading() as connection:
            return _first(connection, PEOPLE.c.id == person_id)

    def named(self, name: str) -> Person | None:
        """The person of that name, archived or not; capitals and blanks do not count."""
        with self._database.reading() as connection:
            return _first(connection, PEOPLE.c.folded == folded_name(name))

    def introduce(self, name: str, at: datetime.datetime) -> tuple[Person, bool]:
        """The person of that name, added where nobody has it; and whether anything was written.

        The first person becomes administrator where there is none; later ones are added as viewers. Refuses an archived
        person.
        """
        name = valid_name(name)
        # Nearly always the name is known: reading is cheaper than the write lock.
        known = self.named(name)
        if known is not None and not known.archived and self.administrators():
            return known, False
        with self._database.writing() as connection:
            known = _first(connection, PEOPLE.c.folded == folded_name(name))
            if known is not None and known.archived:
                raise UserError(
                    "{name} is archived. Choose another name, or ask an administrator to restore it.",
                    name=known.name,
                )
            role = Role.VIEWER if _administrators(connection) else Role.ADMINISTRATOR
            if known is None:
                return _add(connection, name, role, (), By(Actor(name, role), at)), True
            if role is Role.VIEWER:
                return known, False
            return _change(connection, known, By(known.actor, at), "person.change", role=role), True

    def administrators(self) -> Sequence[Person]:
        """The people who may change people."""
        return [one for one in self.all() if one.role is Role.ADMINISTRATOR]

    def add(
        self,
        name: str,
        role: Role,
        by: By,
        owners: Sequence[str] = (),
        start_screen: str | None = None,
        default_owner: str | None = None,
    ) -> Person:
        """A new person. Refuses a name that somebody has."""
        name, named = valid_name(name), _owners(owners)
        with self._database.writing() as connection:
            _must_be_free(connection, name, None)
            return _add(connection, name, role, named, by, start_screen, default_owner)

    def change(
        self,
        person: Person,
        by: By,
        *,
        name: str,
        role: Role,
        owners: Sequence[str],
        start_screen: str | None,
        default_owner: str | None = None,
    ) -> Person:
        """Change a person as the caller read it. Refuses a name that somebody has, and to be without administrator."""
        name, named = valid_name(name), _owners(owners)
        values = {"name": name, "folded": folded_name(name), "role": role, "owners": named}
        first_seen = {"start_screen": start_screen, "default_owner": default_owner}
        with self._database.writing() as connection:
            _must_be_free(connection, name, person.id)
            return _change(connection, person, by, "person.change", **first_seen, **values)

    def archive(self, person: Person, by: By) -> Person:
        """Take a person out of the lists; what they decided stays. Refuses the last administrator."""
        with self._database.writing() as connection:
            return _change(connection, person, by, "person.archive", archived=True)

    def restore(self, person: Person, by: By) -> Person:
        """Put an archived person back into the lists."""
        with self._database.writing() as connection:
            return _change(connection, person, by, "person.restore", archived=False)

    def person_of(self, browser: str) -> Person | None:
        """The person who chose a name in that browser and is not archived; None where nobody did."""
        query = select(PEOPLE).join(BROWSERS, BROWSERS.c.person == PEOPLE.c.id).where(BROWSERS.c.id == browser)
        with self._database.reading() as connection:
            return rows.first(connection, query.where(PEOPLE.c.archived.is_(False)), _person)

    def choose(self, browser: str, person: Person, now: datetime.datetime) -> None:
        """Assign a browser to a person."""
        values: dict[str, Any] = {"person": person.id, "at": now}
        with self._database.writing() as connection:
            if connection.execute(update(BROWSERS).where(BROWSERS.c.id == browser).values(values)).rowcount == 0:
                connection.execute(insert(BROWSERS).values(id=browser, **values))


def valid_name(name: str) -> str:
    """A person's name without needless blanks. Refuses an empty one, a long one and control characters."""
    if CONTROL_CHARACTERS.search(name.strip()):
        raise UserError(
            "The name {name} contains a line break or control character. Use a one-line name.",
            name=escape_control_characters(name[:LONGEST_NAME]),
        )
    name = " ".join(name.split())
    if not name:
        raise UserError("Enter a name.")
    if len(name) > LONGEST_NAME:
        raise UserError(
            "The name {name} has {count} characters; the maximum is {most}. Use a shorter name.",
            name=f"{name[:LONGEST_NAME]}…",
            count=len(name),
            most=LONGEST_NAME,
        )
    return name


def _owners(names: Sequence[str]) -> tuple[str, ...]:
    """Each owner once, in the order given."""
    tidy = {folded_name(name): valid_name(name) for name in names if name.strip()}
    if len(tidy) > MOST_OWNERS:
        raise UserError("{count} names are too many; the maximum is {most}.", count=len(tidy), most=MOST_OWNERS)
    return tuple(tidy.values())


def _first(connection: Connection, wanted: Any) -> Person | None:
    return rows.first(connection, select(PEOPLE).where(wanted), _person)


def _person(row: RowMapping) -> Person:
    # A role of a newer app lets its person read.
    role = Role(row["role"]) if row["role"] in list(Role) else Role.VIEWER
    return Person(**{**row, "role": role, "owners": tuple(row["owners"])})


def _administrators(connection: Connection) -> int:
    wanted = (PEOPLE.c.role == Role.ADMINISTRATOR.value) & PEOPLE.c.archived.is_(False)
    return int(connection.execute(select(func.count()).select_from(PEOPLE).where(wanted)).scalar() or 0)


def _must_be_free(connection: Connection, name: str, own: str | None) -> None:
    known = _first(connection, PEOPLE.c.folded == folded_name(name))
    if known is not None and known.id != own:
        raise UserError("A person named {name} already exists. Choose another name.", name=known.name)


def _add(
    connection: Connection,
    name: str,
    role: Role,
    owners: tuple[str, ...],
    by: By,
    start_screen: str | None = None,
    default_owner: str | None = None,
) -> Person:
    made = Person(
        id=new_id(),
        name=name,
        folded=folded_name(name),
        login=None,
        role=role,
        owners=owners,
        start_screen=start_screen,
        default_owner=default_owner,
        version=1,
        created_at=by.at,
        created_by=by.name,
        changed_at=by.at,
        changed_by=by.name,
    )
    connection.execute(insert(PEOPLE).values(_row(made)))
    record(connection, by, "person.add", made.id, _logged(vars(made)) | {"name": name})
    return made


def _change(connection: Connection, person: Person, by: By, action: str, **values: Any) -> Person:
    """Change a person as the caller read it, with an audit entry."""
    wanted = replace(person, version=person.version + 1, changed_at=by.at, changed_by=by.name, **values)
    unchanged = (PEOPLE.c.id == person.id) & (PEOPLE.c.version == person.version)
    if connection.execute(update(PEOPLE).where(unchanged).values(_row(wanted))).rowcount != 1:
        theirs = _first(connection, PEOPLE.c.id == person.id)
        if theirs is None:
            raise UserError("This person no longer exists.")
        raise ConflictError(theirs=theirs, mine=wanted, by=theirs.changed_by, at=theirs.changed_at)
    if not _administrators(connection):
        raise UserError("{name} is the only administrator. Appoint another administrator first.", name=person.name)
    before, after = _logged(vars(person)), _logged(vars(wanted))
    record(connection, by, action, person.id, {"name": wanted.name, "before": before, "after": after})
    return wanted


def _row(person: Person) -> dict[str, Any]:
    return {**vars(person), "role": person.role.value, "owners": list(person.owners)}


def _logged(values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a person in an audit entry."""
    return {
        "name": values["name"],
        "role": str(values["role"]),
        "owners": list(values["owners"]),
        "start_screen": values["start_screen"],
        "default_owner": values["default_owner"],
    }
