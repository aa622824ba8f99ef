"""Rows of a table that are no data: totals, and remarks below the last row."""

from __future__ import annotations

import polars as pl

from kam_core.intake.shaping.header import DATA_CELL, is_data
from kam_core.intake.values.numbers import numbers

WORD = r"合计|小计|总计|累计|本页合计|总和|total|sub-?total|grandtotal|sum|summe|gesamt|gesamtsumme"
TOTAL = rf"(?i)^(?:(?:{WORD})[:：]?(?:[(（\d].*)?|.{{1,12}}(?:合计|小计|总计))$"
"""A total's first cell, blanks left out: 合 计 is 合计."""
REMARK = (
    r"(?i)^(?:制表|审核|复核|备注|说明|注|数据来源|来源|导出|打印|打印时间|导出时间|第\d+页|共\d+|"
    r"note|notes|source|exported|generated|printed|page|prepared)\S{0,8}(?:[:：]|\s|$)"
)
CLOSE = 1e-6
"""How near, relative to its size, a cell must be to a sum to be that sum."""


def without_totals(body: pl.DataFrame, width: int) -> tuple[pl.DataFrame, list[int]]:
    """The rows without totals, and the lines of those."""
    cells = [pl.col(str(i)) for i in range(width)]
    first = pl.coalesce(cells).str.replace_all(r"\s", "")
    filled = pl.sum_horizontal(cell.is_not_null() for cell in cells)
    counted = pl.sum_horizontal(cell.str.contains(DATA_CELL.pattern).fill_null(False) for cell in cells)
    # An account may be called Total: a row that is filled like the others, or holds more words, is no total.
    usual = body.select(filled.median()).item() if body.height else 0
    sparse = (filled <= max(2, width // 2)) | ((filled - counted == 1) & (filled < usual))
    named = body.select(first.str.contains(TOTAL).fill_null(False)).to_series()
    total = named & body.select(sparse.fill_null(False)).to_series()
    last = body.height - 1
    if last > 0 and named[last] and not total[last]:
        above = body.drop("line")
        total = total.scatter(last, _is_sum(above.head(last), above.row(last)))
    return body.filter(~total), body.filter(total)["line"].to_list()


def _is_sum(above: pl.DataFrame, cells: tuple[str | None, ...]) -> bool:
    """Whether every number of a row is the sum of its column."""
    sums = 0
    for column, cell in zip(above.get_columns(), cells, strict=True):
        if cell is None or not DATA_CELL.match(cell):
            continue
        value, total = numbers(pl.Series([cell])).values[0], float(numbers(column).values.sum())
        if value is None or abs(value - total) > CLOSE * max(1.0, abs(total)):
            return False
        sums += 1
    return sums > 0


def total_after_all(body: pl.DataFrame) -> int | None:
    """The line of the last row if it is called a total and was kept, because it is filled like the others."""
    if body.height < 2:
        return None
    first, *others = [cell for cell in body.drop("line").row(body.height - 1) if cell]
    word = pl.Series([first]).str.replace_all(r"\s", "").str.contains(TOTAL)[0]
    return int(body["line"][body.height - 1]) if word and all(DATA_CELL.match(cell) for cell in others) else None


def without_footer(body: pl.DataFrame, width: int) -> tuple[pl.DataFrame, list[int]]:
    """The rows without remarks such as 制表人：张三 that stand alone below the last one."""
    lines: list[int] = []
    cells = body.drop("line")
    while width > 2 and body.height - len(lines) > 1:
        filled = [cell for cell in cells.row(body.height - 1 - len(lines)) if cell]
        if len(filled) != 1 or not pl.Series(filled).str.contains(REMARK)[0]:
            break
        lines.insert(0, int(body["line"][body.height - 1 - len(lines)]))
    return body.head(body.height - len(lines)), lines


def another_table(body: pl.DataFrame, width: int) -> int | None:
    """The line behind a gap from which all rows are narrower than the table and begin with words only."""
    gaps = body.select((pl.col("line").diff() > 1).fill_null(False)).to_series().arg_true().to_list()
    cells = body.drop("line")
    filled = cells.select(pl.sum_horizontal(pl.all().is_not_null())).to_series()
    for at in gaps[-1:]:
        names = [cell for cell in cells.row(at) if cell]
        below = filled.tail(body.height - at)
        if len(below) > 1 and 1 < len(names) < width and not is_data(names) and set(below.to_list()) == {len(names)}:
            return int(body["line"][at])
    return None
