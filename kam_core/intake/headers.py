"""Header words: one spelling for all the ways in which the same header is written."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from kam_core.intake.currencies import currency_in, without_currency
from kam_core.vocabulary.tables import TABLES
from kam_core.vocabulary.total_words import PIVOT_VALUES

BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|【([^【】]*)】|\{([^{}]*)\}|<([^<>]*)>")
HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?:年度?)?(?!\d)")
NOT_WORD = re.compile(r"[\W_]+")
NUMBERED = re.compile(r"^(?:(?:x|v|f|var)\d{1,3}\s*[-–—.:)]|\d{1,2}[.)])\s+(?=\S)", re.IGNORECASE)
"""The number of a question before its words: "X4 - Region", "3. Name". Q1 and M1 are quarters and months."""
TRAILING_UNIT = re.compile(r"(?:百万元|万元|千元|亿元)$")

IN_CURRENCY = re.compile(
    r"(?<=\S)(?:\s+in\s+((?i:[A-Z]{3}|(?:US|HK|NT|[ACSR])?\$|€|£|人民币|Euros?))|"
    r"[\s_]+([A-Z]{3}|(?:US|HK|NT|[ACSR])?\$|€|£))\s*$"
)
"""Umsatz in EUR, Amount USD: what a header is counted in, if these letters are a currency."""

TRADITIONAL = str.maketrans(
    "戶編號稱業銷額單聯絡訂數價總計類別區域備註負責稅條帳產貨購買賣費應實際時間開關狀態種經理員門店電話車機廠國際團"
    "級層毛潤銀餘債權預償還繳領進倉庫規採發貿協議達標準週齡歲點務員倆據檔導檢驗質檔資訊處確認優惠項軟體獎",
    "户编号称业销额单联络订数价总计类别区域备注负责税条账产货购买卖费应实际时间开关状态种经理员门店电话车机厂国际团"
    "级层毛润银余债权预偿还缴领进仓库规采发贸协议达标准周龄岁点务员俩据档导检验质档资讯处确认优惠项软体奖",
)
"""Traditional characters of headers as simplified ones: 客戶編號 is 客户编号."""

SUMMED = re.compile(
    rf"^(?:{'|'.join(re.escape(word.translate(TRADITIONAL)) for word in PIVOT_VALUES)})\s*(?=\S)", re.IGNORECASE
)
"""Sum of Amount: what a pivot table writes before the name of a column."""

SCALES: dict[str, float] = {
    "万元": 1e4, "万": 1e4, "wan": 1e4, "亿元": 1e8, "亿": 1e8, "千元": 1e3, "千": 1e3, "百万元": 1e6, "百万": 1e6,
    "k": 1e3, "k€": 1e3, "k$": 1e3, "keur": 1e3, "kusd": 1e3, "teur": 1e3, "t€": 1e3, "tsd": 1e3, "000": 1e3,
    "000s": 1e3,
    "thousand": 1e3, "thousands": 1e3, "in thousands": 1e3, "m": 1e6, "m€": 1e6, "m$": 1e6, "mio": 1e6,
    "mln": 1e6, "mrd": 1e9, "tys": 1e3, "тыс": 1e3, "млн": 1e6, "千円": 1e3, "百万円": 1e6, "천원": 1e3,
    "백만원": 1e6,
    "萬元": 1e4, "萬": 1e4, "億": 1e8, "億円": 1e8, "milliers": 1e3, "miles": 1e3, "milhares": 1e3, "migliaia": 1e3,
    "mn": 1e6, "million": 1e6, "millions": 1e6, "in millions": 1e6, "mio €": 1e6, "mio eur": 1e6, "cent": 0.01,
    "cents": 0.01, "in cents": 0.01, "ct": 0.01, "cts": 0.01, "eurocent": 0.01, "pence": 0.01, "pennies": 0.01,
    "grosz": 0.01, "grosze": 0.01, "centimes": 0.01, "centavos": 0.01, "centesimi": 0.01, "öre": 0.01,
    "øre": 0.01, "копеек": 0.01, "коп": 0.01, "kuruş": 0.01, "分": 0.01, "minor units": 0.01, "%": 0.01,
    "percent": 0.01, "pct": 0.01,
}  # fmt: skip
"""What a unit in a header multiplies the column by."""

PERCENT_UNITS = ("%", "percent", "pct")


@lru_cache(maxsize=20_000)
def normalised(header: str) -> str:
    """A header in one spelling: NFKC, lower case, without brackets, units and years, words apart."""
    text = unicodedata.normalize("NFKC", header).strip().translate(TRADITIONAL)
    text = SUMMED.sub("", NUMBERED.sub("", text))
    bare = BRACKETS.sub(" ", text).strip() or text
    bare = YEAR.sub(" ", bare).strip() or bare
    if (counted := IN_CURRENCY.search(bare)) and currency_in(counted.group(1) or counted.group(2)):
        bare = bare[: counted.start()]
    words = NOT_WORD.sub(" ", HUMPS.sub(" ", bare)).strip().lower()
    return TRAILING_UNIT.sub("", words).strip() or words


def key(header: str) -> str:
    """The normalised header without blanks: what synonyms are compared by."""
    return normalised(header).replace(" ", "")


@lru_cache(maxsize=20_000)
def keys(header: str) -> tuple[str, ...]:
    """The key of a header, and the key as people write it who leave accents out: Número is Numero, Währung Waehrung."""
    own = key(header)
    bare = "".join(one for one in unicodedata.normalize("NFD", own) if unicodedata.category(one) != "Mn")
    return tuple(dict.fromkeys((own, unicodedata.normalize("NFC", bare).translate(LETTERS), own.translate(UMLAUTS))))


LETTERS = str.maketrans({"ł": "l", "ø": "o", "ı": "i", "đ": "d"})
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def unit_of(header: str) -> tuple[str, float] | None:
    """The unit in a header and what it multiplies by: 金额(万元) gives ("万元", 10000.0)."""
    text = unicodedata.normalize("NFKC", header).strip()
    for found in BRACKETS.findall(text):
        for part in re.split(r"[,;:/]|单位", "".join(found).lower()):
            word = part.strip().removeprefix("in ").replace(".", " ").strip()
            word = " ".join(word.split())
            for spelling in (word, without_currency(word)):
                if spelling in SCALES:
                    return word, SCALES[spelling]
    if counted := re.search(r"(?i)\s+in\s+(\S+)$", text):
        word = counted.group(1).lower()
        if (scaled := next((one for one in (word, without_currency(word)) if one in SCALES), None)) is not None:
            return word, SCALES[scaled]
    trailing = TRAILING_UNIT.search(text)
    if trailing and trailing.group() != text:
        return trailing.group(), SCALES[trailing.group()]
    if text.endswith("%"):
        return "%", SCALES["%"]
    return None


def currency_of(header: str) -> str | None:
    """The currency that a header names in brackets, or after "in"; None where it names none."""
    text = unicodedata.normalize("NFKC", header).strip()
    parts = ["".join(found) for found in BRACKETS.findall(text)]
    if counted := IN_CURRENCY.search(BRACKETS.sub(" ", text).strip()):
        parts.append(counted.group(1) or counted.group(2))
    return currency_in("; ".join(parts))


@lru_cache(maxsize=1)
def known_words() -> frozenset[str]:
    """Every header of the vocabulary, as keys."""
    return frozenset(
        key(word)
        for table in TABLES.values()
        for field in table.fields
        for word in (field.name, field.label, *field.synonyms)
    )


def header_hits(cells: list[str]) -> int:
    """How many different cells of a row are headers of the vocabulary."""
    words = known_words()
    named = ((key(cell), keys(cell)) for cell in cells if cell and len(cell) <= 60)
    return len({own for own, spellings in named if not words.isdisjoint(spellings)})
