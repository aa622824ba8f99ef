"""Column mappings that a person confirmed, by the headers of the file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from kam_core.intake.headers import header_key

NOT_USED = ""
"""The header of a field that no column shall feed."""


@dataclass(frozen=True)
class ColumnMapping:
    """The confirmed mapping of a file's columns.

    fields: field → header, `NOT_USED` for none; table: name of the table, None to detect it; kinds: header → cell →
    kind of such lines, see `line_classification.LineKindAnswers`.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    table: str | None = None
    kinds: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "fields", MappingProxyType(dict(self.fields)))
        kinds = {header: MappingProxyType(dict(values)) for header, values in self.kinds.items()}
        object.__setattr__(self, "kinds", MappingProxyType(kinds))

    def merged_over(self, earlier: ColumnMapping) -> ColumnMapping:
        """Merge with an earlier mapping: columns are replaced as a whole, kinds of lines value by value."""
        has_columns = bool(self.fields) or self.table is not None
        kinds = {
            header: {**earlier.kinds.get(header, {}), **self.kinds.get(header, {})}
            for header in earlier.kinds.keys() | self.kinds.keys()
        }
        fields, table = (self.fields, self.table) if has_columns else (earlier.fields, earlier.table)
        return ColumnMapping(fields, table, kinds)


def header_set_key(headers: Sequence[str]) -> str:
    """A hash of a set of headers, independent of order, case and width."""
    words = sorted(header_key(header) for header in headers)
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:24]
