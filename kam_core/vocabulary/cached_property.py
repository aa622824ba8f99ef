"""A cached property without a lock: computed when it is first read, then stored on the object."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    cached_property = functools.cached_property
else:

    class cached_property(functools.cached_property):  # noqa: N801
        """functools.cached_property without the lock of Python 3.11, which all objects of a class share.

        With the lock, a session that asks for the movers of its draft waits for those of all other sessions. Two
        threads that ask the same object at the same time may both compute; the values are frozen, so the results are
        equal.
        """

        def __get__(self, instance: object, owner: type | None = None) -> object:
            """The stored value, computed now where there is none."""
            if instance is None:
                return self
            values = instance.__dict__
            try:
                return values[self.attrname]
            except KeyError:
                return values.setdefault(self.attrname, self.func(instance))
