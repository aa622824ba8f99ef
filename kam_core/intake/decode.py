"""Bytes to text: which encoding a text file was written in."""

from __future__ import annotations

from dataclasses import dataclass

from kam_core.intake.findings import Finding, Place, finding
from kam_core.vocabulary.message import N_


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, the encoding that gave it, and what is doubtful about it."""

    text: str
    encoding: str
    findings: tuple[Finding, ...] = ()


def decode(name: str, content: bytes, told: str | None = None) -> Decoded:
    """The text of a file: by its mark, by where its zero bytes lie, then UTF-8, GB18030, Windows-1252."""
    marked = _marked(content)
    if marked is not None:
        text, encoding = marked
        return Decoded(text.removeprefix("\ufeff"), encoding, _damaged(name, text))
    for encoding in ("utf-8", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "gb18030" and not _reads_as_chinese(text):
            continue
        return Decoded(text, encoding, _damaged(name, text))
    text = content.decode("cp1252", errors="replace")
    doubt = finding(
        "warn",
        "encoding",
        Place(name),
        N_("{place}: read as Western European text (Windows-1252). If letters look wrong, save it as UTF-8."),
    )
    return Decoded(text, "cp1252", (doubt, *_damaged(name, text)))


def _marked(content: bytes) -> tuple[str, str] | None:
    if content.startswith(b"\xef\xbb\xbf"):
        return content.decode("utf-8", errors="replace"), "utf-8-sig"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace"), "utf-16"
    head = content[:4096]
    if b"\x00" not in head:
        return None
    # Plain letters in UTF-16 have a zero in every second byte: which one tells the byte order.
    even, odd = head[0::2].count(0), head[1::2].count(0)
    encoding = "utf-16-le" if odd >= even else "utf-16-be"
    return content.decode(encoding, errors="replace"), encoding


def _reads_as_chinese(text: str) -> bool:
    # Accented Western letters decode as rare ideographs; real Chinese text is nearly all common ones,
    # which GB2312 holds.
    wide = [letter for letter in text if letter > "\x7f"]
    return sum(1 for letter in wide if _in_gb2312(letter)) >= 0.7 * len(wide)


def _in_gb2312(letter: str) -> bool:
    try:
        letter.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _damaged(name: str, text: str) -> tuple[Finding, ...]:
    if "\ufffd" not in text:
        return ()
    line = text[: text.index("\ufffd")].replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    return (
        finding(
            "warn",
            "broken_letters",
            Place(name, None, line),
            N_("{place}: letters here are broken; they were lost before the upload or the file mixes encodings."),
        ),
    )
