"""Import changes: what the files change in the existing data, and the rules that protect it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import polars as pl
import streamlit as st

from kam_core.intake.comparing.difference import Difference
from kam_core.intake.comparing.row_merge import ALWAYS, IF_BLANK, KEEP, NEVER, REMOVE
from kam_core.locale.language import Language
from kam_core.vocabulary.field import Kind
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.natural_keys import NATURAL_KEYS
from kam_core.vocabulary.tables import TABLES
from pages.data.column_matching import field_labels
from pages.data.import_answers import ImportAnswers
from pages.widgets.choices import choose
from pages.widgets.escape import plain
from pages.widgets.row_table import show_rows

COUNTS = {
    "new": N_("New"),
    "changed": N_("Changed"),
    "unchanged": N_("Unchanged"),
    "missing": N_("Not in the files"),
    "cancelled": N_("Cancelled"),
    "protected": N_("Protected"),
    "removed": N_("Removed"),
}
KINDS = {
    "new": N_("new"), "changed": N_("changed"), "missing": N_("not in the files"), "cancelled": N_("cancelled"),
}  # fmt: skip
RULES = {
    ALWAYS: N_("use the files"),
    IF_BLANK: N_("fill blanks only"),
    NEVER: N_("keep existing values"),
}
MISSING = {KEEP: N_("keep"), REMOVE: N_("remove (the files are complete)")}
CHANGES_AT_FIRST = 10
NUMERIC = (Kind.MONEY, Kind.NUMBER)
HEADERS = {
    "kind": N_("Effect"), "row": N_("Row"), "column": N_("Column"), "before": N_("Before"), "after": N_("After"),
    "line": N_("Line"),
}  # fmt: skip


def show_import_changes(differences: tuple[Difference, ...], answers: ImportAnswers, words: Language) -> None:
    """Show per table the counts, each change, and the rules."""
    if answers.data_set_id is None:
        st.info(words.say("This creates a new data set, so all rows are new."))
    rows = [
        {"table": words.say(TABLES[difference.table].label)} | {name: getattr(difference, name) for name in COUNTS}
        for difference in differences
    ]
    labels = {name: words.say(label) for name, label in COUNTS.items()}
    show_rows(pl.DataFrame(rows), "difference_counts", {"table": words.say("Table"), **labels})
    if answers.data_set_id is None:
        return
    for difference in differences:
        with st.container(border=True, key=f"difference_{difference.table}"):
            st.markdown(f"**{plain(words.say(TABLES[difference.table].label))}**")
            _show_rules(difference, answers, words)
            _show_changes(_effective(difference, answers), words)


def _show_rules(difference: Difference, answers: ImportAnswers, words: Language) -> None:
    whole = NATURAL_KEYS[difference.table].grouped
    left, right = st.columns(2)
    with left:
        rules = (ALWAYS, NEVER) if whole else (ALWAYS, IF_BLANK, NEVER)
        choose(
            words.say("If values differ"),
            rules,
            lambda rule: words.say(RULES[rule]),
            f"rule_{difference.table}",
            words,
            first=answers.rules.get(difference.table, ALWAYS),
            on_change=partial(_set, answers.rules, difference.table),
        )
    with right:
        choose(
            words.say("Rows missing from the files"),
            list(MISSING),
            lambda rule: words.say(MISSING[rule]),
            f"missing_{difference.table}",
            words,
            first=answers.missing.get(difference.table, KEEP),
            on_change=partial(_set, answers.missing, difference.table),
        )
    if not whole:
        labels = field_labels(TABLES[difference.table], words)
        with st.expander(words.say("Rules by column")):
            for name, label in labels.items():
                name_in_table = f"{difference.table}.{name}"
                choose(
                    label,
                    [None, ALWAYS, IF_BLANK, NEVER],
                    lambda rule: words.say("as above") if rule is None else words.say(RULES[rule]),
                    f"rule_{difference.table}_{name}",
                    words,
                    first=answers.rules.get(name_in_table),
                    on_change=partial(_set, answers.rules, name_in_table),
                )


def _set(rules: dict[str, str], name: str, rule: str | None) -> None:
    """Set or remove a rule; the next run reads the files under it."""
    if rule is None:
        rules.pop(name, None)
    else:
        rules[name] = rule


def _values(difference: Difference, side: str, words: Language) -> list[str | None]:
    """Values as text: amounts with thousands separators, everything else unchanged."""
    table = TABLES[difference.table]
    shown: list[str | None] = []
    for name, value in zip(difference.changes["field"].to_list(), difference.changes[side].to_list(), strict=True):
        number = name is not None and value is not None and table.field(name).kind in NUMERIC
        shown.append(words.number(float(value), 2) if number else value)
    return shown


def _effective(difference: Difference, answers: ImportAnswers) -> Difference:
    """The difference without rows missing from the files, where these stay as they are."""
    if answers.missing.get(difference.table, KEEP) == REMOVE:
        return difference
    return replace(difference, changes=difference.changes.filter(pl.col("kind") != "missing"))


def _show_changes(difference: Difference, words: Language) -> None:
    if difference.changes.is_empty():
        return
    labels = field_labels(TABLES[difference.table], words)
    shown = difference.changes.select(
        pl.col("kind").replace_strict({name: words.say(label) for name, label in KINDS.items()}).alias("kind"),
        pl.col("what").alias("row"),
        pl.col("field").replace(labels).alias("column"),
        pl.Series("before", _values(difference, "before", words), pl.String),
        pl.Series("after", _values(difference, "after", words), pl.String),
        pl.concat_str("origin", pl.col("line").cast(pl.String), separator=" ").alias("line"),
    )
    show_rows(
        shown,
        f"changes_{difference.table}",
        {name: words.say(label) for name, label in HEADERS.items()},
        rows_at_first=CHANGES_AT_FIRST,
    )
