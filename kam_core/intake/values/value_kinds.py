"""What kind of values a column holds: told by its header, proved or refuted by its cells."""

from __future__ import annotations

import re
from functools import lru_cache

import polars as pl

from kam_core.intake.headers import header_key, normalise_header
from kam_core.intake.values.dates import dates
from kam_core.intake.values.numbers import numbers
from kam_core.intake.values.typed_column import ERROR_CELLS, NO_VALUE
from kam_core.vocabulary.field import Kind
from kam_core.vocabulary.tables import TABLES

LOOKED_AT = 5000
"""Cells from which a type is guessed."""
MOST = 0.6
"""Share of the cells that must fit a type which only the cells tell."""
SOME = 0.2
"""Share of the cells that must fit a type which the header tells."""
LONGEST_NUMBER = 15
"""Digits that a spreadsheet keeps; longer runs of digits are names of things."""

TYPES = {
    Kind.ID: "id", Kind.DATE: "date", Kind.MOMENT: "date", Kind.SHARE: "pct", Kind.TEXT: "str", Kind.CHOICE: "str",
    Kind.FLAG: "str",
}  # fmt: skip

ENDINGS = (
    ("date", r"日期|时间|日|\b(?:date|day|datum|time|timestamp|fecha)"),
    ("pct", r"率|占比|比例|百分比|\b(?:rate|share|pct|percent|percentage|ratio|anteil|quote)"),
    ("id", r"编号|编码|代码|账号|账户|号|码|电话|手机|传真|邮编|\w+\s*(?:id|nr|number)|\b(?:id|key|code|no|sku|ean|"
           r"isbn|iban|vat|zip|plz|phone|tel|mobile|fax)|nummer"),
    ("num", r"额|数|数量|量|价|价格|费|费用|成本|利润|收入|营收|业绩|金|\b(?:amount|revenue|sales|price|cost|costs|qty|"
            r"quantity|total|value|balance|profit|menge|preis|montant|count|units|turnover|volume)|umsatz|betrag"),
    ("str", r"名称|姓名|名|人|行业|地区|区域|城市|省份|备注|说明|描述|地址|类别|类型|状态|部门|\b(?:name|note|notes|"
            r"remark|remarks|comment|description|address|city|region|industry|status|type|firma|company|contact|email)"),
)  # fmt: skip
"""How headers end that name a type; the first that fits counts."""
PATTERNS = tuple((kind, re.compile(f"(?:{words})$")) for kind, words in ENDINGS)


@lru_cache(maxsize=20_000)
def told_by_header(header: str) -> str | None:
    """The type that a header names, or None: a word of the vocabulary, else how it ends."""
    kinds = _vocabulary().get(header_key(header), frozenset())
    if len(kinds) == 1:
        return next(iter(kinds))
    if kinds == {"id", "str"}:
        return "id"
    if header.rstrip().endswith(("%", "％")):
        return "pct"
    words = normalise_header(header)
    return next((kind for kind, pattern in PATTERNS if pattern.search(words)), None)


@lru_cache(maxsize=1)
def _vocabulary() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for table in TABLES.values():
        for field in table.fields:
            for word in (field.name, field.label, *field.synonyms):
                found.setdefault(header_key(word), set()).add(TYPES.get(field.kind, "num"))
    return {word: frozenset(kinds) for word, kinds in found.items()}


def column_type(header: str, cells: pl.Series) -> tuple[str, float]:
    """(id, num, pct, date or str; the share of the cells that are numbers or dates where it is str)."""
    known = cells.head(LOOKED_AT).drop_nulls()
    known = known.filter(~known.str.to_lowercase().is_in(NO_VALUE) & ~known.is_in(ERROR_CELLS))
    told = told_by_header(header)
    if told in ("id", "str"):
        return told, 0.0
    if known.is_empty():
        return ("str" if told is None else told), 0.0
    days = 1.0 - _share(dates(known, "dmy").bad)
    if told == "date" and days > 0:
        return "date", 0.0
    read = numbers(known)
    counted = 1.0 - _share(read.bad)
    if told in ("num", "pct") and counted >= SOME:
        return ("pct" if read.percent or told == "pct" else "num"), 0.0
    whole = bool(known.str.contains(r"^\d+$").all())
    if counted >= MOST:
        if read.percent:
            return "pct", 0.0
        if whole and (known.str.contains(r"^0\d").any() or _longest(known) > LONGEST_NUMBER):
            return "id", 0.0
        if not (whole and days == 1.0 and bool((known.str.len_chars() == 8).all())):
            return "num", 0.0
    if days >= MOST:
        return "date", 0.0
    return "str", max(days, counted)


def _share(marks: pl.Series) -> float:
    return int(marks.sum()) / marks.len()


def _longest(cells: pl.Series) -> int:
    longest = cells.str.len_chars().max()
    return longest if isinstance(longest, int) else 0
