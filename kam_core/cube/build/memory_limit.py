"""How much memory a build may take, and into how many parts it therefore cuts its work."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kam_core.vocabulary.message import UserError

UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}
WRITTEN = re.compile(r"\s*(\d{1,6}(?:\.\d{1,3})?)\s*([KMGT]?)(I?)B?\s*", re.IGNORECASE)
STANDING = 240_000_000
"""Bytes that Python, the column engine and its buffers take before the first line is read."""
LEAST = 400_000_000
"""The smallest limit in bytes: below it the buffers of reading and writing alone would pass it."""
LINE_BYTES = 120
"""Bytes that a line takes while it is read, sorted, netted and written, as measured."""
ACCOUNT_BYTES = 2_000
"""Bytes that an account takes while its months are added up and its measures are made, as measured."""
MOST_PARTS = 4_096


@dataclass(frozen=True, slots=True)
class MemoryLimit:
    """Bytes of resident memory that a build keeps below."""

    total: int = 2 * 10**9

    def __post_init__(self) -> None:
        if self.total < LEAST:
            raise UserError(
                "A memory limit of {given} MB is too small. The least that works is {least} MB.",
                given=self.total // 10**6,
                least=LEAST // 10**6,
            )

    @classmethod
    def written(cls, text: str) -> MemoryLimit:
        """A limit such as 600MB, 2GB or 1.5GiB. Refuses other texts and what is too small."""
        found = WRITTEN.fullmatch(text)
        if found is None or not found[2]:
            raise UserError("{text} is no amount of memory. Write it like 600MB or 2GB.", text=text)
        scale = UNITS[found[2].upper()]
        if found[3]:
            scale = 1024 ** (list(UNITS).index(found[2].upper()))
        return cls(int(float(found[1]) * scale))

    @property
    def free(self) -> int:
        """Bytes left for the data."""
        return self.total - STANDING

    @property
    def lines_at_once(self) -> int:
        """How many lines may be held and sorted at once."""
        return self.free // LINE_BYTES

    def parts(self, accounts: int) -> int:
        """Into how many ranges the roll-up of so many accounts is cut."""
        return min(MOST_PARTS, max(1, -(-accounts * ACCOUNT_BYTES // self.free)))
