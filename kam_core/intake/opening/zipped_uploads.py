"""The files in a zip archive, each to be read like an upload of its own."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from kam_core.intake.findings import Finding, Place, finding
from kam_core.intake.opening.file_beginning import HEAD_BYTES, glanced, weighed
from kam_core.intake.opening.file_kind import REFUSED, archive_in_archive, kind_of
from kam_core.intake.opening.zip_archive import damaged, entries, unfolded
from kam_core.intake.size_limits import SizeLimits
from kam_core.vocabulary.message import N_, Message, UserError

MOST_FILES = 500
NOT_FOR_PEOPLE = ("__MACOSX/", "Thumbs.db", "desktop.ini")
"""What systems put into archives beside people's files, as do names that begin with a dot."""
TWICE = N_("{place} has the same content as {first}. It is used once.")
UTF8 = 0x800


@dataclass(frozen=True)
class Packed:
    """A file in an archive under the name "archive.zip/file.csv".

    `why` says why it cannot be a table; `findings` why it is not read although it could be.
    """

    name: str
    content: bytes
    why: Message | None = None
    findings: tuple[Finding, ...] = ()


def packed_in(name: str, content: bytes, limits: SizeLimits) -> Iterator[Packed]:
    """The files in an archive, one after the other. Refuses archives in it, names that lead out of it, and too many."""
    files = [entry for entry in entries(name, content) if not _is_for_systems(entry.filename)]
    if len(files) > MOST_FILES:
        raise UserError(
            "{file} holds more than {limit} files. Upload only the tables in it.", file=name, limit=MOST_FILES
        )
    first: dict[bytes, str] = {}
    for entry in files:
        shown = f"{name}/{_own_name(name, entry)}"
        weighed(shown, entry.file_size, limits)
        text = _content(shown, content, entry)
        earlier = first.setdefault(sha256(text).digest(), shown)
        if earlier != shown:
            yield Packed(shown, b"", None, (finding("warn", "twice", Place(shown), TWICE, first=earlier),))
            continue
        kind = kind_of(shown, text, limits)
        if kind in ("zip", "gz", "packed", "nothing"):
            raise archive_in_archive(shown)
        # Letters and pictures often travel with a table; they are told, and are no reason to refuse it.
        beside = kind in REFUSED and kind != "protected"
        yield Packed(shown, text, Message(REFUSED[kind], file=shown) if beside else None)


def _content(shown: str, content: bytes, entry: zipfile.ZipInfo) -> bytes:
    pieces, length = [], 0
    for piece in unfolded(shown, content, entry):
        pieces.append(piece)
        if length < HEAD_BYTES <= length + len(piece):
            # What goes on and on without a line end need not be unfolded to its last byte.
            glanced(shown, b"".join(pieces))
        length += len(piece)
    if length != entry.file_size:
        raise damaged(shown)
    return b"".join(pieces)


def _is_for_systems(path: str) -> bool:
    last = path.rstrip("/").rpartition("/")[2]
    return path.endswith("/") or path.startswith(NOT_FOR_PEOPLE) or last.startswith(".") or last in NOT_FOR_PEOPLE


def _own_name(name: str, entry: zipfile.ZipInfo) -> str:
    """The entry's name as people wrote it. Refuses one that points out of the archive."""
    path = entry.filename
    if not entry.flag_bits & UTF8 and not path.isascii():
        # Without the mark the name was taken for CP437; Chinese Windows writes its own encoding there.
        raw = path.encode("cp437", errors="replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                path = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    parts = path.replace("\\", "/").split("/")
    if ".." in parts or path.startswith(("/", "\\")) or parts[0].endswith(":"):
        raise UserError(
            "{file} holds a file named {entry}, which points out of the archive. Pack the tables again.",
            file=name,
            entry=path,
        )
    return path
