"""Spellings of choices, of yes and no, and of levels of a scale, parsed to the word they mean."""

from __future__ import annotations

from kam_core.vocabulary.field import Field

YES = ("yes", "y", "true", "t", "1", "x", "✓", "√", "是", "有", "已", "对", "ja", "oui", "已知", "已确认")
NO = ("no", "n", "false", "f", "0", "✗", "×", "否", "没有", "未", "错", "nein", "non", "未确认")


def choice_spellings(field: Field) -> dict[str, str]:
    """Spelling → word, for a field with choices."""
    return {spelling.casefold(): word for word, others in field.choices for spelling in (word, *others)}


def parse_choice(word: str, field: Field) -> str | None:
    """The choice of a field that a spelling means; None for none."""
    return {fold_spelling(spelling): one for spelling, one in choice_spellings(field).items()}.get(fold_spelling(word))


def parse_yes_no(word: str) -> bool | None:
    """True for spellings of yes, False for those of no, None for others."""
    return {**dict.fromkeys(YES, True), **dict.fromkeys(NO, False)}.get(fold_spelling(word))


def parse_level(word: str, field: Field) -> float | None:
    """The level of a field's scale that a word means; None for none."""
    return {fold_spelling(one): number for number, words in field.levels for one in words}.get(fold_spelling(word))


def fold_spelling(word: str) -> str:
    """Fold a word for comparison: lower case; hyphens and underscores become blanks."""
    return " ".join(word.casefold().replace("_", " ").replace("-", " ").split())
