"""Choices of a person for a table: hidden columns and order; the shell saves them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class TableChoices:
    """hidden: names of the columns left out, None where nothing was chosen. order: column and "up" or "down"."""

    hidden: tuple[str, ...] | None = None
    order: tuple[str, str] | None = None


@dataclass(frozen=True)
class TableMemory:
    """How the choices of a table are read and saved, by the key of the table."""

    read: Callable[[str], TableChoices]
    save: Callable[[str, TableChoices], None]


_memory = TableMemory(lambda _key: TableChoices(), lambda _key, _choices: None)


def use_memory(memory: TableMemory) -> None:
    """Read and save choices by these functions from now on, in every session of the process."""
    global _memory
    _memory = memory


def table_memory() -> TableMemory:
    """The functions in use; none remembers anything until the shell has given its own."""
    return _memory
