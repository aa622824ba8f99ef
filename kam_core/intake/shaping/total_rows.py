"""Remove total rows, and footnotes below the last row."""

from __future__ import annotations

import re

import polars as pl

from kam_core.intake.shaping.header import DATA_CELL, is_data
from kam_core.intake.shaping.subtotal_rows import RunningSums
from kam_core.vocabulary.lexicon.total_words import TOTAL_OF, TOTAL_WORDS

WORDS = "|".join(sorted((re.escape(word).replace(r"\ ", r"\s*") for word in TOTAL_WORDS), key=len, reverse=True))
TOTAL = rf"(?i)^(?:(?:{WORDS})[:：]?(?:[(（\d].*)?|.{{1,12}}(?:合计|小计|总计))$"
"""The first cell of a total row, without blanks: 合 计 is 合计."""
BEFORE = rf"(?i)^\s*(?:{WORDS})(?:\s*[:：\-–]\s*|\s+|\b)(?:(?:{'|'.join(TOTAL_OF)})\s+)?(?P<of>\S.*?)\s*$"
BEHIND = rf"(?i)^\s*(?P<of>\S.*?)(?:\s*[:：\-–]\s*|\s+|\b)(?:{WORDS})\s*[:：]?\s*$"
BEHIND_CHINESE = r"^\s*(?P<of>\S.*?)(?:合计|小计|总计|合計|小計|總計|総計)\s*[:：]?\s*$"
REMARK = (
    r"(?i)^(?:制表|审核|复核|备注|说明|注|数据来源|来源|导出|打印|打印时间|导出时间|第\d+页|共\d+|"
    r"note|notes|source|exported|generated|printed|page|prepared)\S{0,8}(?:[:：]|\s|$)"
)
LABELS = 4
"""Number of cells among which the label is searched."""
FIRST_LETTERS = sorted({form for word in TOTAL_WORDS for form in (word, word.upper(), word.title())})


def without_totals(body: pl.DataFrame, width: int) -> tuple[pl.DataFrame, list[int]]:
    """Remove total rows; returns the other rows and the lines of the totals.

    An account may be called Total, or Total Energies: a row is a total only if its numbers are sums of rows above it,
    or if it holds little else.
    """
    if body.is_empty():
        return body, []
    cells = [pl.col(str(i)) for i in range(width)]
    first = body.select(pl.coalesce(cells)).to_series()
    filled = body.select(pl.sum_horizontal(cell.is_not_null() for cell in cells)).to_series()
    counted = body.select(
        pl.sum_horizontal(cell.str.contains(DATA_CELL.pattern).fill_null(False) for cell in cells)
    ).to_series()
    alone = first.str.replace_all(r"\s", "").str.contains(TOTAL).fill_null(False)
    of = _totals_of(first, alone)
    numbers_only = (filled == counted) & (filled > 0) & (filled <= width // 2)
    texts = (filled - counted).median()
    if not isinstance(texts, float) or texts < 1:
        numbers_only = numbers_only & False
    inner = _inner_totals(body, width)
    candidates = alone | numbers_only | inner
    if of:
        candidates = candidates.scatter(list(of), True)
    if not candidates.any():
        return body, []
    usual = filled.filter(~candidates).median() or 0
    sparse = (filled <= max(2, width // 2)) | ((filled - counted == 1) & (filled < usual))
    known = _known_names(body, width, of)
    total = (alone & sparse).fill_null(False)
    sure = {at for at, name in of.items() if name in known and (sparse[at] or filled[at] < usual)}
    total = total.scatter(sorted(sure), True) if sure else total
    # Rows that may be totals, or accounts of that name, are decided by their sums.
    open_rows = {at for at in candidates.arg_true().to_list() if not total[at]}
    sums = RunningSums(body, width, candidates)
    summed = {
        at
        for at in open_rows
        if (not of.get(at) or of[at] in known or filled[at] < usual)
        and sums.matches(at, least=2 if numbers_only[at] else 1)
    }
    total = total.scatter(sorted(summed), True) if summed else total
    return body.filter(~total), body.filter(total)["line"].to_list()


def _inner_totals(body: pl.DataFrame, width: int) -> pl.Series:
    """Rows with the word for total behind their first cell: Olm, Total, 100."""
    words = pl.Series(sorted({word.casefold() for word in TOTAL_WORDS}), dtype=pl.String).implode()
    cells = [pl.col(str(i)).str.to_lowercase().is_in(words).fill_null(False) for i in range(1, min(width, LABELS))]
    return body.select(pl.any_horizontal(cells or [pl.lit(False)]).alias("inner")).to_series()


def _totals_of(first: pl.Series, alone: pl.Series) -> dict[int, str]:
    """Row → name in its first cell: Total for Olm, Eiche Total."""
    maybe = first.str.contains_any(FIRST_LETTERS, ascii_case_insensitive=True).fill_null(False) & ~alone
    names = {}
    for at in maybe.arg_true().to_list():
        for pattern in (BEFORE, BEHIND, BEHIND_CHINESE):
            if match := re.match(pattern, first[at]):
                names[at] = match["of"].casefold()
                break
    return names


def _known_names(body: pl.DataFrame, width: int, of: dict[int, str]) -> set[str]:
    """The names that also occur as cells of the table."""
    names = pl.Series(sorted(set(of.values())), dtype=pl.String)
    known: set[str] = set()
    for i in range(width) if len(names) else ():
        cells = body[str(i)].str.to_lowercase()
        known |= set(cells.filter(cells.is_in(names.implode()).fill_null(False)).unique().to_list())
    return known


def last_row_total(body: pl.DataFrame) -> int | None:
    """The line of the last row if it is labelled as a total but filled like the others."""
    if body.height < 2:
        return None
    first, *others = [cell for cell in body.drop("line").row(body.height - 1) if cell]
    word = pl.Series([first]).str.replace_all(r"\s", "").str.contains(TOTAL)[0]
    return int(body["line"][body.height - 1]) if word and all(DATA_CELL.match(cell) for cell in others) else None


def without_footer(body: pl.DataFrame, width: int) -> tuple[pl.DataFrame, list[int]]:
    """Remove remarks such as 制表人：张三 below the last row."""
    lines: list[int] = []
    cells = body.drop("line")
    while width > 2 and body.height - len(lines) > 1:
        filled = [cell for cell in cells.row(body.height - 1 - len(lines)) if cell]
        if len(filled) != 1 or not pl.Series(filled).str.contains(REMARK)[0]:
            break
        lines.insert(0, int(body["line"][body.height - 1 - len(lines)]))
    return body.head(body.height - len(lines)), lines


def find_second_table(body: pl.DataFrame, width: int) -> int | None:
    """The line behind a gap where a narrower table seems to begin."""
    gaps = body.select((pl.col("line").diff() > 1).fill_null(False)).to_series().arg_true().to_list()
    cells = body.drop("line")
    filled = cells.select(pl.sum_horizontal(pl.all().is_not_null())).to_series()
    for at in gaps[-1:]:
        names = [cell for cell in cells.row(at) if cell]
        below = filled.tail(body.height - at)
        if len(below) > 1 and 1 < len(names) < width and not is_data(names) and set(below.to_list()) == {len(names)}:
            return int(body["line"][at])
    return None
