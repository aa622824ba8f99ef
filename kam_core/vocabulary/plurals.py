"""Singular and plural forms in messages: one account, two accounts.

A placeholder may give both forms of the words that depend on its number: `{count} {count:row is|rows are}`
says "1 row is" and "2 rows are". The first form is for 1, the second for every other number.
"""

from __future__ import annotations

FORM_SEPARATOR = "|"


class Counted(str):
    """A formatted value with its number; None where it has none."""

    number: float | None

    def __new__(cls, shown: str, number: float | None) -> Counted:
        """A formatted value and its number."""
        value = super().__new__(cls, shown)
        value.number = number
        return value

    def __format__(self, wanted: str) -> str:
        """The formatted value, or the form of the words that agrees with its number.

        Raises ValueError unless there are two non-empty forms, TypeError for forms of a value without a number.
        """
        if FORM_SEPARATOR not in wanted:
            return super().__format__(wanted)
        forms = wanted.split(FORM_SEPARATOR)
        if len(forms) != 2 or not all(form.strip() for form in forms):
            raise ValueError(f"“{wanted}” is not one form for 1 and one for every other number")
        if self.number is None:
            raise TypeError(f"“{self}” is no number: neither form of “{wanted}” goes with it")
        return forms[0] if self.number == 1 else forms[1]
