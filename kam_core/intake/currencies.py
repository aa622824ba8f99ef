"""Recognise currencies in text by ISO code, word or sign."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

CODES = (
    "usd|eur|gbp|cny|hkd|twd|jpy|krw|sgd|inr|aud|nzd|cad|chf|sek|nok|dkk|pln|czk|huf|ron|bgn|try|rub|uah|brl|mxn|zar|"
    "aed|sar|qar|kwd|ils|thb|vnd|idr|myr|php|clp|cop|ars|pen|egp|ngn|kes|mop|kzt"
)
"""ISO 4217, without codes that are words of headers, such as ALL and TOP."""

WORDS = {
    "人民币": "CNY", "rmb": "CNY", "cnh": "CNY", "美元": "USD", "美金": "USD", "欧元": "EUR", "英镑": "GBP",
    "日元": "JPY", "港元": "HKD", "港币": "HKD", "新台币": "TWD", "韩元": "KRW", "瑞士法郎": "CHF",
    "美圆": "USD", "欧圆": "EUR", "日圆": "JPY", "日币": "JPY", "円": "JPY", "台币": "TWD", "韩币": "KRW", "원": "KRW",
    "澳元": "AUD", "澳币": "AUD", "加元": "CAD", "加币": "CAD", "新加坡元": "SGD", "新币": "SGD",
    "卢布": "RUB", "泰铢": "THB", "英磅": "GBP", "卢比": "INR", "越南盾": "VND", "林吉特": "MYR", "人民幣": "CNY",
    "歐元": "EUR", "英鎊": "GBP", "港幣": "HKD",
    "euro": "EUR", "euros": "EUR", "renminbi": "CNY", "dollar": "USD", "dollars": "USD", "pound sterling": "GBP",
    "sterling": "GBP", "yen": "JPY", "swiss francs": "CHF", "schweizer franken": "CHF", "zł": "PLN", "kč": "CZK",
    "рублей": "RUB", "рубль": "RUB", "руб.": "RUB", "руб": "RUB", "грн": "UAH", "тенге": "KZT",
}  # fmt: skip
"""元 alone may mean any currency."""
AMBIGUOUS_WORDS = ("元", "圆", "¥", "块")
"""Words for more than one currency; beside another word for yuan they mean yuan."""
ALL_CODES = frozenset(CODES.split("|"))
SIGNS = {"us$": "USD", "hk$": "HKD", "nt$": "TWD", "a$": "AUD", "c$": "CAD", "s$": "SGD", "r$": "BRL", "$": "USD",
         "€": "EUR", "£": "GBP", "₩": "KRW", "₹": "INR", "₽": "RUB", "₺": "TRY", "₫": "VND", "฿": "THB", "₪": "ILS",
         "₴": "UAH", "₱": "PHP", "₦": "NGN", "₸": "KZT"}  # fmt: skip
"""Without ¥, which may be yuan or yen."""
SCALED_CODE = re.compile(r"(?<![a-z])(?:k|t|m)(?=(?:eur|usd|gbp|chf|€|\$|£))")
"""Currency codes with a prefix for thousands: TEUR, k€."""

CURRENCY_IN_TEXT = re.compile(
    "|".join(word for word in WORDS if not word.isascii())
    + rf"|(?<![a-z])(?:{'|'.join(word for word in WORDS if word.isascii())}|{CODES})(?![a-z])"
    + r"|(?<![a-z])(?:us|hk|nt|a|c|s|r)?\$|"
    + "|".join(sign for sign in SIGNS if "$" not in sign)
)
ANY_CURRENCY = "(?i)" + "|".join(
    re.escape(word)
    for word in sorted(
        [*WORDS, *SIGNS, *CODES.split("|"), *(code.lower() for code in WORDS.values())], key=len, reverse=True
    )
)
"""Any of the words, signs and codes inside a cell with a number, for a reader without lookaround."""
OWN_CURRENCY = re.compile(
    r"(?:company|base|local|reporting|home|functional|group|system|corporate|house|domestic)\s*(?:currency|curr\b|ccy)|"
    r"haus\s*w(?:ä|ae)hrung|landesw(?:ä|ae)hrung|monnaie (?:locale|de base|de la société)|moneda local|"
    r"本位币|本币|本國幣|公司货币",
    re.IGNORECASE,
)
"""Headers of amounts in the currency of the books, independent of that of the document."""


@lru_cache(maxsize=10_000)
def find_currency(text: str) -> str | None:
    """The ISO code of the only currency in a text; None for none or several."""
    plain = SCALED_CODE.sub("", unicodedata.normalize("NFKC", text).lower())
    codes = {_code(word) for word in CURRENCY_IN_TEXT.findall(plain)}
    return codes.pop() if len(codes) == 1 else None


def is_currency(text: str) -> bool:
    """Whether a cell holds a currency and nothing else: a code, a sign or a word."""
    plain = unicodedata.normalize("NFKC", text).strip().lower().strip(".")
    return plain in WORDS or plain in SIGNS or plain in ALL_CODES or plain in AMBIGUOUS_WORDS


def is_own_currency_header(header: str) -> bool:
    """Whether a header of amounts names the currency of the books."""
    return OWN_CURRENCY.search(unicodedata.normalize("NFKC", header)) is not None


def currency_code(word: str) -> str:
    """The ISO code for a currency word; unknown words in capitals."""
    return find_currency(word) or word.strip().upper()


def without_currency(text: str) -> str:
    """Lower-case text without names of currencies: 万美元 becomes 万."""
    return CURRENCY_IN_TEXT.sub("", text.lower()).strip()


def _code(word: str) -> str:
    return WORDS.get(word) or SIGNS.get(word) or word.upper()
