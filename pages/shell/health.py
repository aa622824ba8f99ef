"""Health check for the address that a monitoring system requests (asgi.py)."""

from __future__ import annotations

from kam_core.vocabulary.message import UserError


def why_unhealthy() -> str | None:
    """A sentence without secrets where the store cannot be opened, read or written; None where it works."""
    # asgi.py imports this module before it answers anything: slow imports wait for the warm-up.
    from kam_core.services import health
    from pages.shell.cache.store_cache import open_store

    try:
        why = health.why_unhealthy(open_store())
    except UserError:
        return "The store cannot be opened. The administrator finds the reason on every page of the app."
    return None if why is None else str(why)
