"""Language of the reader of a table; the shell says which it is."""

from __future__ import annotations

from collections.abc import Callable

from kam_core.locale.language import Language

_language: Callable[[], Language] = Language


def use_language(language: Callable[[], Language]) -> None:
    """Ask this function for the reader's language from now on, in every session of the process."""
    global _language
    _language = language


def table_language() -> Language:
    """The language of the reader; that of the source until the shell has given its own."""
    return _language()
