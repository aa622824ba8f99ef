"""What a person typed as values to keep."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from kam_core.vocabulary.entry import Plain
from kam_core.vocabulary.field import Table


def checked(table: Table, given: Mapping[str, object], *, working_day: datetime.date, new: bool) -> dict[str, Plain]:
    """The values of a row to keep."""
    return dict(given)  # type: ignore[arg-type]
