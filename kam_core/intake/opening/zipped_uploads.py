"""Files in a zip archive, each read like an upload of its own."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from kam_core.intake.findings import Finding, Place, finding
from kam_core.intake.opening.file_beginning import HEAD_BYTES, check_file_size, check_line_ends
from kam_core.intake.opening.file_kind import REFUSED, guess_file_kind, nested_archive_error
from kam_core.intake.opening.zip_archive import archive_entries, damaged_archive_error, decompress_part
from kam_core.intake.size_limits import SizeLimits
from kam_core.vocabulary.message import N_, Message, UserError

MAX_FILES = 500
SYSTEM_FILES = ("__MACOSX/", "Thumbs.db", "desktop.ini")
"""Files that systems add to archives, as do those whose names begin with a dot."""
TWICE = N_("{place} has the same content as {first} and is used once.")
UTF8 = 0x800


@dataclass(frozen=True)
class ArchivedFile:
    """A file in an archive under the name "archive.zip/file.csv".

    `why` says why it cannot be a table; `findings` why it is not read although it could be.
    """

    name: str
    content: bytes
    why: Message | None = None
    findings: tuple[Finding, ...] = ()


def archived_files(name: str, content: bytes, limits: SizeLimits) -> Iterator[ArchivedFile]:
    """The files in an archive. Refuses nested archives, names that lead out of it, and too many files."""
    files = [entry for entry in archive_entries(name, content) if not _is_for_systems(entry.filename)]
    if len(files) > MAX_FILES:
        raise UserError("{file} contains more than {limit} files. Upload only the tables.", file=name, limit=MAX_FILES)
    first: dict[bytes, str] = {}
    for entry in files:
        shown = f"{name}/{_own_name(name, entry)}"
        check_file_size(shown, entry.file_size, limits)
        text = _content(shown, content, entry)
        earlier = first.setdefault(sha256(text).digest(), shown)
        if earlier != shown:
            yield ArchivedFile(shown, b"", None, (finding("warn", "twice", Place(shown), TWICE, first=earlier),))
            continue
        kind = guess_file_kind(shown, text, limits)
        if kind in ("zip", "gz", "packed", "nothing"):
            raise nested_archive_error(shown)
        # Letters and pictures often travel with a table; they are told, and are no reason to refuse it.
        beside = kind in REFUSED and kind != "protected"
        yield ArchivedFile(shown, text, Message(REFUSED[kind], file=shown) if beside else None)


def _content(shown: str, content: bytes, entry: zipfile.ZipInfo) -> bytes:
    pieces, length = [], 0
    for piece in decompress_part(shown, content, entry):
        pieces.append(piece)
        if length < HEAD_BYTES <= length + len(piece):
            # What goes on and on without a line end need not be unfolded to its last byte.
            check_line_ends(shown, b"".join(pieces))
        length += len(piece)
    if length != entry.file_size:
        raise damaged_archive_error(shown)
    return b"".join(pieces)


def _is_for_systems(path: str) -> bool:
    last = path.rstrip("/").rpartition("/")[2]
    return path.endswith("/") or path.startswith(SYSTEM_FILES) or last.startswith(".") or last in SYSTEM_FILES


def _own_name(name: str, entry: zipfile.ZipInfo) -> str:
    """The decoded name of an entry. Refuses one that leads out of the archive."""
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
            "{file} contains a file named {entry} that points outside the archive. Create the archive again.",
            file=name,
            entry=path,
        )
    return path
