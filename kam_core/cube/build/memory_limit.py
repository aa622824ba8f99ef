"""Memory limit of a build, and the number of parts that follows from it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kam_core.vocabulary.message import UserError

UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}
SIZE_PATTERN = re.compile(r"\s*(\d{1,6}(?:\.\d{1,3})?)\s*([KMGT]?)(I?)B?\s*", re.IGNORECASE)
BASE_BYTES = 240_000_000
"""Bytes that Python, polars and their buffers take before the first line is read."""
MINIMUM = 400_000_000
"""The smallest limit in bytes: below it the buffers of reading and writing alone would pass it."""
LINE_BYTES = 120
"""Bytes that a line takes while it is read, sorted, netted and written, as measured."""
ACCOUNT_BYTES = 2_000
"""Bytes that an account takes while its months are added up and its measures are computed, as measured."""
MAX_PARTS = 4_096


@dataclass(frozen=True, slots=True)
class MemoryLimit:
    """Upper limit of a build's resident memory in bytes."""

    total: int = 2 * 10**9

    def __post_init__(self) -> None:
        if self.total < MINIMUM:
            raise UserError(
                "A memory limit of {given} MB is too small. The minimum is {least} MB.",
                given=self.total // 10**6,
                least=MINIMUM // 10**6,
            )

    @classmethod
    def parse(cls, text: str) -> MemoryLimit:
        """Parse a limit such as 600MB, 2GB or 1.5GiB. Refuses other texts and limits that are too small."""
        match = SIZE_PATTERN.fullmatch(text)
        if match is None or not match[2]:
            raise UserError("{text} is not a memory size. Write 600MB or 2GB, for example.", text=text)
        scale = UNITS[match[2].upper()]
        if match[3]:
            scale = 1024 ** (list(UNITS).index(match[2].upper()))
        return cls(int(float(match[1]) * scale))

    @property
    def free(self) -> int:
        """Bytes left for the data."""
        return self.total - BASE_BYTES

    @property
    def lines_at_once(self) -> int:
        """Lines that fit in memory while they are sorted."""
        return self.free // LINE_BYTES

    def parts(self, accounts: int) -> int:
        """Number of account ranges for the roll-up of so many accounts."""
        return min(MAX_PARTS, max(1, -(-accounts * ACCOUNT_BYTES // self.free)))
