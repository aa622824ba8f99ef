"""Normalise headers, so that all spellings of the same header compare equal."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from kam_core.intake.currencies import find_currency, without_currency
from kam_core.vocabulary.lexicon.total_words import PIVOT_VALUES
from kam_core.vocabulary.tables import TABLES

BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|【([^【】]*)】|\{([^{}]*)\}|<([^<>]*)>")
CAMEL_CASE = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?:年度?)?(?!\d)")
NOT_WORD = re.compile(r"[\W_]+")
NUMBERED = re.compile(r"^(?:(?:x|v|f|var)\d{1,3}\s*[-–—.:)]|\d{1,2}[.)])\s+(?=\S)", re.IGNORECASE)
"""The number of a question before its words: "X4 - Region", "3. Name". Q1 and M1 are quarters and months."""
TRAILING_UNIT = re.compile(r"(?:百万元|万元|千元|亿元)$")

DEGREE = re.compile(r"(?i)\bN\s?\.?\s?[°º˚]\.?")
"""N°, Nº and N.º: abbreviations of number in Romance languages."""
HASH = re.compile(r"(?<=\w)\s*#\s*$")
"""Order #."""
SHORT_NUMBER = re.compile(r"(?i)^n\.\s*(?=[^\W\d_]{3})")
"""N. fattura."""
NUMBER_WORD = re.compile(
    r"\b(?:no|nr|nro|num|nbr|number|numero|número|numéro|nummer|numer|numara|numarasi|numarası|nomor|номер|číslo|cislo)\b"
)
COMPOUND_NUMBER = re.compile(r"(?<=[^\W\d_]{3})(?:nummer|number|nr)\b")
"""Compounds with number: Kundennummer and Kundennr are read as Kunden Nr."""
SMALL_WORDS = re.compile(r"\b(?:de|du|des|del|della|dello|dell|di|do|da|dos|das|la|le|el|l|d|van|von|der|het)\b")
"""Optional filler words: Fecha del pedido, Fecha pedido."""
IN_CENTS = re.compile(
    r"(?<=\w)(?:(?<!per)[\s_]+(?:in[\s_]+)?(cents?|pence|minor[\s_]units?)|(?<=[a-z])(Cents))$", re.IGNORECASE
)
"""amount_cents."""

IN_CURRENCY = re.compile(
    r"(?<=\S)(?:\s+in\s+((?i:[A-Z]{3}|(?:US|HK|NT|[ACSR])?\$|€|£|人民币|Euros?))|"
    r"[\s_]+([A-Z]{3}|(?:US|HK|NT|[ACSR])?\$|€|£))\s*$"
)
"""A currency after the words: Umsatz in EUR, Amount USD."""

TRADITIONAL = str.maketrans(
    "戶編號稱業銷額單聯絡訂數價總計類別區備註負責稅條帳產貨購買賣費應實際時間開關狀態種經員門電話車機廠國團級層潤銀餘債權預償還繳領進倉庫規採發貿"
    "協議達標準週齡歲點務倆據檔導檢驗質資訊處確認優項軟體獎碼幣於匯淨廳滿減贈禮遞運輸裝蓋飲閉刪駁絕審執現貼掛賬製簽結調撥換報詢樣測試廢棄棧節選擇"
    "錄線網頁鏈圖書館藝術東長問聞頭題顏願風飛馬魚鳥麥齊龍簡轉對個無為證創約續連參圍範過動勞聲環擔該屬變顧歸隊織鋪臨縣鄉鎮彙銘訖紅藍沖貸讓終評",
    "户编号称业销额单联络订数价总计类别区备注负责税条账产货购买卖费应实际时间开关状态种经员门电话车机厂国团级层润银余债权预偿还缴领进仓库规采发贸"
    "协议达标准周龄岁点务俩据档导检验质资讯处确认优项软体奖码币于汇净厅满减赠礼递运输装盖饮闭删驳绝审执现贴挂账制签结调拨换报询样测试废弃栈节选择"
    "录线网页链图书馆艺术东长问闻头题颜愿风飞马鱼鸟麦齐龙简转对个无为证创约续连参围范过动劳声环担该属变顾归队织铺临县乡镇汇铭讫红蓝冲贷让终评",
)
"""Traditional to simplified characters: 客戶編號 becomes 客户编号."""

PIVOT_PREFIX = re.compile(
    rf"^(?:{'|'.join(re.escape(word.translate(TRADITIONAL)) for word in PIVOT_VALUES)})\s*(?=\S)", re.IGNORECASE
)
"""Prefix of pivot tables before the name of a column: Sum of Amount."""

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
"""Unit in a header → factor."""

