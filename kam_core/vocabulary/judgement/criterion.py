"""Judged criterion: a quality of an account that people rate from 1 to 5."""

from __future__ import annotations

from dataclasses import dataclass

LEAST, MOST = 1, 5
"""The scale of all judged criteria."""


@dataclass(frozen=True, slots=True)
class JudgedCriterion:
    """A criterion that people rate from 1 to 5.

    label, head and the words of the question and the anchors are message ids: head is the label where there is little
    room, `{account}` in the question is the account's name, and the five anchors say what a 1 to a 5 means. reversed: a
    5 speaks against the account. words: other spellings in files, beside name and label.
    """

    name: str
    label: str
    words: tuple[str, ...] = ()
    reversed: bool = False
    head: str = ""
    question: str = ""
    anchors: tuple[str, ...] = ()
