"""Compare table rows with the audit log to find changes made outside the app."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from kam_core.store.database import rows
from kam_core.store.database.column_types import canonical
from kam_core.store.database.schema import AUDIT, METADATA
from kam_core.vocabulary.actor import SYSTEM

Values = dict[str, Any]
Expected = dict[str, dict[str, Values]]
"""Table → key → the values of the logged columns."""
_KEYS = {"mappings": "key", "settings": "key", "publications": "model"}
"""The column with the name of a row in the log, where that is not its id. A model is published once."""
_DIGEST = ""
"""Key of the digest of columns that are too long for the log."""
_OVERRIDE = ("book", "account_id", "tier", "reason", "until")
_MODEL = ("book", "home", "number", "name", "document", "note")


def rows_unlike_log(connection: Connection) -> list[str]:
    """The rows, by table and key, that cannot be read, are gone, or are not as the log says."""
    found = set[str]()
    expected = _expected(connection, found)
    for table in METADATA.sorted_tables:
        if table is AUDIT:
            continue
        wanted = dict(expected[table.name])
        with closing(rows.read_with_damage(connection, select(table))) as examined:
            for row, damage in examined:
                if damage is not None:
                    found.add(damage.name)
                key = _KEYS.get(table.name, "id")
                values = wanted.pop(str(row[key]), None) if key in row else None
                if values and damage is None and any(_differs(row, name, value) for name, value in values.items()):
                    found.add(f"{table.name} {row[key]}")
        found |= {f"{table.name} {key}" for key in wanted}
    return sorted(one.encode("ascii", "backslashreplace").decode() for one in found)


def _expected(connection: Connection, found: set[str]) -> Expected:
    expected: Expected = defaultdict(dict)
    query = select(AUDIT).order_by(AUDIT.c.seq).execution_options(yield_per=1000)
    with closing(rows.read_with_damage(connection, query)) as examined:
        for row, damage in examined:
            try:
                _apply(
                    expected,
                    Act(row["who"], _plain(row["at"]), row["subject"], json.loads(row["details"])),
                    row["action"],
                )
            except (KeyError, TypeError, ValueError, AttributeError):
                found.add(f"audit {row['seq']}")
            if damage is not None:
                found.add(damage.name)
    return expected


@dataclass(frozen=True)
class Act:
    """One entry of the log; `at` as ISO."""

    who: str
    at: object
    subject: str
    details: Mapping[str, Any]

    def by(self, name: str, at: str | None = None) -> Values:
        """Who acted and when, in the columns of one kind of act; migrations took both from what was there before."""
        if self.who == SYSTEM.name:
            return {}
        return {f"{name}_by": self.who, at or f"{name}_at": self.at}

    def logged(self, *names: str) -> Values:
        """Those details, as far as they were logged: older versions of the app logged fewer."""
        return {name: self.details[name] for name in names if name in self.details}


def _apply(expected: Expected, act: Act, action: str) -> None:
    """Apply an act to the expected rows. An unknown action changes nothing."""
    noun, _, verb = action.partition(".")
    match noun:
        case "book":
            _data_set(expected["books"], act, verb)
        case "import":
            _import(expected, act, verb)
        case "setting":
            _next(expected["settings"], act, {"value": act.details["after"], **act.by("changed")})
        case "mapping" if verb == "remember":
            _next(expected["mappings"], act, {"value": act.details["after"], "who": act.who, "at": act.at})
        case "mapping":
            expected["mappings"].pop(act.subject, None)
        case "model":
            _model(expected, act, verb)
        case "override":
            after = act.details.get("after", act.details)
            author = act.by("withdrawn") if verb == "withdraw" else {"author": act.who}
            author |= {"created_at": act.at} if verb == "set" else {}
            _next(
                expected["overrides"],
                act,
                {**{name: after[name] for name in _OVERRIDE}, "changed_at": act.at, **author},
            )
        case "round":
            _round(expected, act, verb)
        case "mark":
            expected["round_marks"][act.subject] = {
                "round_id": act.details["round"], "assessor": act.who, "at": act.at,
                **act.logged("account_id", "criterion"),
            }  # fmt: skip
        case "entry":
            expected["entries"][act.subject] = {
                **act.logged("book", "fields", "nth"), "table_name": act.details["table"], "row_id": act.details["row"],
            }  # fmt: skip


def _next(table: dict[str, Values], act: Act, values: Values) -> None:
    """Apply an act to a row. Its version is known if its first act is in the log."""
    if act.subject not in table and act.who != SYSTEM.name:
        table[act.subject] = {"version": 0}
    row = table.setdefault(act.subject, {})
    row |= values
    if "version" in row:
        row["version"] += 1


def _round(expected: Expected, act: Act, verb: str) -> None:
    made = {"created_by": act.who, "created_at": act.at} if verb == "start" else {}
    state = {"start": "open", "close": "closed", "reopen": "open"}.get(verb)
    values = act.logged("book", "name", "accounts", "criteria", "assessors", "deadline") if verb == "start" else {}
    _next(
        expected["rounds"],
        act,
        {**values, **made, **({} if state is None else {"state": state}), **act.by("changed")},
    )
    for mark in act.details.get("marks", ()) if verb == "close" else ():
        expected["round_marks"].setdefault(mark["id"], {})["score"] = mark["score"]


def _data_set(data_sets: dict[str, Values], act: Act, verb: str) -> None:
    if verb == "begin":
        _next(
            data_sets, act, {**act.logged("name", "head"), "archived": False, **act.by("created"), **act.by("changed")}
        )
    elif act.subject in data_sets:
        _next(data_sets, act, {**(act.details.get("after") or {}), **act.by("changed")})


def _import(expected: Expected, act: Act, verb: str) -> None:
    data_sets = expected["books"]
    has_just_begun = data_sets.get(act.subject, {}).get("version") == 1 and not act.details.get("before")
    data_set_id = data_sets.setdefault(act.subject, {})
    data_set_id |= {"head": act.details["after"], **act.by("changed")}
    if "version" in data_set_id and not (verb == "commit" and has_just_begun):
        data_set_id["version"] += 1
    made = expected["imports"].setdefault(act.details["import"], {})
    if verb == "commit":
        data_set_id["archived"] = False
        made |= {"book": act.subject, "who": act.who, "at": act.at, **act.logged("before", "after", "files")}
        if "summary" in act.details:
            made[_DIGEST] = act.details["summary"]
        if "manifest" in act.details:
            expected["datasets"][act.details["after"]] = {_DIGEST: act.details["manifest"]}
    else:
        # The log does not say whether it was archived by hand before.
        data_set_id.pop("archived", None)
        made |= act.by("undone")


def _model(expected: Expected, act: Act, verb: str) -> None:
    models, subject = expected["models"], act.subject
    if verb == "join" or "home" not in act.details:
        # From the time when a data set had several models: their changes were not logged one by one.
        models[subject] = {}
        expected["publications"].pop(subject, None)
        return
    is_new = subject not in models
    _next(models, act, {**act.logged(*_MODEL), **act.by("changed"), **(act.by("created") if is_new else {})})
    if verb == "archive":
        models[subject] |= {"status": "archived", **act.by("archived")}
    elif verb == "publish":
        models[subject] |= {"status": "published", **act.by("published")}
        if is_new and "version" in models[subject]:
            # Created and published in one act.
            models[subject]["version"] += 1
        before = act.details["before"]
        if before in models:
            models[before] |= {"status": "archived", **act.by("archived"), **act.by("changed")}
            if "version" in models[before]:
                models[before]["version"] += 1
        expected["publications"][subject] = {**act.logged("book", "home", "tiers"), "who": act.who, "at": act.at}


def _differs(row: RowMapping, name: str, value: object) -> bool:
    if name == _DIGEST:
        return digest(row["manifest"] if "manifest" in row else [row["summary"], row["rejected"]]) != value
    return _plain(row[name]) != value


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime.date) else value


def digest(value: object) -> str:
    """The sha256 of a JSON value, for an entry about something too long for it."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()
