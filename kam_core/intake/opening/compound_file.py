"""Read streams from the container of the old Office formats: sectors in chains, as in a small file system."""

from __future__ import annotations

import struct
from collections.abc import Sequence

FREE = 0xFFFFFFFA
"""Sector numbers from this one on are markers, not sectors."""
ENTRY_SIZE = 128
SMALL_SECTOR = 64
FIRST_SECTORS = 109
"""Sectors of the table of chains that the header itself lists."""


def read_stream(content: bytes, names: Sequence[str]) -> bytes | None:
    """Read the first stream with one of the names; None if missing or broken."""
    try:
        return _stream(content, names)
    except (struct.error, IndexError, ValueError):
        return None


def _stream(content: bytes, names: Sequence[str]) -> bytes | None:
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    if size not in (512, 4096):
        return None
    first_folder, cutoff, first_small, first_more = (
        struct.unpack_from("<I", content, at)[0] for at in (48, 56, 60, 68)
    )
    sectors = [one for one in struct.unpack_from(f"<{FIRST_SECTORS}I", content, 76) if one < FREE]
    seen: set[int] = set()
    while first_more < FREE and first_more not in seen:
        seen.add(first_more)
        *more, first_more = struct.unpack_from(f"<{size // 4}I", content, (first_more + 1) * size)
        sectors += [one for one in more if one < FREE]
    table = b"".join(content[(one + 1) * size : (one + 2) * size] for one in sectors)
    chains = struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])

    def chained(first: int) -> bytes:
        return b"".join(content[(at + 1) * size : (at + 2) * size] for at in _chain(chains, first))

    folder = chained(first_folder)
    root: tuple[int, int] | None = None
    for at in range(0, len(folder) - ENTRY_SIZE + 1, ENTRY_SIZE):
        length, kind = struct.unpack_from("<HB", folder, at + 64)
        first, total = struct.unpack_from("<II", folder, at + 116)
        root = (first, total) if kind == 5 else root
        if kind != 2 or folder[at : at + max(length - 2, 0)].decode("utf-16-le", "replace") not in names:
            continue
        if total >= cutoff:
            return chained(first)[:total]
        if root is None:
            return None
        pool, small = chained(root[0]), chained(first_small)
        chains_small = struct.unpack(f"<{len(small) // 4}I", small)
        places = _chain(chains_small, first)
        return b"".join(pool[one * SMALL_SECTOR : (one + 1) * SMALL_SECTOR] for one in places)[:total]
    return None


def _chain(chains: Sequence[int], first: int) -> list[int]:
    """The sectors from the first on. Raises ValueError for a circular chain."""
    places: list[int] = []
    while first < FREE:
        places.append(first)
        if len(places) > len(chains):
            raise ValueError("a chain without an end")
        first = chains[first]
    return places
