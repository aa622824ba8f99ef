"""Match judged criteria by their names, and warn of those that no score uses."""

from __future__ import annotations

from dataclasses import replace

from kam_core.intake.findings import Finding, finding, shorten
from kam_core.intake.values.typed_rows import TypedRows
from kam_core.vocabulary.lexicon.criterion_words import CRITERION_BY_SPELLING
from kam_core.vocabulary.lexicon.spellings import fold_spelling
from kam_core.vocabulary.measures import JUDGED
from kam_core.vocabulary.plurals import Plural
from kam_core.vocabulary.tables.judgement import ASSESSMENTS

SHOWN = 5
UNKNOWN = Plural(
    "{place}: {count} row rates a criterion not used in any score: {names}. It is saved. Available criteria: "
    "{criteria}.",
    "{place}: {count} rows rate criteria not used in any score: {names}. They are saved. Available criteria: "
    "{criteria}.",
    "count",
)


def match_criteria(rows: TypedRows) -> tuple[TypedRows, list[Finding]]:
    """Replace criteria by their names, with a warning for unknown ones."""
    if rows.table_match.table is not ASSESSMENTS or not rows.has("criterion"):
        return rows, []
    criteria = rows.frame["criterion"]
    names = {
        word: CRITERION_BY_SPELLING.get(fold_spelling(word), word)
        for word in criteria.drop_nulls().unique(maintain_order=True).to_list()
    }
    unknown = [word for word, name in names.items() if name not in JUDGED]
    frame = rows.frame.with_columns(criteria.replace(names))
    if not unknown:
        return replace(rows, frame=frame), []
    place = replace(rows.sheet.place, column=rows.sheet.headers[rows.table_match.fields["criterion"].column])
    shown = ", ".join(shorten(word, 30) for word in unknown[:SHOWN]) + (", …" if len(unknown) > SHOWN else "")
    count = int(criteria.is_in(unknown).sum())
    warning = finding("warn", "unknown_criterion", place, UNKNOWN, count=count, names=shown, criteria=", ".join(JUDGED))
    return replace(rows, frame=frame), [warning]
