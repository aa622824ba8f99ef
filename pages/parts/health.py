"""Whether the app works, for the address that a monitoring system asks (asgi.py)."""

from __future__ import annotations

from kam_core.services import health
from kam_core.vocabulary.message import Refusal
from pages.parts import cached


def why_unhealthy() -> str | None:
    """A sentence that names no secret where the store cannot be opened, read or written to; None where all is well."""
    try:
        why = health.why_unhealthy(cached.store())
    except Refusal:
        return "The store cannot be opened. The administrator finds the reason on every page of the app."
    return None if why is None else str(why)
