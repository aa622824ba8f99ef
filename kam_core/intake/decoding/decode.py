"""Detect the encoding of a text file and decode it."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from kam_core.intake.decoding import regional_codepages
from kam_core.intake.decoding.charset_scoring import PLAUSIBLE, plausibility
from kam_core.intake.decoding.mojibake import AS_BYTES, repaired
from kam_core.intake.decoding.non_ascii_lines import wide_lines
from kam_core.intake.findings import Finding, Place, finding
from kam_core.vocabulary.message import N_, UserError

CLOSE = 0.1
"""Two encodings whose texts are so nearly as plausible cannot be told apart."""
DOUBTFUL = 0.3
"""Less plausible than this is hardly a text."""
CUT = 0.5
"""What an encoding loses that does not fit to the last byte."""
MOST_BROKEN = 0.02
"""Share of the letters that may be broken in an encoding that is still believed."""
MOST_CONTROLS = 0.02
"""Share of control characters beyond which a file is no text."""
PROBED = 2**16
WEIGHED = 2**19
"""Bytes whose letters are weighed, of the lines that hold more than plain ones; that they fit is tried on all."""
WESTERN = N_("{place}: read as Western European text (Windows-1252). If letters look wrong, save it as UTF-8.")
OTHER = N_("{place}: read as {encoding} text. If letters look wrong, save it as UTF-8.")
BETWEEN = N_(
    "{place}: the letters are read as {encoding}, but they may also be {other}. "
    "If they look wrong, answer encoding={other}."
)
MIXED = N_(
    "{place}: the file mixes encodings; {count} {count:line|lines} from here on {count:was|were} read as {encoding} "
    "and the others as UTF-8. Check {count:its|their} names."
)
ZEROS = N_(
    "{place}: {count} zero {count:byte lies|bytes lie} between the letters and {count:was|were} left out. "
    "Export the file again."
)
BROKEN = N_("{place}: letters here are broken; they were lost before the upload or the file mixes encodings.")
LETTERS_FOR_CONTROLS = {byte: chr(letter) for letter, byte in AS_BYTES.items()}
CONTROL = re.compile(f"[{''.join(map(chr, LETTERS_FOR_CONTROLS))}]")
LOST = ("\ufffd", "锟斤拷", "烫烫烫")
"""Letters that stand where others were lost."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, the encoding that gave it, and what is doubtful about it."""

    text: str
    encoding: str
    findings: tuple[Finding, ...] = ()


def decode(name: str, content: bytes, told: str | None = None) -> Decoded:
    """The text of a file: by its mark, by where its zero bytes lie, as UTF-8, else as what reads most plausibly.

    `told` is the encoding that a person named; then nothing is guessed or repaired. Refuses one that does not fit.
    """
    if told is not None:
        return _as_told(name, content, told)
    marked = _marked(content)
    if marked is None and _is_binary(content[:PROBED]):
        raise UserError("{file} is no text and no workbook. Export the table as CSV or xlsx.", file=name)
    if marked is not None:
        text, encoding = marked
        return Decoded(text.removeprefix("\ufeff"), encoding, _damaged(name, text))
    findings: tuple[Finding, ...] = ()
    if zeros := content.count(0):
        findings = (finding("warn", "zero_bytes", Place(name), ZEROS, count=zeros),)
        content = content.replace(b"\x00", b"")
    try:
        decoded = _repaired(name, content.decode("utf-8"))
    except UnicodeDecodeError:
        decoded = _mixed(name, content) or _guessed(name, content)
    text, lost = _with_lost_letters(name, decoded.text)
    return Decoded(text, decoded.encoding, (*findings, *decoded.findings, *lost))


def _with_lost_letters(name: str, text: str) -> tuple[str, tuple[Finding, ...]]:
    """Control characters of Latin-1 as the letters that stand in their place in Windows-1252: dashes, quotes, €."""
    first = None if text.isascii() else CONTROL.search(text)
    if first is None:
        return text, ()
    line = text.count("\n", 0, first.start()) + 1
    told = finding(
        "note",
        "control_letters",
        Place(name, None, line),
        N_(
            "{place}: {count} control {count:character stands|characters stand} where Windows-1252 has a letter, "
            "here “{value}”, and {count:was|were} read as {count:that letter|those letters}."
        ),
        value=LETTERS_FOR_CONTROLS[ord(first.group())],
        count=len(CONTROL.findall(text)),
    )
    return text.translate(LETTERS_FOR_CONTROLS), (told,)


def _as_told(name: str, content: bytes, told: str) -> Decoded:
    try:
        text = content.decode(codecs.lookup(told).name)
    except (LookupError, UnicodeError):
        raise UserError("{file} cannot be read as {encoding}.", file=name, encoding=told) from None
    return Decoded(text.removeprefix("\ufeff"), told)


