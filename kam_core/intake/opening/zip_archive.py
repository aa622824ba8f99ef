"""Decompress parts of zip archives piece by piece, never beyond their declared size.

A directory may lie: a part that says 1 KB can unfold to gigabytes in a reader that believes it.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from kam_core.vocabulary.message import UserError

PIECE = 4 * 2**20
LOCAL_HEADER = 30
GZIP = 31
"""wbits of zlib for a gzip stream."""


def damaged_archive_error(name: str) -> UserError:
    """The error for a damaged archive."""
    return UserError("{file} is damaged and cannot be opened completely. Save or export it again.", file=name)


def archive_entries(name: str, content: bytes) -> list[zipfile.ZipInfo]:
    """The directory of an archive. Refuses an unreadable one."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        raise damaged_archive_error(name) from None


def decompress_part(name: str, content: bytes, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Decompress one part in pieces of at most PIECE bytes. Refuses damaged, encrypted or overlong parts."""
    start = entry.header_offset
    header = content[start : start + LOCAL_HEADER]
    if len(header) < LOCAL_HEADER or not header.startswith(b"PK\x03\x04") or entry.flag_bits & 1:
        raise damaged_archive_error(name)
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    begin = start + LOCAL_HEADER + name_length + extra_length
    packed = content[begin : begin + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        yield packed
        return
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise damaged_archive_error(name)
    inflater, length = zlib.decompressobj(-zlib.MAX_WBITS), 0
    while packed and not inflater.eof:
        try:
            piece = inflater.decompress(packed, PIECE)
        except zlib.error:
            raise damaged_archive_error(name) from None
        packed = inflater.unconsumed_tail
        length += len(piece)
        if length > entry.file_size:
            raise damaged_archive_error(name)
        yield piece


def decompress_gzip(name: str, content: bytes, most: int) -> bytes:
    """Decompress a gzip file. Refuses damaged, truncated or overlong content."""
    pieces, length = [], 0
    while content:
        inflater = zlib.decompressobj(GZIP)
        while content and not inflater.eof:
            try:
                pieces.append(inflater.decompress(content, PIECE))
            except zlib.error:
                raise damaged_archive_error(name) from None
            content = inflater.unconsumed_tail
            length += len(pieces[-1])
            if length > most:
                raise UserError(
                    "{file} is larger than {limit} MB when unpacked. Split it by year, or use the command line.",
                    file=name,
                    limit=most // 2**20,
                )
        if not inflater.eof:
            raise damaged_archive_error(name)
        # A file may hold several streams, one behind the other; zeros fill the last block of a tape.
        content = inflater.unused_data.lstrip(b"\x00")
    return b"".join(pieces)
