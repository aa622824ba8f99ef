"""Fill down values written once for several rows: merged cells, first lines of orders, beginnings of blocks.

Filling needs proof, as a blank may also mean that there is no account. Money is never filled: a total on the first line
of an order does not belong to the other lines.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from kam_core.intake.findings import OpenQuestionError, finding, shorten
from kam_core.intake.matching.table_detection import HEADERS, WHOLE, TableMatch
from kam_core.intake.shaping.block_column import FEWEST, MANY, begins_blocks, may_begin_blocks
from kam_core.intake.shaping.table_shape import Sheet
from kam_core.vocabulary.field import Kind
from kam_core.vocabulary.plurals import Plural

FILL_DOWN = "fill_down"
"""The question whether blank cells repeat the value above."""
YES, NO = "yes", "no"
KEYS = ("order_id", "account", "date")
OF_ORDER = ("account", "account_name", "date", "order_id", "status", "owner", "region", "industry", "currency")
"""Fields of a whole order."""
ALWAYS_OF_ORDER = ("account", "account_name", "date")
"""Those of them that never differ between lines of an order."""
OF_LINE = ("product", "product_name", "product_family", "quantity")
NUMERIC = (Kind.MONEY, Kind.NUMBER, Kind.COUNT, Kind.SHARE)
ROW, HEAD = "_row", "_head"

FILLED = Plural(
    "{place}: {count} row with a blank {columns} was filled with the value above, the first in line {line}.",
    "{place}: {count} rows with a blank {columns} were filled with the value above, the first in line {line}.",
    "count",
)
ASKED = Plural(
    "{place}: {count} row has a blank {column}, the first in line {line}, below “{value}”. Repeat the value above?",
    "{place}: {count} rows have a blank {column}, the first in line {line}, below “{value}”. Repeat the value above?",
    "count",
)


@dataclass
class _Filling:
    """A body in progress, and its filled cells."""

    body: pl.DataFrame
    columns: dict[str, str]
    rows: set[int]
    named: set[str]

    def has(self, *names: str) -> list[str]:
        """The columns of the fields that exist in the sheet, without repetition."""
        return list(dict.fromkeys(self.columns[name] for name in names if name in self.columns))

    def put(self, column: str, cells: pl.Series) -> None:
        """Fill blank cells of a column."""
        old = self.body[column]
        new = (old.is_null() & cells.is_not_null()).arg_true().to_list()
        if new:
            self.rows.update(new)
            self.named.add(column)
            self.body = self.body.with_columns(pl.coalesce(pl.col(column), cells.alias(column)).alias(column))


def fill_down(sheet: Sheet, table_match: TableMatch, answer: str | None) -> tuple[Sheet, OpenQuestionError | None]:
    """Fill down values of a sheet of orders; also the open question, if blanks are ambiguous."""
    if table_match.table.name != "transactions" or table_match.part not in (WHOLE, HEADERS) or sheet.body.is_empty():
        return sheet, None
    columns = {name: str(match.column) for name, match in table_match.fields.items()}
    if not any(sheet.body[column].has_nulls() for name, column in columns.items() if name in OF_ORDER):
        return sheet, None
    filling = _Filling(sheet.body, columns, set(), set())
    if answer != NO:
        _fill_merged(filling, sheet, table_match)
        _fill_from_first_lines(filling)
    question = None if answer == NO else _fill_from_row_above(filling, sheet, answer)
    if question is None and answer != NO:
        question = _fill_from_blocks(filling, sheet, answer)
    if not filling.rows:
        return sheet, question
    headers = [sheet.headers[int(column)] for column in sorted(filling.named, key=int)]
    note = finding(
        "note",
        "filled_down",
        sheet.place,
        FILLED,
        count=len(filling.rows),
        columns=", ".join(headers),
        line=str(sheet.body["line"][min(filling.rows)]),
    )
    return replace(sheet, body=filling.body, findings=(*sheet.findings, note)), question


def _fill_merged(filling: _Filling, sheet: Sheet, table_match: TableMatch) -> None:
    """Fill merged cells into all their rows."""
    texts = {
        match.column for name, match in table_match.fields.items() if table_match.table.field(name).kind not in NUMERIC
    }
    ends: dict[int, dict[int, int]] = {}
    for column, first, last in sheet.merged:
        if column in texts:
            ends.setdefault(column, {})[first] = last
    for column, spans in ends.items():
        head = pl.col("line").is_in(list(spans))
        end = pl.when(head).then(pl.col("line").replace(spans)).forward_fill()
        value = pl.when(head).then(pl.col(str(column)).fill_null("")).forward_fill().replace("", None)
        cells = filling.body.select(pl.when(pl.col("line") <= end).then(value)).to_series()
        filling.put(str(column), cells)


def _fill_from_first_lines(filling: _Filling) -> None:
    """Fill order fields from the first line of each order."""
    if "order_id" not in filling.columns:
        return
    order = filling.columns["order_id"]
    # A line with its own account and day also states its own status, if it has one.
    whole = filling.has(*ALWAYS_OF_ORDER)
    lacking = filling.body.select(pl.any_horizontal([pl.col(one).is_null() for one in whole] or [pl.lit(False)]))
    for name in OF_ORDER:
        column = filling.columns.get(name)
        if column in (None, order) or column is None or not filling.body[column].has_nulls():
            continue
        rows = filling.body.select(
            pl.col(order).alias("order"),
            pl.col(column).alias("cell"),
            (pl.int_range(pl.len()).over(order) > 0).alias("later"),
            lacking.to_series().alias("lacking"),
            pl.col(column).first().over(order).alias("first"),
        )
        goes_on = pl.col("later") & pl.col("order").is_not_null()
        other = rows.filter(goes_on & pl.col("cell").is_not_null())
        if name in ALWAYS_OF_ORDER:
            wrong = other.filter(pl.col("cell").ne_missing(pl.col("first"))).height > 0
        else:
            wrong = other.filter("lacking").height > 0
        if not wrong:
            cells = rows.select(pl.when(goes_on & pl.col("lacking")).then("first")).to_series()
            filling.put(column, cells)


def _fill_from_row_above(filling: _Filling, sheet: Sheet, answer: str | None) -> OpenQuestionError | None:
    """Fill rows without order, account and day from the order above."""
    keys = filling.has(*KEYS)
    blank = filling.body.select(pl.all_horizontal(pl.col(key).is_null() for key in keys)).to_series()
    if len(keys) < 2 or not blank.any() or blank[0]:
        return None
    read = {*filling.columns.values()}
    telling = filling.has(*OF_LINE) + [str(i) for i in range(len(sheet.headers)) if str(i) not in read]
    says = pl.any_horizontal([pl.col(column).is_not_null() for column in telling] or [pl.lit(False)])
    proved = filling.body.select(says).to_series()
    bare = blank & ~proved
    if answer is None and bare.any():
        # Money alone may be the sum of what is above it, or a row that lacks its day.
        if int(bare.sum()) >= max(FEWEST, MANY * bare.len()):
            return _question(filling, sheet, keys[0], bare)
        blank = proved & blank
    rows = filling.body.with_row_index(ROW)
    head = rows.select(pl.when(~blank).then(ROW).forward_fill().alias(HEAD))[HEAD]
    for column in filling.has(*OF_ORDER):
        cells = pl.select(pl.when(blank).then(filling.body[column].gather(head))).to_series()
        filling.put(column, cells)
    return None


def _fill_from_blocks(filling: _Filling, sheet: Sheet, answer: str | None) -> OpenQuestionError | None:
    """Fill customers or days that only the first row of a block names."""
    days = filling.columns.get("date")
    totals = sum(
        int(str(one.message.values["count"]).replace(",", "")) for one in sheet.findings if one.rule == "totals"
    )
    for name in ("account", "account_name", "date"):
        column = filling.columns.get(name)
        if column is None or not filling.body[column].has_nulls() or filling.body[column][0] is None:
            continue
        cells = filling.body[column]
        # Blocks within blocks: the customer once per block, the day once per row of it that begins another day. Where
        # orders are numbered, a number without a customer is an order without one.
        cells_to_judge = cells if "order_id" in filling.columns else sheet.body[column]
        if answer == YES or begins_blocks(
            cells_to_judge, filling.body[days] if days not in (None, column) else None, totals
        ):
            filling.put(column, cells.forward_fill())
        elif may_begin_blocks(cells_to_judge):
            return _question(filling, sheet, column, cells.is_null())
    return None


def _question(filling: _Filling, sheet: Sheet, column: str, blank: pl.Series) -> OpenQuestionError:
    at = blank.arg_max() or 0
    above = filling.body[column].head(at).drop_nulls()
    return OpenQuestionError(
        FILL_DOWN,
        ASKED,
        place=sheet.place.words,
        count=int(blank.sum()),
        column=sheet.headers[int(column)],
        line=str(sheet.body["line"][at]),
        value=shorten(above[-1]) if above.len() else "",
    )
