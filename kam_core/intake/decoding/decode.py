"""Detect the encoding of a text file and decode it."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from kam_core.intake.decoding import regional_codepages
from kam_core.intake.decoding.charset_scoring import PLAUSIBLE, plausibility
from kam_core.intake.decoding.mojibake import AS_BYTES, repair_mojibake
from kam_core.intake.decoding.non_ascii_lines import select_non_ascii_lines
from kam_core.intake.findings import Finding, Place, finding
from kam_core.vocabulary.message import N_, UserError
from kam_core.vocabulary.plurals import Plural

CLOSE = 0.1
"""Difference of plausibility below which two encodings are indistinguishable."""
DOUBTFUL = 0.3
"""Plausibility below which a text is doubtful."""
TRUNCATION_LOSS = 0.5
"""Deduction for an encoding that fails on some bytes."""
MOST_BROKEN = 0.02
"""Share of broken characters up to which an encoding is accepted."""
MOST_CONTROLS = 0.02
"""Share of control characters above which a file is binary."""
PROBED_BYTES = 2**16
SCORED_BYTES = 2**19
"""Bytes of non-ASCII lines that are scored; decoding is tried on the whole file."""
WESTERN = N_("{place}: read as Western European text (Windows-1252). If characters look wrong, save the file as UTF-8.")
OTHER = N_("{place}: read as {encoding} text. If characters look wrong, save the file as UTF-8.")
BETWEEN = N_(
    "{place}: read as {encoding} text, but it may be {other}. If characters look wrong, answer encoding={other}."
)
MIXED = Plural(
    "{place}: the file mixes encodings; from here, {count} line was read as {encoding} and the others as UTF-8. "
    "Check the names.",
    "{place}: the file mixes encodings; from here, {count} lines were read as {encoding} and the others as "
    "UTF-8. Check the names.",
    "count",
)
ZEROS = Plural(
    "{place}: {count} zero byte between characters was removed. Export the file again.",
    "{place}: {count} zero bytes between characters were removed. Export the file again.",
    "count",
)
BROKEN = N_("{place}: characters are damaged here; they were lost before the upload, or the file mixes encodings.")
LETTERS_FOR_CONTROLS = {byte: chr(letter) for letter, byte in AS_BYTES.items()}
CONTROLS = re.compile(f"[{''.join(map(chr, LETTERS_FOR_CONTROLS))}]")
LOST = ("\ufffd", "锟斤拷", "烫烫烫")
"""Replacement characters of lost letters."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text with its encoding and findings."""

    text: str
    encoding: str
    findings: tuple[Finding, ...] = ()


def decode(name: str, content: bytes, encoding_answer: str | None = None) -> Decoded:
    """Decode a file: by byte order mark or zero bytes, as UTF-8, else in the most plausible encoding.

    `encoding_answer`: the encoding chosen by a person, without guess or repair. Refuses one that does not fit.
    """
    if encoding_answer is not None:
        return _with_encoding(name, content, encoding_answer)
    unicode_text = _decode_unicode(content)
    if unicode_text is None and _is_binary(content[:PROBED_BYTES]):
        raise UserError("{file} is not a readable spreadsheet. Export the table as CSV or xlsx.", file=name)
    if unicode_text is not None:
        text, encoding = unicode_text
        return Decoded(text.removeprefix("\ufeff"), encoding, _damage_findings(name, text))
    findings: tuple[Finding, ...] = ()
    if zeros := content.count(0):
        findings = (finding("warn", "zero_bytes", Place(name), ZEROS, count=zeros),)
        content = content.replace(b"\x00", b"")
    try:
        decoded = _decode_utf8(name, content.decode("utf-8"))
    except UnicodeDecodeError:
        decoded = _decode_mixed(name, content) or _decode_guessed(name, content)
    text, lost = _with_windows_1252_letters(name, decoded.text)
    return Decoded(text, decoded.encoding, (*findings, *decoded.findings, *lost))


def _with_windows_1252_letters(name: str, text: str) -> tuple[str, tuple[Finding, ...]]:
    """Replace control characters of Latin-1 by the characters of Windows-1252 with the same byte: dashes, quotes, €."""
    first = None if text.isascii() else CONTROLS.search(text)
    if first is None:
        return text, ()
    line = text.count("\n", 0, first.start()) + 1
    note = finding(
        "note",
        "control_letters",
        Place(name, None, line),
        Plural(
            "{place}: {count} control character was read as the corresponding Windows-1252 character, here “{value}”.",
            "{place}: {count} control characters were read as the corresponding Windows-1252 characters, here "
            "“{value}”.",
            "count",
        ),
        value=LETTERS_FOR_CONTROLS[ord(first.group())],
        count=len(CONTROLS.findall(text)),
    )
    return text.translate(LETTERS_FOR_CONTROLS), (note,)


