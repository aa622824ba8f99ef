"""Target of an import: the data set in use, or a new one where the files belong to another business."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence

import streamlit as st

from kam_core.locale.language import Language
from kam_core.sandbox import Outcome
from kam_core.services.imports import LONGEST_NAME, named_after
from kam_core.store.files.staged_uploads import StagedFile
from kam_core.vocabulary.message import Message
from pages.data.import_answers import ImportAnswers
from pages.shell.cache import store_cache
from pages.widgets.choices import choose
from pages.widgets.escape import plain

NAME = "target_name"
NUMBER_WIDTH = 6
"""Characters reserved for the number after a name."""
FEWEST = 5
"""Accounts in the files from which that is judged: a few unknown ones are new customers."""
LEAST_SHARED = 0.2
"""Share of the accounts of the files that a data set must know; below, the files belong to another business."""


def go_apart(outcome: Outcome, answers: ImportAnswers) -> bool:
    """Propose a new data set, once, where the one in use knows hardly any account of the files; whether it did."""
    if answers.data_set_id is None or answers.apart_from:
        return False
    named, known = outcome.shared_accounts
    if named < FEWEST or known >= LEAST_SHARED * named:
        return False
    answers.apart_from, answers.data_set_id = answers.data_set_id, None
    answers.shared = (named, known)
    return True


def show_apart(answers: ImportAnswers, words: Language) -> None:
    """Say why a new data set is proposed."""
    names = store_cache.data_set_names()
    if answers.apart_from not in names or answers.data_set_id is not None:
        return
    named, known = answers.shared
    st.info(
        plain(
            words.say(
                Message(
                    "{data_set} knows {known} of the {count} account in these files, so they become a data set of "
                    "their own. To add them to {data_set} all the same, choose it below.",
                    "{data_set} knows {known} of the {count} accounts in these files, so they become a data set of "
                    "their own. To add them to {data_set} all the same, choose it below.",
                    "count",
                    data_set=names[answers.apart_from],
                    known=known,
                    count=named,
                )
            )
        ),
        icon=":material/call_split:",
    )


def ask_target(files: Sequence[StagedFile], answers: ImportAnswers, words: Language) -> None:
    """Ask for the target of the import: an existing data set, or the name of a new one."""
    data_sets = store_cache.data_sets()

    def go_to(target_id: str | None) -> None:
        answers.data_set_id = target_id

    if data_sets:
        choose(
            words.say("Import into"),
            [None, *data_sets],
            lambda target_id: (
                words.say("a new data set") if target_id is None else store_cache.data_set_names()[target_id]
            ),
            f"target_book_{answers.data_set_id}",
            words,
            first=answers.data_set_id,
            on_change=go_to,
            width=240,
        )
    if answers.data_set_id is None:
        answers.name = st.text_input(
            words.say("Data set name"),
            value=answers.name or default_name(files, [one.name for one in data_sets.values()]),
            key=NAME,
            max_chars=LONGEST_NAME,
        )


def default_name(files: Sequence[StagedFile], used_names: Collection[str] = ()) -> str:
    """The name of the first file, with a number where a data set has that name already."""
    name = named_after(files[0].name)
    numbered = (f"{name[: LONGEST_NAME - NUMBER_WIDTH]} ({number})" for number in itertools.count(2))
    return name if name not in used_names else next(one for one in numbered if one not in used_names)
