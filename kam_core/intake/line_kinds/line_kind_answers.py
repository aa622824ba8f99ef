"""Parse an answer about kinds of lines, such as Pending payment:left_out; Returned:credit."""

from __future__ import annotations

from collections.abc import Mapping

from kam_core.intake.line_kinds.line_classification import ANY_COLUMN, PROPOSED
from kam_core.vocabulary.lexicon.line_kind_words import LineKind
from kam_core.vocabulary.message import UserError

ANSWERS = (LineKind.SALE, LineKind.CREDIT, LineKind.LEFT_OUT)


def parse_line_kinds(answer: str) -> Mapping[str, Mapping[str, str]]:
    """Parse an answer to `LineKindAnswers`. Refuses anything but "proposed" or pairs of value and kind."""
    if answer.strip() == PROPOSED:
        return {ANY_COLUMN: {ANY_COLUMN: PROPOSED}}
    kinds: dict[str, str] = {}
    for part in answer.split(";"):
        value, mark, kind = part.rpartition(":")
        if not mark or not value.strip() or kind.strip() not in ANSWERS:
            raise UserError(
                'line_kinds="{part}" cannot be read. Write VALUE:KIND, separated by semicolons, for example '
                '"Returned:credit; Test:left_out". Kinds: {kinds}. Or answer line_kinds=proposed.',
                part=part.strip(),
                kinds=", ".join(ANSWERS),
            )
        kinds[value.strip()] = kind.strip()
    return {ANY_COLUMN: kinds}
