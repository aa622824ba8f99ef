"""Whether a column of discounts holds shares or money, where an amount has to be computed from it."""

from __future__ import annotations

from dataclasses import replace

from kam_core.intake.findings import Question
from kam_core.intake.matching.belonging import Reading
from kam_core.intake.matching.columns import RATE
from kam_core.intake.shaping.shape import Sheet
from kam_core.intake.values.conventions import Conventions
from kam_core.intake.values.numbers import numbers
from kam_core.vocabulary.message import N_

QUESTION = "discount"
SHARE, MONEY = "share", "money"
IN_PERCENT = r"[%％]\s*$"
TWO_DECIMALS = r"^\d+[.,]\d\d$"
TRAILING_NOUGHT = r"^0[.,][1-9]0$"
ASK = N_('{place}: is a discount such as "{value}" per cent or a fraction, or is it money that is taken off each line?')


def settled_discount(sheet: Sheet, reading: Reading, conventions: Conventions) -> Reading:
    """The reading with the column of discounts as shares or as money. Raises Question where both are possible."""
    fields = reading.fields
    if reading.table.name != "transactions" or "discount" not in fields or "amount" in fields:
        return reading
    match = fields["discount"]
    header = sheet.headers[match.column]
    cells = sheet.body[str(match.column)].drop_nulls()
    if conventions.discount == MONEY:
        others = {name: one for name, one in fields.items() if name != "discount"}
        return replace(reading, fields={"discount_amount": match, **others})
    if conventions.discount == SHARE or RATE.search(header) or cells.str.contains(IN_PERCENT).any():
        return reading
    read = numbers(cells).values.abs().drop_nulls()
    largest = read.max()
    if not isinstance(largest, float) or largest == 0:
        return reading
    # Fractions are rarely written like prices: 0.5, and not 0.50.
    like_prices = bool(cells.str.contains(TWO_DECIMALS).all())
    if largest <= 1 and not (like_prices and cells.str.contains(TRAILING_NOUGHT).any()):
        return reading
    first = cells.filter(numbers(cells).values.abs() == largest)[0]
    place = replace(sheet.place, column=header)
    raise Question(QUESTION, ASK, place=place.words, value=first)
