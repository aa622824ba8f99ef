"""Names from a fixed list in a text column: other spellings are replaced, unknown ones stay with a warning."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from kam_core.intake.findings import Finding, finding, shorten
from kam_core.intake.values.typed_rows import TypedRows
from kam_core.vocabulary.field import Table
from kam_core.vocabulary.judgement.checks import CHECK_BY_SPELLING, CHECKS
from kam_core.vocabulary.lexicon.criterion_words import CRITERION_BY_SPELLING
from kam_core.vocabulary.lexicon.spellings import fold_spelling
from kam_core.vocabulary.measures import JUDGED
from kam_core.vocabulary.plurals import Plural
from kam_core.vocabulary.tables.judgement import ASSESSMENTS
from kam_core.vocabulary.tables.manual_corrections import CHECKS as CHECKS_TABLE

SHOWN = 5


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The names that a column of a table may have.

    by_spelling: folded spelling → name. code, warning: of the finding about unknown ones, which may name `count`,
    `names` and `available`.
    """

    table: Table
    column: str
    by_spelling: Mapping[str, str]
    names: Collection[str]
    code: str
    warning: Plural


KNOWN_NAMES = (
    KnownNames(
        ASSESSMENTS, "criterion", CRITERION_BY_SPELLING, JUDGED, "unknown_criterion",
        Plural(
            "{place}: {count} row rates a criterion not used in any score: {names}. It is saved. Available criteria: "
            "{available}.",
            "{place}: {count} rows rate criteria not used in any score: {names}. They are saved. Available criteria: "
            "{available}.",
            "count",
        ),
    ),
    KnownNames(
        CHECKS_TABLE, "check", CHECK_BY_SPELLING, CHECKS, "unknown_check",
        Plural(
            "{place}: {count} row answers an unknown check: {names}. It is saved. Available checks: {available}.",
            "{place}: {count} rows answer unknown checks: {names}. They are saved. Available checks: {available}.",
            "count",
        ),
    ),
)  # fmt: skip


def match_names(rows: TypedRows) -> tuple[TypedRows, list[Finding]]:
    """Replace criteria and checks by their names, with a warning for unknown ones, which stay."""
    for known in KNOWN_NAMES:
        if rows.table_match.table is known.table and rows.has(known.column):
            return _matched(rows, known)
    return rows, []


def _matched(rows: TypedRows, known: KnownNames) -> tuple[TypedRows, list[Finding]]:
    given = rows.frame[known.column]
    names = {
        word: known.by_spelling.get(fold_spelling(word), word)
        for word in given.drop_nulls().unique(maintain_order=True).to_list()
    }
    unknown = [word for word, name in names.items() if name not in known.names]
    matched = replace(rows, frame=rows.frame.with_columns(given.replace(names)))
    if not unknown:
        return matched, []
    place = replace(rows.sheet.place, column=rows.sheet.headers[rows.table_match.fields[known.column].column])
    shown = ", ".join(shorten(word, 30) for word in unknown[:SHOWN]) + (", …" if len(unknown) > SHOWN else "")
    count = int(given.is_in(unknown).sum())
    available = ", ".join(known.names)
    return matched, [finding("warn", known.code, place, known.warning, count=count, names=shown, available=available)]
