"""Column mappings that a person confirmed, by the headers of the file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from kam_core.intake.headers import header_key

NOT_USED = ""
"""The header to which a field is mapped that the file shall not feed."""


@dataclass(frozen=True)
class ColumnMapping:
    """fields: our field → their header, `NOT_USED` where no column is it; table: what the file is, None: find out.

    kinds: their header → text of a cell → what such lines are, see `line_kinds.marks.Decided`.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    table: str | None = None
    kinds: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "fields", MappingProxyType(dict(self.fields)))
        kinds = {header: MappingProxyType(dict(values)) for header, values in self.kinds.items()}
        object.__setattr__(self, "kinds", MappingProxyType(kinds))

    def over(self, before: ColumnMapping) -> ColumnMapping:
        """What was said before, with this laid over it: columns as a whole, kinds of lines value by value."""
        said_columns = bool(self.fields) or self.table is not None
        kinds = {
            header: {**before.kinds.get(header, {}), **self.kinds.get(header, {})}
            for header in before.kinds.keys() | self.kinds.keys()
        }
        fields, table = (self.fields, self.table) if said_columns else (before.fields, before.table)
        return ColumnMapping(fields, table, kinds)


def header_set_key(headers: Sequence[str]) -> str:
    """A name for a set of headers: the same for the same words in any order, case and width."""
    words = sorted(header_key(header) for header in headers)
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:24]
