"""One column of text to one typed column, with a mark on every cell that could not be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from kam_core.intake.currencies import currency_code
from kam_core.intake.findings import Finding, Place, finding
from kam_core.intake.headers import PERCENT_UNITS, header_unit
from kam_core.intake.values.categorical_column import in_levels, in_words
from kam_core.intake.values.cell_faults import Faults
from kam_core.intake.values.conventions import Conventions
from kam_core.intake.values.date_findings import date_question, mixed_order, serial_dates
from kam_core.intake.values.dates import dates
from kam_core.intake.values.ids import id_findings
from kam_core.intake.values.money_words import COUNTED
from kam_core.intake.values.numbers import Numbers, numbers
from kam_core.intake.values.times_of_day import minutes_of
from kam_core.vocabulary.field import STORED_TYPES, Field, Kind
from kam_core.vocabulary.formula_injection import unescape_formulas
from kam_core.vocabulary.lexicon.spellings import NO, YES, choice_spellings
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.money import LARGEST_AMOUNT, MONEY_SCALE

ERROR_CELLS = ("#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
NO_TEXT = ("null", "n/a", "-", "--", "—", "无", "暂无", "(null)", "\\n", "(blank)", "<null>")
NO_VALUE = (*NO_TEXT, "na", "none", "nil", "空", "未知", "/", "?", "tbd")
"""Words that mean: nothing here. In text, "NA" may be a region."""

PERCENT = r"[%％]\s*$"
OWN_UNIT = r"(?i)\d\s*(?:[万亿千萬億]|百万|千万|thousand|million|mio|mn|bn|[km])\.?\s*(?:元|[€$£¥]|eur|usd)?\s*$"
"""A number that says itself how many thousands or millions it means."""
SIGN = r"([￥¥$€£₩₹])"


@dataclass(frozen=True)
class Typed:
    """A typed column, the faults in it and what is good to know about the whole of it."""

    values: pl.Series
    faults: Faults
    findings: tuple[Finding, ...]


def typed(text: pl.Series, field: Field, header: str, place: Place, conventions: Conventions) -> Typed:
    """A column of text (null where empty) as `field` stores it: STORED[field.kind].

    Raises Question where day and month cannot be told apart and `conventions` does not say.
    """
    faults = Faults(header, field)
    here = Place(place.file, place.sheet, None, header)
    broken = text.is_in(ERROR_CELLS).fill_null(False)
    faults.add("error_cell", text, broken)
    nothing: tuple[str, ...] = NO_TEXT if field.kind in (Kind.ID, Kind.TEXT) else NO_VALUE
    # "none" is an answer where the column knows the word.
    nothing = tuple(word for word in nothing if word not in choice_spellings(field)) if field.choices else nothing
    text = pl.select(pl.when(~(text.str.to_lowercase().is_in(nothing) | broken)).then(text)).to_series()
    findings: list[Finding] = []
    values = READERS[field.kind](text, faults, here, conventions, findings)
    return Typed(values.cast(STORED_TYPES[field.kind]).alias(field.name), faults, tuple(findings))


Reader = Callable[[pl.Series, Faults, Place, Conventions, list[Finding]], pl.Series]


def _text(
    text: pl.Series, faults: Faults, place: Place, conventions: Conventions, findings: list[Finding]
) -> pl.Series:
    return as_written(text)


def _id(text: pl.Series, faults: Faults, place: Place, conventions: Conventions, findings: list[Finding]) -> pl.Series:
    text, told = id_findings(as_written(text), place)
    findings.extend(told)
    return text


def as_written(text: pl.Series) -> pl.Series:
    """Text without the mark that an export put before what begins like a formula.

    Only where text is wanted: '-5 in a column of numbers is a number, and the mark is none of its digits.
    """
    return pl.select(unescape_formulas(pl.lit(text))).to_series()


def _number(
    text: pl.Series, faults: Faults, place: Place, conventions: Conventions, findings: list[Finding]
) -> pl.Series:
    if faults.field.levels:
        text = in_levels(text, faults.field)
    read = numbers(text, conventions.decimal_mark, faults.field.kind is Kind.MONEY)
    faults.add("not_a_number", text, read.bad)
    faults.add("not_finite", text, read.endless)
    values = read.values
    faults.doubt("decimal_mark", text, values, read.doubts)
    faults.doubt("thousands", text, values, read.against)
    findings.extend(credits_told(text, read, place))
    unit, says = header_unit(faults.column), UNIT_OF_HEADER
    if unit is None and faults.field.kind is Kind.MONEY:
        unit, says = conventions.title_unit, UNIT_OF_TITLE
    if unit is not None and not (unit[0] in PERCENT_UNITS and (faults.field.kind is not Kind.SHARE or read.percent)):
        word, factor = unit
        # 15万 under 金额(万元) has its unit already.
        scaled = (values * factor if factor >= 1 else values / (1 / factor)).alias("scaled")
        values = pl.select(pl.when(text.str.contains(OWN_UNIT)).then(values).otherwise(scaled)).to_series()
        findings.append(finding("note", "unit", place, says, unit=word, factor=f"{factor:g}"))
    elif faults.field.kind is Kind.SHARE and not read.percent:
        values = _in_percent(values, place, findings)
    return _within(text, values, faults)


UNIT_OF_HEADER = N_("{place}: the header says {unit}, so every number was multiplied by {factor}.")
UNIT_OF_TITLE = N_("{place}: a title above says {unit}, so every number was multiplied by {factor}.")


def credits_told(text: pl.Series, read: Numbers, place: Place) -> list[Finding]:
    """What is said of amounts that are marked as credits."""
    count = int(read.credits.sum())
    if not count:
        return []
    every = count == int(read.values.is_not_null().sum())
    told = CREDITS_ONLY if every else CREDITS
    value = text.filter(read.credits)[0]
    return [finding("warn" if every else "note", "credits", place, told, value=value, count=count)]


CREDITS = N_(
    "{place}: {count} {count:amount is|amounts are} marked as credit, such as {value}, "
    "and {count:counts|count} negative."
)
CREDITS_ONLY = N_(
    "{place}: all amounts are marked as credit, such as {value}, and count negative. "
    "If they are revenue, take the marks out of the file."
)


def _in_percent(values: pl.Series, place: Place, findings: list[Finding]) -> pl.Series:
    """Shares written as 15 instead of 0.15: the whole column is one or the other."""
    largest = values.abs().max()
    if not isinstance(largest, float) or not 1 < largest <= 100:
        return values
    told = N_("{place}: numbers up to {largest} were read as per cent.")
    findings.append(finding("warn", "percent", place, told, largest=largest))
    return values / 100.0


def _within(text: pl.Series, values: pl.Series, faults: Faults) -> pl.Series:
    low, high = faults.field.low, faults.field.high
    outside = pl.repeat(False, values.len(), eager=True)
    if low is not None:
        outside |= (values < low).fill_null(False)
    if high is not None:
        outside |= (values > high).fill_null(False)
    faults.add("out_of_range", text, outside)
    return values.set(outside, None) if outside.any() else values


def _whole(
    text: pl.Series, faults: Faults, place: Place, conventions: Conventions, findings: list[Finding]
) -> pl.Series:
    values = _number(text, faults, place, conventions, findings)
    # Beyond 2^53 neighbouring whole numbers are one double.
    broken = ((values != values.round(0)) | (values.abs() > 2**53)).fill_null(False)
    faults.add("not_whole", text, broken)
    return values.set(broken, None) if broken.any() else values


def _money(
    text: pl.Series, faults: Faults, place: Place, conventions: Conventions, findings: list[Finding]
) -> pl.Series:
    shares = text.str.contains(PERCENT).fill_null(False)
    if shares.any():
        # 30 % is no amount of 0.30: read so, a margin would look a hundred times too thin.
        faults.add("share", text, shares)
        text = text.set(shares, None)
    goods = text.str.normalize("NFKC").str.contains(COUNTED).fill_null(False)
    if goods.any():
        faults.add("no_money", text, goods)
        text = text.set(goods, None)
    values = _number(text, faults, place, conventions, findings)
    large = (values.abs() > LARGEST_AMOUNT).fill_null(False)
    faults.add("too_large", text, large)
    if large.any():
        values = values.set(large, None)
    signs = text.str.extract(SIGN).str.replace("￥", "¥").drop_nulls().unique().sort().to_list()
    if len(signs) > 1:
        told = N_("{place}: amounts carry different currency signs ({signs}) and are added up as they stand.")
        findings.append(finding("warn", "currency_signs", place, told, signs=", ".join(signs)))
    if cut := cut_decimals(values):
        told = N_("{place}: {count} {count:line has|lines have} more than four decimals and {count:was|were} rounded.")
        findings.append(finding("note", "rounded", place, told, count=cut))
    return ten_thousandths(values)


def ten_thousandths(values: pl.Series) -> pl.Series:
    """Amounts in currency units as Int64 ten-thousandths, rounded once."""
    return (values * float(MONEY_SCALE)).round(0).cast(pl.Int64)


def cut_decimals(values: pl.Series) -> int:
    """How many amounts lose something when they are rounded to four decimals."""
    scaled = values * float(MONEY_SCALE)
    # A double carries 53 bits: what is below them is no decimal that anybody wrote.
    slack = (scaled.abs() * 1e-15).clip(lower_bound=1e-5)
    return int(((scaled - scaled.round(0)).abs() > slack).sum())


def _date(
    text: pl.Series, faults: Faults, place: Place, conventions: Conventions, findings: list[Finding]
) -> pl.Series:
    read = dates(text, conventions.date_order, conventions.from_1904)
    if read.ambiguous is not None:
        raise date_question(place, read.ambiguous)
    findings.extend(mixed_order(read, place))
    findings.extend(serial_dates(read, place, conventions))
    if read.month is not None:
        told = N_("{place}: cells such as {value} name a month of a year and were read as its first day.")
        findings.append(finding("note", "months", place, told, value=read.month))
    faults.add("not_a_date", text, read.bad)
    return read.days


def _moment(
    text: pl.Series, faults: Faults, place: Place, conventions: Conventions, findings: list[Finding]
) -> pl.Series:
    read = dates(text, conventions.date_order, conventions.from_1904)
    if read.ambiguous is not None:
        raise date_question(place, read.ambiguous)
    findings.extend(mixed_order(read, place))
    faults.add("not_a_moment", text, read.bad)
    minutes = minutes_of(text, read.days)
    days = read.days.is_not_null() & minutes.is_null()
    if count := int(days.sum()):
        told = N_(
            "{place}: {count} {count:cell names|cells name} a day without a time, such as {value}; no time was read."
        )
        findings.append(finding("note", "day_only", place, told, value=text.filter(days)[0], count=count))
    return minutes


def _choice(
    text: pl.Series, faults: Faults, place: Place, conventions: Conventions, findings: list[Finding]
) -> pl.Series:
    if not faults.field.choices:
        # RMB is no ISO code, and beside CNY it would look like a second currency.
        codes = {one: currency_code(one) for one in text.drop_nulls().unique().to_list()}
        return text.replace_strict(codes, return_dtype=pl.String())
    return in_words(text, choice_spellings(faults.field), faults)


def _flag(
    text: pl.Series, faults: Faults, place: Place, conventions: Conventions, findings: list[Finding]
) -> pl.Series:
    words = in_words(text, dict.fromkeys(YES, "yes") | dict.fromkeys(NO, "no"), faults)
    return words == "yes"


READERS: dict[Kind, Reader] = {
    Kind.ID: _id,
    Kind.TEXT: _text,
    Kind.CHOICE: _choice,
    Kind.DATE: _date,
    Kind.MOMENT: _moment,
    Kind.MONEY: _money,
    Kind.NUMBER: _number,
    Kind.COUNT: _whole,
    Kind.DAYS: _whole,
    Kind.SHARE: _number,
    Kind.SCORE: _number,
    Kind.FLAG: _flag,
}
"""How each kind of column is read."""
