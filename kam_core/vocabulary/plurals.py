"""Words that go with a number: one account, two accounts.

A place of a text may come with both forms of the words that its number asks for: `{count} {count:row is|rows are}`
says "1 row is" and "2 rows are". The first form is for 1, the second for every other number.
"""

from __future__ import annotations

BETWEEN_FORMS = "|"


class Counted(str):
    """A value as it is shown, which still knows its number; None where it is none."""

    number: float | None

    def __new__(cls, shown: str, number: float | None) -> Counted:
        """`shown` as it stands in a sentence, and what it counts."""
        value = super().__new__(cls, shown)
        value.number = number
        return value

    def __format__(self, wanted: str) -> str:
        """The value as it is shown, or the form of the words that goes with its number.

        A ValueError where there are not two forms or one is empty, a TypeError where forms go with no number.
        """
        if BETWEEN_FORMS not in wanted:
            return super().__format__(wanted)
        forms = wanted.split(BETWEEN_FORMS)
        if len(forms) != 2 or not all(form.strip() for form in forms):
            raise ValueError(f"“{wanted}” is not one form for 1 and one for every other number")
        if self.number is None:
            raise TypeError(f"“{self}” is no number: neither form of “{wanted}” goes with it")
        return forms[0] if self.number == 1 else forms[1]
