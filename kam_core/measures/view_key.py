"""Identity of a view: its window and unit, such as "12/account" or "all/group"; a model has its bounds by it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from kam_core.vocabulary.durations import months_text
from kam_core.vocabulary.message import Message, UserError

ALL = "all"
UNITS = ("account", "group")
LONGEST_WINDOW_MONTHS = 600
_TEXT = re.compile(rf"({ALL}|[1-9][0-9]{{0,2}})/({'|'.join(UNITS)})")


@dataclass(frozen=True, slots=True)
class ViewKey:
    """A window in months (None: all months) and a unit. Its text is stored in models, links and the database."""

    window_months: int | None
    unit: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Parse a text such as "12/account". Refuses a text of another form."""
        match = _TEXT.fullmatch(text)
        window = None if match is None or match[1] == ALL else int(match[1])
        if match is None or (window is not None and window > LONGEST_WINDOW_MONTHS):
            raise UserError("{view} is not a view. Write it like 12/account or all/group.", view=text[:40])
        return cls(window, match[2])

    def __str__(self) -> str:
        return f"{ALL if self.window_months is None else self.window_months}/{self.unit}"

    @property
    def label(self) -> Message:
        """Label such as "12 months, by account"."""
        by_group = self.unit == "group"
        if self.window_months is None:
            return Message("all months, by group") if by_group else Message("all data, by account")
        if by_group:
            return Message("{months}, by group", months=months_text(self.window_months))
        return Message("{months}, by account", months=months_text(self.window_months))


HOME = str(ViewKey(12, "account"))
"""The home view of a model that names no other."""


def view_label(text: str) -> Message | str:
    """The label of a view by its stored text; a text of another form stays as it is."""
    try:
        return ViewKey.parse(text).label
    except UserError:
        return text
