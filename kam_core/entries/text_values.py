"""Parse dates, moments and numbers that people type; None for other text."""

from __future__ import annotations

import datetime
import re
import unicodedata
from decimal import Decimal, InvalidOperation

UNITS = {
    "千": 1_000, "万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000, "k": 1_000, "m": 1_000_000,
    "mio": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000,
}  # fmt: skip
"""Unit after a number → its factor."""
NUMBER = re.compile(r"^([+-]?)(\d+(?:\.\d+)?|\.\d+)(千|万|萬|亿|億|k|m|mio|mn|bn)?$", re.IGNORECASE)
GROUPED = re.compile(r"^\d{1,3}(?:,\d{3})+(?:\.\d+)?\D*$")
DECIMAL_COMMA = re.compile(r"^\d+,\d{1,2}\D*$")
AROUND_MONEY = re.compile(r"(?i)^(?:rmb|cny|usd|eur|us\$|[¥€$£₩₹])|(?:元|圆|rmb|cny|usd|eur|[¥€$£₩₹])$")
DATE = re.compile(
    r"^(?P<year>(?:19|20)\d\d)(?:[-/.年](?P<month>\d{1,2})(?:[-/.月](?P<day>\d{1,2})日?|月)?|"
    r"(?P<m2>\d\d)(?P<d2>\d\d))(?P<rest>.*)$"
)
TIME = re.compile(
    r"^(上午|下午)?\s*(\d{1,2})[:时点](\d{1,2})分?(?::\d{1,2}(?:\.\d+)?)?\s*([ap])?\.?m?\.?$", re.IGNORECASE
)


def plain_text(text: str) -> str:
    """Full-width letters and digits as plain ones, without outer blanks."""
    return unicodedata.normalize("NFKC", text).strip()


def number(text: str) -> Decimal | None:
    """A number with thousands apart, a unit such as 万 or a currency sign; in brackets it is negative."""
    clean = AROUND_MONEY.sub("", plain_text(text).replace("−", "-").replace(" ", ""))
    negative = clean.startswith("(") and clean.endswith(")")
    clean = AROUND_MONEY.sub("", clean[1:-1] if negative else clean)
    sign, body = (clean[0], clean[1:]) if clean[:1] in ("-", "+") else ("", clean)
    if GROUPED.match(body):
        body = body.replace(",", "")
    elif DECIMAL_COMMA.match(body):
        body = body.replace(",", ".")
    found = NUMBER.match(sign + AROUND_MONEY.sub("", body))
    if found is None:
        return None
    try:
        value = Decimal(found[1] + found[2]) * UNITS.get((found[3] or "").lower(), 1)
    except InvalidOperation:
        return None
    return -value if negative else value


def share(text: str) -> Decimal | None:
    """A share: 25 % or 0.25."""
    clean = plain_text(text)
    if clean.endswith("%"):
        found = number(clean[:-1])
        return None if found is None else found / 100
    return number(clean)


def date(text: str) -> datetime.date | None:
    """A day that begins with its year, as 2026-09-30, 2026/9/30 or 2026年9月30日; a month is its first day."""
    found = _dated(plain_text(text))
    return None if found is None or not _may_follow(found[1]) else found[0]


def moment(text: str) -> datetime.datetime | None:
    """A day with a time, as 2026-09-30 14:05 or 2026/9/30 2:05 PM; None for a day alone."""
    found = _dated(plain_text(text))
    if found is None:
        return None
    time = _time(found[1])
    return None if time is None else datetime.datetime.combine(found[0], time)


def _dated(clean: str) -> tuple[datetime.date, str] | None:
    found = DATE.match(clean)
    if found is None:
        return None
    month, day = found["month"] or found["m2"], found["day"] or found["d2"] or "1"
    try:
        return datetime.date(int(found["year"]), int(month), int(day)), found["rest"].removeprefix("T").strip()
    except ValueError:
        return None


def _may_follow(rest: str) -> bool:
    return not rest or _time(rest) is not None


def _time(text: str) -> datetime.time | None:
    found = TIME.match(text)
    if found is None:
        return None
    hour, minute, half = int(found[2]), int(found[3]), (found[4] or "").lower()
    if (half == "p" or found[1] == "下午") and hour < 12:
        hour += 12
    if (half == "a" or found[1] == "上午") and hour == 12:
        hour = 0
    try:
        return datetime.time(hour, minute)
    except ValueError:
        return None
