"""What the import changes in the data that is there, and the rules that protect it."""

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
from pages.data.columns import labels_of
from pages.data.import_answers import Given
from pages.widgets.choices import choose
from pages.widgets.escape import plain

COUNTS = {
    "new": N_("New"),
    "changed": N_("Changed"),
    "unchanged": N_("Unchanged"),
    "missing": N_("Not in the files"),
    "cancelled": N_("Cancelled"),
    "kept": N_("Protected"),
    "removed": N_("Taken away"),
}
KINDS = {
    "new": N_("new"), "changed": N_("changed"), "missing": N_("not in the files"), "cancelled": N_("cancelled"),
}  # fmt: skip
RULES = {
    ALWAYS: N_("take what the files say"),
    IF_BLANK: N_("fill only what is empty"),
    NEVER: N_("keep what is there"),
}
MISSING = {KEEP: N_("keep it"), REMOVE: N_("take it away: the files are complete")}
NUMBERS = (Kind.MONEY, Kind.NUMBER)
WORDS = (N_("What happens"), N_("Which"), N_("Column"), N_("Before"), N_("After"), N_("Line"))


def show_difference(differences: tuple[Difference, ...], given: Given, words: Language) -> None:
    """Per table: counts, the changes one by one, and the rules."""
    if given.data_set_id is None:
        st.info(words.say("This makes a new data set: everything in it is new."))
    labels = {name: words.say(label) for name, label in COUNTS.items()}
    rows = [
        {words.say("Table"): words.say(TABLES[one.table].label)} | {labels[name]: getattr(one, name) for name in COUNTS}
        for one in differences
    ]
    st.dataframe(
        pl.DataFrame(rows),
        hide_index=True,
        key="difference_counts",
        height="content",
        column_config=dict.fromkeys(labels.values(), st.column_config.NumberColumn(format="localized")),
    )
    if given.data_set_id is None:
        return
    for one in differences:
        with st.container(border=True, key=f"difference_{one.table}"):
            st.markdown(f"**{plain(words.say(TABLES[one.table].label))}**")
            _show_rules(one, given, words)
            _show_changes(_that_happen(one, given), words)


def _show_rules(one: Difference, given: Given, words: Language) -> None:
    whole = NATURAL_KEYS[one.table].grouped
    left, right = st.columns(2)
    with left:
        rules = (ALWAYS, NEVER) if whole else (ALWAYS, IF_BLANK, NEVER)
        choose(
            words.say("Where the files say something else"),
            rules,
            lambda rule: words.say(RULES[rule]),
            f"rule_{one.table}",
            words,
            first=given.rules.get(one.table, ALWAYS),
            on_change=partial(_set, given.rules, one.table),
        )
    with right:
        choose(
            words.say("What the files do not name"),
            list(MISSING),
            lambda rule: words.say(MISSING[rule]),
            f"missing_{one.table}",
            words,
            first=given.missing.get(one.table, KEEP),
            on_change=partial(_set, given.missing, one.table),
        )
    if not whole:
        labels = labels_of(TABLES[one.table], words)
        with st.expander(words.say("Rules for single columns")):
            for name, label in labels.items():
                place = f"{one.table}.{name}"
                choose(
                    label,
                    [None, ALWAYS, IF_BLANK, NEVER],
                    lambda rule: words.say("as above") if rule is None else words.say(RULES[rule]),
                    f"rule_{one.table}_{name}",
                    words,
                    first=given.rules.get(place),
                    on_change=partial(_set, given.rules, place),
                )


def _set(rules: dict[str, str], name: str, rule: str | None) -> None:
    """Before the files are read anew: what is shown below already follows from it."""
    if rule is None:
        rules.pop(name, None)
    else:
        rules[name] = rule


def _values(one: Difference, side: str, words: Language) -> list[str | None]:
    """Values as people write them: amounts with thousands apart, everything else as it is."""
    table = TABLES[one.table]
    shown: list[str | None] = []
    for name, value in zip(one.changes["field"].to_list(), one.changes[side].to_list(), strict=True):
        number = name is not None and value is not None and table.field(name).kind in NUMBERS
        shown.append(words.number(float(value), 2) if number else value)
    return shown


def _that_happen(one: Difference, given: Given) -> Difference:
    """Without the things that the files do not name, where these stay: nothing happens to them."""
    if given.missing.get(one.table, KEEP) == REMOVE:
        return one
    return replace(one, changes=one.changes.filter(pl.col("kind") != "missing"))


def _show_changes(one: Difference, words: Language) -> None:
    if one.changes.is_empty():
        return
    kind, which, column, before, after, line = (words.say(label) for label in WORDS)
    labels = labels_of(TABLES[one.table], words)
    shown = one.changes.select(
        pl.col("kind").replace_strict({name: words.say(label) for name, label in KINDS.items()}).alias(kind),
        pl.col("what").alias(which),
        pl.col("field").replace(labels).alias(column),
        pl.Series(before, _values(one, "before", words), pl.String),
        pl.Series(after, _values(one, "after", words), pl.String),
        pl.concat_str("origin", pl.col("line").cast(pl.String), separator=" ").alias(line),
    )
    st.dataframe(shown, hide_index=True, key=f"changes_{one.table}", placeholder="–", height=260)
