"""Open question about sales: its headline, the effect of an answer, and the label of the button that repeats it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kam_core.intake import FileSummary, OpenQuestionError
from kam_core.intake.joining.won_deals import QUESTION as WON_DEALS
from kam_core.intake.line_kinds.amount_effects import QUESTION as LINE_KINDS
from kam_core.intake.line_kinds.deal_summary import WON
from kam_core.intake.line_kinds.kind_summary import KindSummary, ValueSummary
from kam_core.intake.line_kinds.sale_parts import SalePart
from kam_core.locale.language import Language
from kam_core.sandbox import Outcome
from kam_core.vocabulary.lexicon.line_kind_words import LineKind
from kam_core.vocabulary.message import N_, Message, Money
from kam_core.vocabulary.plurals import Plural

ASK_LINES = Plural(
    'One question: is {count} "{value}" line a sale?', 'One question: are {count} "{value}" lines a sale?', "count"
)
ASK_DEALS = Plural("One question: is {count} won deal a sale?", "One question: are {count} won deals sales?", "count")
TABLES_OF_SALES = ("transactions", "opportunities")
BUTTONS = {
    LineKind.SALE: N_('"{value}" is a sale, continue'),
    LineKind.CREDIT: N_('"{value}" is a credit, continue'),
    LineKind.LEFT_OUT: N_('"{value}" is left out, continue'),
}


@dataclass(frozen=True)
class OpenValue:
    """A value that needs an answer, with its file and column."""

    sheet: FileSummary
    column: KindSummary
    value: ValueSummary

    @property
    def is_won_deal(self) -> bool:
        """Whether it stands for won deals, not for order lines."""
        return self.value.outcome == WON


def open_values(outcome: Outcome) -> list[OpenValue]:
    """The values that need an answer: unclear order lines, and won deals where there are no orders.

    None where the files were refused for another reason, which comes first.
    """
    question = outcome.refusal.question if isinstance(outcome.refusal, OpenQuestionError) else None
    asks_lines = question == LINE_KINDS
    asks_deals = outcome.refusal is None and WON_DEALS in outcome.assumed
    return [
        OpenValue(sheet, column, value)
        for sheet in outcome.understood
        for column in (*sheet.kinds, *([sheet.deals] if sheet.deals is not None else []))
        for value in column.values
        if (asks_lines and value.kind == LineKind.UNCLEAR) or (asks_deals and value.outcome == WON)
    ]


def asked(values: Sequence[OpenValue]) -> Message:
    """The headline that asks."""
    if all(one.is_won_deal for one in values):
        return Message(ASK_DEALS, count=sum(one.value.lines for one in values))
    if len(values) == 1:
        return Message(ASK_LINES, count=values[0].value.lines, value=values[0].value.value)
    return Message("{count} questions: which of these lines are sales?", count=len(values))


def worth(values: Sequence[OpenValue]) -> Message:
    """What the open lines are worth, and the days from which they are."""
    money = Money(sum(one.value.money or 0 for one in values))
    firsts = [one.value.first_day for one in values if one.value.first_day is not None]
    lasts = [one.value.last_day for one in values if one.value.last_day is not None]
    if not firsts or not lasts:
        return Message("They are worth {money}.", money=money)
    return Message(
        "They are worth {money} and date from {first} to {last}.", money=money, first=min(firsts), last=max(lasts)
    )


def effect(values: Sequence[OpenValue], words: Language) -> Message:
    """What the answer changes: the last month with and without the open lines, or all revenue there is."""
    if all(one.is_won_deal for one in values):
        return Message("There are no orders: without them there is no revenue. The other deals are not sold.")
    sheet = values[0].sheet
    if len({one.sheet.file for one in values}) == 1 and sheet.sales is not None and sheet.sales.last_month is not None:
        counted = [part for part in sheet.sales.parts if part.kind != LineKind.LEFT_OUT]
        all_of_it = sum(part.month_money for part in counted)
        without = sum(part.month_money for part in counted if not part.is_open)
        return Message(
            "Left out, {month} shows {without} instead of {money}.",
            month=words.month(sheet.sales.last_month), without=Money(without), money=Money(all_of_it),
        )  # fmt: skip
    return Message("The other values are clear.")


def button_label(values: Sequence[OpenValue], kinds: Sequence[str]) -> Message:
    """The button's label, which repeats the answer."""
    if all(one.is_won_deal for one in values):
        return (
            Message("Won deals are sales, continue")
            if kinds[0] == LineKind.SALE
            else Message("Won deals are not sales, continue")
        )
    if len(values) == 1:
        return Message(BUTTONS[LineKind(kinds[0])], value=values[0].value.value)
    return Message("Continue with these answers")


@dataclass(frozen=True)
class FileParts:
    """What the rows of order files and of deal files count as."""

    orders: tuple[SalePart, ...]
    deals: tuple[SalePart, ...]

    @property
    def counted(self) -> tuple[SalePart, ...]:
        """The parts that are revenue."""
        return tuple(part for part in (*self.orders, *self.deals) if part.kind != LineKind.LEFT_OUT)

    @property
    def rows(self) -> int:
        """The rows among which revenue is counted: without deals where none counts beside orders."""
        return sum(part.lines for part in (self.orders if self.is_of_orders else (*self.orders, *self.deals)))

    @property
    def is_of_orders(self) -> bool:
        """Whether there are orders, and no deal counts beside them."""
        return bool(self.orders) and all(part.kind == LineKind.LEFT_OUT for part in self.deals)


def parts_of(outcome: Outcome) -> FileParts | None:
    """What the rows of all files count as; None where amounts stand in other sheets than what they count as."""
    sheets = {table: [one.sales for one in outcome.understood if one.table == table] for table in TABLES_OF_SALES}
    if any(sales is None for group in sheets.values() for sales in group):
        return None
    orders, deals = (
        tuple(part for sales in sheets[table] if sales is not None for part in sales.parts) for table in TABLES_OF_SALES
    )
    return FileParts(orders, deals)
