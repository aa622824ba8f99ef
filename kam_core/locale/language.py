"""Language of a reader: translates messages, formats numbers, money and dates."""

from __future__ import annotations

import datetime
import gettext
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from string import ascii_letters

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import (
    format_compact_currency,
    format_compact_decimal,
    format_currency,
    format_decimal,
    format_percent,
    get_currency_symbol,
)

from kam_core.locale.languages import LANGUAGES, SOURCE, LanguageSpec
from kam_core.vocabulary.message import (
    BEYOND,
    MOST_RATIO,
    UNKNOWN,
    Change,
    Message,
    Money,
    Points,
    PointsChange,
    Rate,
    Share,
    ShownFigure,
    Term,
    filled,
    moment,
)
from kam_core.vocabulary.money import MONEY_SCALE
from kam_core.vocabulary.plurals import Plural

FOLDER = Path(__file__).parent
_FOUR_DIGITS = re.compile(r"(?<!\d)(\d)(\d{3})(?!\d)")
DOMAIN = "messages"


@lru_cache
def _catalogue(code: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, FOLDER, languages=[LANGUAGES[code].locale_name], fallback=code == SOURCE)


@dataclass(frozen=True)
class Language:
    """How to say things to one reader. `currency` is the dataset's ISO code; None shows plain amounts."""

    code: str = SOURCE
    currency: str | None = None

    @property
    def locale(self) -> Locale:
        """Babel's locale for numbers and dates."""
        return self.spec.locale

    @property
    def spec(self) -> LanguageSpec:
        """The language's entry in the registry."""
        return LANGUAGES[self.code]

    def with_currency(self, currency: str | None) -> Language:
        """The same language for a dataset in this currency."""
        return replace(self, currency=currency)

    def say(self, sentence: str | Plural | Message, plural: str = "", number: str = "", /, **values: object) -> str:
        """A sentence of the catalogue with its values in the reader's way of writing.

        A sentence in two forms, singular and plural, names the value that decides.
        """
        message = sentence if isinstance(sentence, Message) else Message(sentence, plural, number, **values)
        if not message.text:
            return ""
        catalogue = _catalogue(self.code)
        if message.plural:
            count = self.spec.plural.whole_number(message.deciding_number)
            text = catalogue.ngettext(message.text, message.plural, count)
        else:
            text = catalogue.gettext(message.text)
        return filled(text, message.values, self.show) if message.values else text

    def plural_forms(self, singular: str, plural: str, /) -> dict[str, str]:
        """A sentence with its placeholders for each CLDR category of numbers: the browser chooses among them."""
        catalogue = _catalogue(self.code)
        return {name: catalogue.ngettext(singular, plural, of) for name, of in self.spec.plural.samples.items()}

    def show(self, value: object) -> str:
        """One value: money compact with its currency, shares in per cent, dates in ISO order, numbers grouped."""
        match value:
            case Money(ten_thousandths):
                return self.money(ten_thousandths, fixed=True)
            case Share(ratio):
                return self.percent(ratio)
            case Rate(ratio):
                return self.percent(ratio, digits=1)
            case Change(ratio):
                return ("+" if 0 < ratio <= MOST_RATIO else "") + self.percent(ratio, digits=1)
            case Points(points):
                return self.points(points)
            case PointsChange(points):
                return ("+" if points > 0 else "") + self.points(points)
            case ShownFigure(value=inner):
                return UNKNOWN if inner is None else self.show(inner)
            case Message() | Term():
                return self.say(value if isinstance(value, Message) else value.text)
            case datetime.datetime():
                return moment(value)
            case datetime.date():
                return value.isoformat()
            case bool() | None | str():
                return str(value)
            case int():
                return self.number(value, 0)
            case float():
                return self.number(value, 2)
            case _:
                return str(value)

    def money(self, ten_thousandths: int | float, compact: bool = True, fixed: bool = False) -> str:
        """An amount in the dataset's currency: ¥1.84亿 or $120M, or every unit where not compact.

        fixed: with three figures also where they are zeros, ¥4.20M beside ¥4.03M; without it axes read ¥5M.
        """
        amount = ten_thousandths / MONEY_SCALE
        unit = next((unit for unit in self.spec.compact_units if abs(amount) >= 10**unit.power), None)
        if compact and unit is not None:
            digits = _digits(abs(amount) / 10**unit.power)
            if self.currency is None:
                text = str(format_compact_decimal(amount, locale=self.locale, fraction_digits=digits))
            else:
                text = str(format_compact_currency(amount, self.currency, locale=self.locale, fraction_digits=digits))
                text = text.replace(*_symbols(self.currency, self.code))
            if fixed:
                text = _with_decimals(text, digits, self.spec.decimal_mark)
            # CLDR groups no compact numbers; a language with units of four digits has thousands of them.
            return _real_minus(_FOUR_DIGITS.sub(rf"\1{self.spec.group_mark}\2", text))
        if self.currency is None:
            return self.number(amount, 0 if compact else 2)
        pattern = self.spec.whole_currency_pattern if compact else self.spec.currency_pattern
        text = str(format_currency(amount, self.currency, format=pattern, locale=self.locale, currency_digits=False))
        return _real_minus(text.replace(*_symbols(self.currency, self.code)))

    def number(self, value: float, digits: int = 0) -> str:
        """A number with grouped thousands and at most these decimals."""
        return _number(float(value), digits, self.code)

    def points(self, points: float) -> str:
        """A score or a part of one, always with one decimal, so that 73.0 stands beside 72.4."""
        return _number(float(points), 1, self.code, "0")

    def percent(self, ratio: float, digits: int | None = None) -> str:
        """A ratio in per cent, with a decimal where it is below 10 %; beyond `MOST_RATIO` how many times it is."""
        return self.say(BEYOND) if ratio > MOST_RATIO else self.any_percent(ratio, digits)

    def any_percent(self, ratio: float, digits: int | None = None) -> str:
        """A ratio in per cent, however large."""
        places = digits if digits is not None else (1 if abs(ratio) < 0.0995 else 0)
        pattern = self.spec.percent_pattern.replace("0", "0." + "0" * places if places else "0")
        return _real_minus(str(format_percent(ratio, format=pattern, locale=self.locale)))

    def listed(self, words: Sequence[str]) -> str:
        """Several words in a row: a, b and c."""
        return str(format_list(list(words), locale=self.locale)) if words else ""

    def joined(self, sentences: Sequence[str]) -> str:
        """Whole sentences one after the other, as the language sets them."""
        return self.spec.sentence_gap.join(sentences)

    def maybe_money(self, ten_thousandths: int | float | None) -> str:
        """An amount, or a dash where it is unknown."""
        return UNKNOWN if ten_thousandths is None else self.money(ten_thousandths, fixed=True)

    def maybe_percent(self, ratio: float | None) -> str:
        """A ratio in per cent, or a dash where it is unknown."""
        return UNKNOWN if ratio is None else self.percent(ratio)

    def maybe_rate(self, ratio: float | None) -> str | None:
        """A margin rate in words; None where it is unknown."""
        return None if ratio is None else self.say("margin rate {rate}", rate=Share(ratio))

    def month(self, date: datetime.date) -> str:
        """A month of a year, short."""
        return str(format_skeleton("yMMM", date, locale=self.locale))

    def short_date(self, date: datetime.date, year: int) -> str:
        """A day and its month, short, with its year where that is another than this one."""
        return str(format_skeleton("MMMd" if date.year == year else "yMMMd", date, locale=self.locale))

    def weekday_date(self, date: datetime.date) -> str:
        """A date in words with its day of the week."""
        return str(format_date(date, format="full", locale=self.locale))

    def short_month(self, date: datetime.date) -> str:
        """A month without its year: Jul, 7月."""
        return str(format_skeleton("MMM", date, locale=self.locale))

    def month_span(self, first: datetime.date, last: datetime.date) -> str:
        """A few months in a row, short: Jul–Sep, 7–9月; one alone: Jul, 7月."""
        start, end = self.short_month(first), self.short_month(last)
        if (first.year, first.month) == (last.year, last.month):
            return end
        number = start.rstrip("月") if end.endswith("月") else start
        return f"{number}–{end}"

    def long_date(self, date: datetime.date) -> str:
        """A date in words."""
        return str(format_date(date, format="long", locale=self.locale))


