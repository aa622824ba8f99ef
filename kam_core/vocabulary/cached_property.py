"""What is computed when it is first asked for, and then kept."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    once = cached_property
else:

    class once(cached_property):  # noqa: N801
        """functools.cached_property without the lock of Python 3.11, which all objects of a class share.

        There, whoever asks for the movers of one draft waits for everybody else's: one session after the other. Two
        threads that ask the same object at the same time may both compute; what is computed from frozen values is the
        same.
        """

        def __get__(self, instance: object, owner: type | None = None) -> object:
            """The kept value, computed now where there is none."""
            if instance is None:
                return self
            kept = instance.__dict__
            try:
                return kept[self.attrname]
            except KeyError:
                return kept.setdefault(self.attrname, self.func(instance))