def _with_encoding(name: str, content: bytes, encoding: str) -> Decoded:
    try:
        text = content.decode(codecs.lookup(encoding).name)
    except (LookupError, UnicodeError):
        raise UserError("{file} cannot be read as {encoding}.", file=name, encoding=encoding) from None
    return Decoded(text.removeprefix("\ufeff"), encoding)


def _decode_unicode(content: bytes) -> tuple[str, str] | None:
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
    """Whether a file is binary, judged by control characters."""
    controls = sum(head.count(n) for n in range(1, 32) if n not in (9, 10, 11, 12, 13, 26))
    return controls > MOST_CONTROLS * len(head) or head.count(0) > 0.1 * len(head)


def _candidates(content: bytes) -> list[tuple[float, str]]:
    """(plausibility, encoding) of all encodings that fit the file, best first."""
    candidates = []
    lines = select_non_ascii_lines(content, SCORED_BYTES)
    # ASCII lines fit every encoding: if all others are selected, only those are tried.
    tried = lines.content if lines.complete else content
    for encoding in PLAUSIBLE:
        loss = 0.0
        try:
            text = tried.decode(encoding)
        except UnicodeDecodeError:
            # A file cut inside a letter, or damaged in one place, is still read; the place is reported.
            text = tried.decode(encoding, errors="replace")
            if text.count("\ufffd") > max(3, MOST_BROKEN * lines.non_ascii):
                continue
            loss = TRUNCATION_LOSS
        letters = text if lines.complete else lines.content.decode(encoding, errors="replace")
        candidates.append((plausibility(letters, encoding) - loss, encoding))
    return sorted(candidates, key=lambda one: -one[0])


def _decode_guessed(name: str, content: bytes) -> Decoded:
    candidates = _candidates(content)
    if not candidates or candidates[0][0] < -DOUBTFUL:
        # No encoding explains the file: what can be read is read, and the rest is shown as broken.
        text = content.decode("utf-8", errors="replace")
        return Decoded(text, "utf-8", _damage_findings(name, text))
    score, encoding = candidates[0]
    if encoding == regional_codepages.WESTERN:
        encoding = regional_codepages.regional_encoding(select_non_ascii_lines(content, SCORED_BYTES).content)
    text = content.decode(encoding, errors="replace")
    place = Place(name)
    close = len(candidates) > 1 and (score < DOUBTFUL or score - candidates[1][0] < CLOSE)
    if close and encoding == candidates[0][1] and content.decode(candidates[1][1], errors="replace") != text:
        note = finding("warn", "encoding", place, BETWEEN, encoding=encoding, other=candidates[1][1])
    elif encoding == "gb18030":
        return Decoded(text, encoding, _damage_findings(name, text))
    else:
        note = finding("note", "encoding", place, WESTERN if encoding == "cp1252" else OTHER, encoding=encoding)
    return Decoded(text, encoding, (note, *_damage_findings(name, text)))


def _decode_mixed(name: str, content: bytes) -> Decoded | None:
    """Decode two files pasted together, of which some lines are UTF-8 and others are not."""
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
    candidates = _candidates(b"".join(lines[at] for at in bad))
    encoding = candidates[0][1] if candidates and candidates[0][0] > 0 else "utf-8"
    for at in bad:
        texts[at] = lines[at].decode(encoding, errors="replace")
    text = "".join(text or "" for text in texts)
    if encoding == "utf-8":
        return Decoded(text, encoding, _damage_findings(name, text))
    warning = finding("warn", "mixed_encoding", Place(name, None, bad[0] + 1), MIXED, count=len(bad), encoding=encoding)
    return Decoded(text, "utf-8", (warning, *_damage_findings(name, text)))


def _decode_utf8(name: str, text: str) -> Decoded:
    repaired = repair_mojibake(text)
    if repaired is None:
        return Decoded(text, "utf-8", _damage_findings(name, text))
    warning = finding(
        "warn",
        "double_encoding",
        Place(name),
        N_(
            "{place}: garbled text (“{garbled}”) was repaired to “{repaired}”. To keep the original, answer "
            "encoding={encoding}."
        ),
        garbled=repaired.before,
        repaired=repaired.after,
        encoding="utf-8",
    )
    return Decoded(repaired.text, "utf-8", (warning, *_damage_findings(name, repaired.text)))


def _damage_findings(name: str, text: str) -> tuple[Finding, ...]:
    first = min((at for at in (text.find(lost) for lost in LOST) if at >= 0), default=-1)
    if first < 0:
        return ()
    line = text[:first].replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    return (finding("warn", "broken_letters", Place(name, None, line), BROKEN),)
