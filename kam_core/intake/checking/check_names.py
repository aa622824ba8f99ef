"""Match qualification checks by their names, and warn of those that are unknown."""

from __future__ import annotations

from dataclasses import replace

from kam_core.intake.findings import Finding, finding, shorten
from kam_core.intake.values.typed_rows import TypedRows
from kam_core.vocabulary.judgement.checks import CHECK_BY_SPELLING, CHECKS
from kam_core.vocabulary.lexicon.spellings import fold_spelling
from kam_core.vocabulary.plurals import Plural
from kam_core.vocabulary.tables.manual_corrections import CHECKS as TABLE

SHOWN = 5
UNKNOWN = Plural(
    "{place}: {count} row answers an unknown check: {names}. It is saved. Available checks: {checks}.",
    "{place}: {count} rows answer unknown checks: {names}. They are saved. Available checks: {checks}.",
    "count",
)


def match_checks(rows: TypedRows) -> tuple[TypedRows, list[Finding]]:
    """Replace checks by their names, with a warning for unknown ones, which stay."""
    if rows.table_match.table is not TABLE or not rows.has("check"):
        return rows, []
    checks = rows.frame["check"]
    names = {
        word: CHECK_BY_SPELLING.get(fold_spelling(word), word)
        for word in checks.drop_nulls().unique(maintain_order=True).to_list()
    }
    unknown = [word for word, name in names.items() if name not in CHECKS]
    frame = rows.frame.with_columns(checks.replace(names))
    if not unknown:
        return replace(rows, frame=frame), []
    place = replace(rows.sheet.place, column=rows.sheet.headers[rows.table_match.fields["check"].column])
    shown = ", ".join(shorten(word, 30) for word in unknown[:SHOWN]) + (", …" if len(unknown) > SHOWN else "")
    count = int(checks.is_in(unknown).sum())
    warning = finding("warn", "unknown_check", place, UNKNOWN, count=count, names=shown, checks=", ".join(CHECKS))
    return replace(rows, frame=frame), [warning]