@lru_cache(maxsize=256)
def _symbols(currency: str, code: str) -> tuple[str, str]:
    """The symbol that the language writes for a currency, and the one without the letters of its country: the header
    names the currency. A symbol of letters alone stays, also of letters with accents: zł."""
    usual = str(get_currency_symbol(currency, locale=LANGUAGES[code].locale))
    bare = usual.strip(ascii_letters)
    return usual, bare if bare and not bare.isalpha() else usual


def _real_minus(text: str) -> str:
    """The sign of a negative number as it is set, as wide as a plus (CLDR's English and Chinese have a hyphen); none
    where nothing is left of the number as it is rounded."""
    return text.replace("-", "\N{MINUS SIGN}" if any(digit in text for digit in "123456789") else "")


def _digits(lead: float) -> int:
    """Decimals for three figures that count: 1.84亿, 18.4M, 184K; 99.96 is rounded to 100."""
    return 2 if round(lead, 2) < 10 else 1 if round(lead, 1) < 100 else 0


def _with_decimals(text: str, digits: int, mark: str) -> str:
    """A compact amount with all its decimals: CLDR leaves zeros at the end out."""
    if not digits:
        return text
    found = re.search(rf"\d+(?:{re.escape(mark)}(\d+))?", text)
    if found is None:
        return text
    missing = digits - len(found[1] or "")
    return text[: found.end()] + ("" if found[1] else mark) + "0" * missing + text[found.end() :]


@lru_cache(maxsize=4096)
def _number(value: float, digits: int, code: str, place: str = "#") -> str:
    """Babel reads its pattern at every call; tables show the same numbers again and again."""
    spec = LANGUAGES[code]
    pattern = spec.whole_pattern + ("." + place * digits if digits else "")
    return _real_minus(str(format_decimal(round(value, digits), format=pattern, locale=spec.locale)))
