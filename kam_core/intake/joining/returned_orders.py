"""Read a list of returned orders and, on request, take those orders off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from kam_core.intake.findings import finding
from kam_core.intake.headers import header_key, normalise_header
from kam_core.intake.joining.orders import JoinedOrders
from kam_core.intake.matching.columns import match_columns
from kam_core.intake.shaping.table_shape import Sheet
from kam_core.vocabulary.lexicon.return_words import RETURN_WORDS
from kam_core.vocabulary.lexicon.spellings import NO
from kam_core.vocabulary.message import Message, Money
from kam_core.vocabulary.plurals import Plural
from kam_core.vocabulary.tables.transactions import TRANSACTIONS

SUBTRACT, KEEP = "subtract", "keep"
STILL_COUNTED = Plural(
    "{place}: {count} of {listed} returned orders is in the files, with {lines} worth {money}. They are counted as "
    "sales; to subtract them, answer returns=subtract.",
    "{place}: {count} of {listed} returned orders are in the files, with {lines} worth {money}. They are counted as "
    "sales; to subtract them, answer returns=subtract.",
    "count",
)
TAKEN_OFF = Plural(
    "{place}: {count} of {listed} returned orders is in the files, with {lines} worth {money}. They were "
    "subtracted, as you chose.",
    "{place}: {count} of {listed} returned orders are in the files, with {lines} worth {money}. They were "
    "subtracted, as you chose.",
    "count",
)
NONE_THERE = Plural(
    "{place}: none of the {listed} returned order is in the files.",
    "{place}: none of the {listed} returned orders is in the files.",
    "listed",
)


def returned_order_ids(sheet: Sheet) -> pl.Series | None:
    """The ids of the returned orders in a sheet; None if it is no such list.

    It names orders and says of returns in a header or in its own name, and it has no sums of its own.
    """
    fields = match_columns(sheet.headers, TRANSACTIONS, {})
    if "order_id" not in fields or {"amount", "quantity", "price"} & fields.keys():
        return None
    ids = sheet.body[str(fields["order_id"].column)]
    marks = [at for at, header in enumerate(sheet.headers) if _names_returns(header)]
    name = sheet.sheet if sheet.sheet is not None else sheet.file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    if not marks and not _names_returns(name):
        return None
    for at in marks:
        # "Returned: no" is no return.
        cells = sheet.body[str(at)].str.to_lowercase()
        ids = ids.set(cells.is_in([word.lower() for word in NO]).fill_null(False), None)
    ids = ids.drop_nulls().unique()
    return ids if ids.len() else None


def subtract_returns(
    orders: JoinedOrders, lists: Sequence[tuple[Sheet, pl.Series]], answer: str | None
) -> JoinedOrders:
    """Report returned orders, and remove their lines if `answer` says so."""
    for sheet, ids in lists:
        returned = pl.col("order_id").is_in(ids.implode())
        returned_lines = orders.lines.filter(returned)
        if returned_lines.is_empty():
            nobody = finding("note", "returns", sheet.place, NONE_THERE, listed=ids.len())
            orders = replace(orders, findings=(*orders.findings, nobody))
            continue
        count, money = returned_lines["order_id"].n_unique(), Money(int(returned_lines["amount"].sum()))
        text = TAKEN_OFF if answer == SUBTRACT else STILL_COUNTED
        place, listed = sheet.place, ids.len()
        lines = Message("{count} line", "{count} lines", "count", count=returned_lines.height)
        note = finding("note", "returns", place, text, count=count, listed=listed, lines=lines, money=money)
        orders = replace(orders, findings=(*orders.findings, note))
        if answer == SUBTRACT:
            left_out = dict(orders.left_out)
            for source, count in returned_lines.group_by("source").len().iter_rows():
                left_out[source] = left_out.get(source, 0) + count
            orders = replace(
                orders,
                lines=orders.lines.filter(~returned.fill_null(False)),
                left_out=left_out,
                cancelled=pl.concat([orders.cancelled, returned_lines.select(orders.cancelled.columns)]),
            )
    return orders


def _names_returns(words: str) -> bool:
    plain = f" {normalise_header(words)} "
    return any(f" {word} " in plain if word.isascii() else word in header_key(words) for word in RETURN_WORDS)
