"""Guess the type of a column from its header, and verify it by its cells."""

from __future__ import annotations

import re
from functools import lru_cache

import polars as pl

from kam_core.intake.headers import header_key, normalise_header
from kam_core.intake.values.dates import parse_dates
from kam_core.intake.values.numbers import parse_numbers
from kam_core.intake.values.typed_column import ERROR_CELLS, NO_VALUE
from kam_core.vocabulary.field import Kind
from kam_core.vocabulary.tables import TABLES

LOOKED_AT = 5000
"""Cells from which a type is guessed."""
MIN_SHARE = 0.6
"""Share of the cells that must fit a type inferred from the cells alone."""
MIN_SHARE_WITH_HEADER = 0.2
"""Share of the cells that must fit a type named by the header."""
LONGEST_NUMBER = 15
"""Digits that a spreadsheet preserves; longer runs of digits are ids."""

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
"""Endings of headers → type; the first match counts."""
PATTERNS = tuple((kind, re.compile(f"(?:{words})$")) for kind, words in ENDINGS)


@lru_cache(maxsize=20_000)
def type_by_header(header: str) -> str | None:
    """The type named by a header, by the vocabulary or its ending; None for neither."""
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
    words_by_kind: dict[str, set[str]] = {}
    for table in TABLES.values():
        for field in table.fields:
            for word in (field.name, field.label, *field.synonyms):
                words_by_kind.setdefault(header_key(word), set()).add(TYPES.get(field.kind, "num"))
    return {word: frozenset(kinds) for word, kinds in words_by_kind.items()}


def guess_column_type(header: str, cells: pl.Series) -> tuple[str, float]:
    """(id, num, pct, date or str; the share of the cells that are numbers or dates where it is str)."""
    known = cells.head(LOOKED_AT).drop_nulls()
    known = known.filter(~known.str.to_lowercase().is_in(NO_VALUE) & ~known.is_in(ERROR_CELLS))
    header_type = type_by_header(header)
    if header_type in ("id", "str"):
        return header_type, 0.0
    if known.is_empty():
        return ("str" if header_type is None else header_type), 0.0
    days = 1.0 - _share(parse_dates(known, "dmy").bad)
    if header_type == "date" and days > 0:
        return "date", 0.0
    read = parse_numbers(known)
    counted = 1.0 - _share(read.bad)
    if header_type in ("num", "pct") and counted >= MIN_SHARE_WITH_HEADER:
        return ("pct" if read.percent or header_type == "pct" else "num"), 0.0
    whole = bool(known.str.contains(r"^\d+$").all())
    if counted >= MIN_SHARE:
        if read.percent:
            return "pct", 0.0
        if whole and (known.str.contains(r"^0\d").any() or _longest(known) > LONGEST_NUMBER):
            return "id", 0.0
        if not (whole and days == 1.0 and bool((known.str.len_chars() == 8).all())):
            return "num", 0.0
    if days >= MIN_SHARE:
        return "date", 0.0
    return "str", max(days, counted)


def _share(marks: pl.Series) -> float:
    return int(marks.sum()) / marks.len()


def _longest(cells: pl.Series) -> int:
    longest = cells.str.len_chars().max()
    return longest if isinstance(longest, int) else 0
