"""Documents of a data set: rules that people edit as a whole, each with a version, such as the fiscal year."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from kam_core.services.access import Action, require
from kam_core.store.store import Store
from kam_core.vocabulary.actor import By
from kam_core.vocabulary.message import UserError

Policy = TypeVar("Policy")


@dataclass(frozen=True)
class DocumentKind(Generic[Policy]):
    """A kind of document: its name in the store, the value before anybody edits it, and its form as plain JSON.

    read: from plain JSON, strictly; raises UserError for what it does not know. plain: the way back.
    """

    name: str
    default: Policy
    read: Callable[[Mapping[str, Any]], Policy]
    plain: Callable[[Policy], Mapping[str, Any]]


@dataclass(frozen=True)
class Document(Generic[Policy]):
    """A document as stored: its value, its version (0 before anybody edited it), who changed it and when (UTC)."""

    value: Policy
    version: int = 0
    changed_by: str | None = None
    changed_at: datetime.datetime | None = None
    problem: UserError | None = None
    """Why the stored text cannot be read, so that the default applies; None where it can."""


def document(store: Store, data_set_id: str, kind: DocumentKind[Policy]) -> Document[Policy]:
    """The document of a data set; the default where there is none, or where what is stored cannot be read."""
    setting = store.settings.get(_key(kind, data_set_id))
    if setting is None:
        return Document(kind.default)
    try:
        value, problem = kind.read(setting.value), None
    except UserError as error:
        value, problem = kind.default, error
    return Document(value, setting.version, setting.changed_by, setting.changed_at, problem)


def save_document(
    store: Store, data_set_id: str, kind: DocumentKind[Policy], value: Policy, *, expected: int, by: By
) -> None:
    """Save a document. `expected` is the version that the author saw; `ConflictError` where there is a later one."""
    require(by, Action.SETTINGS)
    plain = dict(kind.plain(value))
    kind.read(plain)
    store.settings.put(_key(kind, data_set_id), plain, expected=expected, by=by)


def _key(kind: DocumentKind[Any], data_set_id: str) -> str:
    return f"{kind.name}:{data_set_id}"