def _marked(content: bytes) -> tuple[str, str] | None:
    if content.startswith(b"\xef\xbb\xbf"):
        return content.decode("utf-8", errors="replace"), "utf-8-sig"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace"), "utf-16"
    head = content[:8192]
    # Plain letters in UTF-16 have a zero in every second byte: which one tells the byte order.
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) < 0.04 * len(head) or max(even, odd) < 8 * min(even, odd):
        return None
    encoding = "utf-16-le" if odd >= even else "utf-16-be"
    return content.decode(encoding, errors="replace"), encoding


def _is_binary(head: bytes) -> bool:
    """Pictures, programs and databases are full of control characters."""
    controls = sum(head.count(n) for n in range(1, 32) if n not in (9, 10, 11, 12, 13, 26))
    return controls > MOST_CONTROLS * len(head) or head.count(0) > 0.1 * len(head)


def _candidates(content: bytes) -> list[tuple[float, str]]:
    """(plausibility, encoding) of every encoding that fits the whole file, best first."""
    found = []
    lines = wide_lines(content, WEIGHED)
    # Lines of plain letters fit every encoding: where all others are at hand, they alone are tried.
    tried = lines.content if lines.complete else content
    for encoding in PLAUSIBLE:
        loss = 0.0
        try:
            text = tried.decode(encoding)
        except UnicodeDecodeError:
            # A file that was cut inside a letter, or damaged in one place, is still read; the place is told.
            text = tried.decode(encoding, errors="replace")
            if text.count("\ufffd") > max(3, MOST_BROKEN * lines.wide):
                continue
            loss = CUT
        letters = text if lines.complete else lines.content.decode(encoding, errors="replace")
        found.append((plausibility(letters, encoding) - loss, encoding))
    return sorted(found, key=lambda one: -one[0])


def _guessed(name: str, content: bytes) -> Decoded:
    found = _candidates(content)
    if not found or found[0][0] < -DOUBTFUL:
        # No encoding explains the file: what can be read is read, and the rest is shown as broken.
        text = content.decode("utf-8", errors="replace")
        return Decoded(text, "utf-8", _damaged(name, text))
    score, encoding = found[0]
    if encoding == regional_codepages.WESTERN:
        encoding = regional_codepages.regional(wide_lines(content, WEIGHED).content)
    text = content.decode(encoding, errors="replace")
    place = Place(name)
    close = len(found) > 1 and (score < DOUBTFUL or score - found[1][0] < CLOSE)
    if close and encoding == found[0][1] and content.decode(found[1][1], errors="replace") != text:
        told = finding("warn", "encoding", place, BETWEEN, encoding=encoding, other=found[1][1])
    elif encoding == "gb18030":
        return Decoded(text, encoding, _damaged(name, text))
    else:
        told = finding("note", "encoding", place, WESTERN if encoding == "cp1252" else OTHER, encoding=encoding)
    return Decoded(text, encoding, (told, *_damaged(name, text)))


def _mixed(name: str, content: bytes) -> Decoded | None:
    """Two files pasted together: some lines are UTF-8 and the others are not."""
    lines = content.splitlines(keepends=True)
    texts: list[str | None] = []
    for line in lines:
        try:
            texts.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            texts.append(None)
    fine = "".join(text for text in texts if text is not None and not text.isascii())
    # A line in another encoding may be UTF-8 by chance: only letters that make sense prove that lines are.
    if not fine or max(plausibility(fine, encoding) for encoding in PLAUSIBLE) < DOUBTFUL:
        return None
    bad = [at for at, text in enumerate(texts) if text is None]
    found = _candidates(b"".join(lines[at] for at in bad))
    encoding = found[0][1] if found and found[0][0] > 0 else "utf-8"
    for at in bad:
        texts[at] = lines[at].decode(encoding, errors="replace")
    text = "".join(one or "" for one in texts)
    if encoding == "utf-8":
        return Decoded(text, encoding, _damaged(name, text))
    told = finding("warn", "mixed_encoding", Place(name, None, bad[0] + 1), MIXED, count=len(bad), encoding=encoding)
    return Decoded(text, "utf-8", (told, *_damaged(name, text)))


def _repaired(name: str, text: str) -> Decoded:
    mended = repaired(text)
    if mended is None:
        return Decoded(text, "utf-8", _damaged(name, text))
    told = finding(
        "warn",
        "double_encoding",
        Place(name),
        N_(
            "{place}: the text was garbled before the upload (“{garbled}”) and was repaired to “{repaired}”. "
            "To keep it as it is, answer encoding={encoding}."
        ),
        garbled=mended.before,
        repaired=mended.after,
        encoding="utf-8",
    )
    return Decoded(mended.text, "utf-8", (told, *_damaged(name, mended.text)))


def _damaged(name: str, text: str) -> tuple[Finding, ...]:
    first = min((at for at in (text.find(lost) for lost in LOST) if at >= 0), default=-1)
    if first < 0:
        return ()
    line = text[:first].replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    return (finding("warn", "broken_letters", Place(name, None, line), BROKEN),)
