"""The currency that a text names: ISO codes, words and signs that mean one currency only."""

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
    "euro": "EUR", "euros": "EUR",
}  # fmt: skip
"""元 alone is said of every currency."""
SIGNS = {"us$": "USD", "hk$": "HKD", "nt$": "TWD", "a$": "AUD", "c$": "CAD", "s$": "SGD", "r$": "BRL", "$": "USD",
         "€": "EUR", "£": "GBP"}  # fmt: skip
"""¥ is not among them: it may be yuan or yen."""
SCALED = re.compile(r"(?<![a-z])(?:k|t|m)(?=(?:eur|usd|gbp|chf|€|\$|£))")
"""TEUR and k€: a thousand of them."""

NAMED = re.compile(
    "|".join(word for word in WORDS if not word.isascii())
    + rf"|(?<![a-z])(?:{'|'.join(word for word in WORDS if word.isascii())}|{CODES})(?![a-z])"
    + r"|(?<![a-z])(?:us|hk|nt|a|c|s|r)?\$|€|£"
)


@lru_cache(maxsize=10_000)
def currency_in(text: str) -> str | None:
    """The ISO code of the one currency that a text names; None where it names none, or several."""
    plain = SCALED.sub("", unicodedata.normalize("NFKC", text).lower())
    found = {_code(word) for word in NAMED.findall(plain)}
    return found.pop() if len(found) == 1 else None


def without_currency(text: str) -> str:
    """A text in lower case without the names of currencies: 万美元 is 万."""
    return NAMED.sub("", text.lower()).strip()


def _code(word: str) -> str:
    return WORDS.get(word) or SIGNS.get(word) or word.upper()