PERCENT_UNITS = ("%", "percent", "pct")


@lru_cache(maxsize=20_000)
def normalise_header(header: str) -> str:
    """Normalise a header: NFKC, lower case, without brackets, units and years, words separated by blanks."""
    text = unicodedata.normalize("NFKC", DEGREE.sub(" no ", header)).strip().translate(TRADITIONAL)
    text = SHORT_NUMBER.sub("no ", HASH.sub(" no", text))
    text = PIVOT_PREFIX.sub("", NUMBERED.sub("", text))
    bare = BRACKETS.sub(" ", text).strip() or text
    bare = YEAR.sub(" ", bare).strip() or bare
    if (counted := IN_CURRENCY.search(bare)) and find_currency(counted.group(1) or counted.group(2)):
        bare = bare[: counted.start()]
    bare = IN_CENTS.sub("", bare)
    words = NOT_WORD.sub(" ", CAMEL_CASE.sub(" ", bare)).strip().lower()
    return TRAILING_UNIT.sub("", words).strip() or words


@lru_cache(maxsize=20_000)
def unify_number_words(header: str) -> str:
    """The normalised header with one word for number in place of Nr, numero, номер, Kundennummer."""
    return NUMBER_WORD.sub("no", COMPOUND_NUMBER.sub(" no", normalise_header(header)))


@lru_cache(maxsize=50_000)
def header_key(header: str) -> str:
    """The key by which headers and synonyms are compared: the header with unified number words, without blanks."""
    return unify_number_words(header).replace(" ", "")


@lru_cache(maxsize=20_000)
def header_keys(header: str) -> tuple[str, ...]:
    """The key of a header with its variants: without accents, without filler words.

    Währung is Waehrung, too, and Fecha del envío Fecha envio.
    """
    own, short = header_key(header), SMALL_WORDS.sub("", unify_number_words(header)).replace(" ", "")
    spellings = (own, _without_accents(own), own.translate(UMLAUTS), short, _without_accents(short))
    return tuple(one for one in dict.fromkeys(spellings) if one)


def _without_accents(text: str) -> str:
    bare = "".join(one for one in unicodedata.normalize("NFD", text) if unicodedata.category(one) != "Mn")
    return unicodedata.normalize("NFC", bare).translate(LETTERS)


LETTERS = str.maketrans({"ł": "l", "ø": "o", "ı": "i", "đ": "d"})
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def header_unit(header: str) -> tuple[str, float] | None:
    """The unit in a header and its factor: 金额(万元) gives ("万元", 10000.0)."""
    text = unicodedata.normalize("NFKC", header).strip()
    for found in BRACKETS.findall(text):
        for part in re.split(r"[,;:/]|单位", "".join(found).lower()):
            word = part.strip().removeprefix("in ").replace(".", " ").strip()
            word = " ".join(word.split())
            for spelling in (word, without_currency(word)):
                if spelling in SCALES:
                    return word, SCALES[spelling]
    if scaled_header := re.search(r"(?i)\s+in\s+(\S+)$", text):
        word = scaled_header.group(1).lower()
        if (scaled := next((one for one in (word, without_currency(word)) if one in SCALES), None)) is not None:
            return word, SCALES[scaled]
    if minor := IN_CENTS.search(BRACKETS.sub(" ", text).strip()):
        return (minor.group(1) or minor.group(2)).lower(), SCALES["cents"]
    trailing = TRAILING_UNIT.search(text)
    if trailing and trailing.group() != text:
        return trailing.group(), SCALES[trailing.group()]
    if text.endswith("%"):
        return "%", SCALES["%"]
    return None


def header_currency(header: str) -> str | None:
    """The currency in brackets or after "in" in a header; None for none."""
    text = unicodedata.normalize("NFKC", header).strip()
    parts = ["".join(found) for found in BRACKETS.findall(text)]
    if after_in := IN_CURRENCY.search(BRACKETS.sub(" ", text).strip()):
        parts.append(after_in.group(1) or after_in.group(2))
    return find_currency("; ".join(parts))


@lru_cache(maxsize=1)
def known_header_keys() -> frozenset[str]:
    """The keys of all headers of the vocabulary."""
    return frozenset(
        header_key(word)
        for table in TABLES.values()
        for field in table.fields
        for word in (field.name, field.label, *field.synonyms)
    )


def count_known_headers(cells: list[str]) -> int:
    """Count the different cells of a row that are headers of the vocabulary."""
    words = known_header_keys()
    named = ((header_key(cell), header_keys(cell)) for cell in cells if cell and len(cell) <= 60)
    return len({own for own, spellings in named if not words.isdisjoint(spellings)})
