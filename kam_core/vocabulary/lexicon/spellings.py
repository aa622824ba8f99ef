"""The spellings of words that people write for one thing: choices, yes and no, levels of a scale."""

from __future__ import annotations

from kam_core.vocabulary.field import Field

YES = ("yes", "y", "true", "t", "1", "x", "✓", "√", "是", "有", "已", "对", "ja", "oui", "已知", "已确认")
NO = ("no", "n", "false", "f", "0", "✗", "×", "否", "没有", "未", "错", "nein", "non", "未确认")


def spellings(field: Field) -> dict[str, str]:
    """Every spelling of the words of a field with choices → the word."""
    return {spelling.casefold(): word for word, others in field.choices for spelling in (word, *others)}


def spelled(word: str, field: Field) -> str | None:
    """Which of a field's words a spelling means; None for none."""
    return {flat(spelling): one for spelling, one in spellings(field).items()}.get(flat(word))


def answered(word: str) -> bool | None:
    """Whether a word means yes or no; None for neither."""
    return {**dict.fromkeys(YES, True), **dict.fromkeys(NO, False)}.get(flat(word))


def level(word: str, field: Field) -> float | None:
    """The level of a scale that a word means; None for none."""
    return {flat(one): number for number, words in field.levels for one in words}.get(flat(word))


def flat(word: str) -> str:
    """A word without case, and without the difference between blanks, hyphens and underscores."""
    return " ".join(word.casefold().replace("_", " ").replace("-", " ").split())
