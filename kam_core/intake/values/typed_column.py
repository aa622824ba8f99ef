"""Parse one column of text to one typed column, and mark the cells that could not be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from kam_core.intake.currencies import currency_code
from kam_core.intake.findings import Finding, Place, finding
from kam_core.intake.headers import PERCENT_UNITS, header_unit
from kam_core.intake.values.categorical_column import parse_choices, words_to_levels
from kam_core.intake.values.cell_faults import Faults
from kam_core.intake.values.conventions import Conventions
from kam_core.intake.values.date_findings import date_question, mixed_order_findings, serial_date_findings
from kam_core.intake.values.dates import parse_dates
from kam_core.intake.values.ids import repair_ids
from kam_core.intake.values.money_words import COUNTED
from kam_core.intake.values.numbers import ParsedNumbers, parse_numbers
from kam_core.intake.values.times_of_day import parse_minutes
from kam_core.vocabulary.field import STORED_TYPES, Field, Kind
from kam_core.vocabulary.formula_injection import unescape_formulas
from kam_core.vocabulary.lexicon.spellings import NO, YES, choice_spellings
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.money import LARGEST_AMOUNT, MONEY_SCALE
from kam_core.vocabulary.plurals import Plural

ERROR_CELLS = ("#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
NO_TEXT = ("null", "n/a", "-", "--", "—", "无", "暂无", "(null)", "\\n", "(blank)", "<null>")
NO_VALUE = (*NO_TEXT, "na", "none", "nil", "空", "未知", "/", "?", "tbd")
"""Words for a missing value. In text, "NA" may be a region."""

PERCENT = r"[%％]\s*$"
OWN_UNIT = r"(?i)\d\s*(?:[万亿千萬億]|百万|千万|thousand|million|mio|mn|bn|[km])\.?\s*(?:元|[€$£¥]|eur|usd)?\s*$"
"""A number with its own word for thousands or millions."""
SIGN = r"([￥¥$€£₩₹])"


@dataclass(frozen=True)
class TypedColumn:
    """A typed column with its faults and findings."""

    values: pl.Series
    faults: Faults
    findings: tuple[Finding, ...]


def type_column(text: pl.Series, field: Field, header: str, place: Place, conventions: Conventions) -> TypedColumn:
    """Parse a column of text (null where empty) to the type of `field`: STORED_TYPES[field.kind].

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
    return TypedColumn(values.cast(STORED_TYPES[field.kind]).alias(field.name), faults, tuple(findings))


Reader = Callable[[pl.Series, Faults, Place, Conventions, list[Finding]], pl.Series]


def _parse_text(
    text: pl.Series, faults: Faults, place: Place, conventions: Conventions, findings: list[Finding]
) -> pl.Series:
    return unescape_cells(text)


def _parse_id(
    text: pl.Series, faults: Faults, place: Place, conventions: Conventions, findings: list[Finding]
) -> pl.Series:
    text, more = repair_ids(unescape_cells(text), place)
    findings.extend(more)
    return text


def unescape_cells(text: pl.Series) -> pl.Series:
    """Remove the mark that exports put before text that looks like a formula.

    Only for text: in a column of numbers '-5 is a number.
    """
    return pl.select(unescape_formulas(pl.lit(text))).to_series()


def _parse_number(
    text: pl.Series, faults: Faults, place: Place, conventions: Conventions, findings: list[Finding]
) -> pl.Series:
    if faults.field.levels:
        text = words_to_levels(text, faults.field)
    read = parse_numbers(text, conventions.decimal_mark, faults.field.kind is Kind.MONEY)
    faults.add("not_a_number", text, read.bad)
    faults.add("not_finite", text, read.infinite)
    values = read.values
    faults.doubt("decimal_mark", text, values, read.doubts)
    faults.doubt("thousands", text, values, read.contradicting)
    findings.extend(credit_findings(text, read, place))
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
        values = _percent_to_share(values, place, findings)
    return _check_range(text, values, faults)


UNIT_OF_HEADER = N_("{place}: the header says {unit}, so every number was multiplied by {factor}.")
UNIT_OF_TITLE = N_("{place}: a title above says {unit}, so every number was multiplied by {factor}.")


def credit_findings(text: pl.Series, read: ParsedNumbers, place: Place) -> list[Finding]:
    """Findings about amounts that are marked as credits."""
    count = int(read.credits.sum())
    if not count:
        return []
    every = count == int(read.values.is_not_null().sum())
    sentence = CREDITS_ONLY if every else CREDITS
    value = text.filter(read.credits)[0]
    return [finding("warn" if every else "note", "credits", place, sentence, value=value, count=count)]


CREDITS = Plural(
    "{place}: {count} amount marked as credit, such as {value}, is counted as negative.",
    "{place}: {count} amounts marked as credit, such as {value}, are counted as negative.",
    "count",
)
CREDITS_ONLY = N_(
    "{place}: all amounts are marked as credit, such as {value}, and counted as negative. If they are revenue, "
    "remove the marks from the file."
)


def _percent_to_share(values: pl.Series, place: Place, findings: list[Finding]) -> pl.Series:
    """Shares written as 15 instead of 0.15: the whole column is one or the other."""
    largest = values.abs().max()
    if not isinstance(largest, float) or not 1 < largest <= 100:
        return values
    sentence = N_("{place}: numbers up to {largest} were read as percentages.")
    findings.append(finding("warn", "percent", place, sentence, largest=largest))
    return values / 100.0


def _check_range(text: pl.Series, values: pl.Series, faults: Faults) -> pl.Series:
    low, high = faults.field.low, faults.field.high
    outside = pl.repeat(False, values.len(), eager=True)
    if low is not None:
        outside |= (values < low).fill_null(False)
    if high is not None:
        outside |= (values > high).fill_null(False)
    faults.add("out_of_range", text, outside)
    return values.set(outside, None) if outside.any() else values


def _parse_count(
    text: pl.Series, faults: Faults, place: Place, conventions: Conventions, findings: list[Finding]
) -> pl.Series:
    values = _parse_number(text, faults, place, conventions, findings)
    # Beyond 2^53 neighbouring whole numbers are one double.
    broken = ((values != values.round(0)) | (values.abs() > 2**53)).fill_null(False)
    faults.add("not_whole", text, broken)
    return values.set(broken, None) if broken.any() else values


def _parse_money(
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
    values = _parse_number(text, faults, place, conventions, findings)
    large = (values.abs() > LARGEST_AMOUNT).fill_null(False)
    faults.add("too_large", text, large)
    if large.any():
        values = values.set(large, None)
    signs = text.str.extract(SIGN).str.replace("￥", "¥").drop_nulls().unique().sort().to_list()
    if len(signs) > 1:
        mixed = N_("{place}: amounts have different currency symbols ({signs}) and are added up without conversion.")
        findings.append(finding("warn", "currency_signs", place, mixed, signs=", ".join(signs)))
    if cut := count_rounded(values):
        sentence = Plural(
            "{place}: {count} line has more than four decimals and was rounded.",
            "{place}: {count} lines have more than four decimals and were rounded.",
            "count",
        )
        findings.append(finding("note", "rounded", place, sentence, count=cut))
    return ten_thousandths(values)


def ten_thousandths(values: pl.Series) -> pl.Series:
    """Amounts in currency units as Int64 ten-thousandths, rounded once."""
    return (values * float(MONEY_SCALE)).round(0).cast(pl.Int64)


def count_rounded(values: pl.Series) -> int:
    """Count the amounts with more than four decimals."""
    scaled = values * float(MONEY_SCALE)
    # A double carries 53 bits: what is below them is no decimal that anybody wrote.
    slack = (scaled.abs() * 1e-15).clip(lower_bound=1e-5)
    return int(((scaled - scaled.round(0)).abs() > slack).sum())


def _parse_date(
    text: pl.Series, faults: Faults, place: Place, conventions: Conventions, findings: list[Finding]
) -> pl.Series:
    read = parse_dates(text, conventions.date_order, conventions.from_1904)
    if read.ambiguous is not None:
        raise date_question(place, read.ambiguous)
    findings.extend(mixed_order_findings(read, place))
    findings.extend(serial_date_findings(read, place, conventions))
    if read.month is not None:
        sentence = N_("{place}: cells such as {value} give a month and were read as its first day.")
        findings.append(finding("note", "months", place, sentence, value=read.month))
    faults.add("not_a_date", text, read.bad)
    return read.days


def _parse_moment(
    text: pl.Series, faults: Faults, place: Place, conventions: Conventions, findings: list[Finding]
) -> pl.Series:
    read = parse_dates(text, conventions.date_order, conventions.from_1904)
    if read.ambiguous is not None:
        raise date_question(place, read.ambiguous)
    findings.extend(mixed_order_findings(read, place))
    faults.add("not_a_moment", text, read.bad)
    minutes = parse_minutes(text, read.days)
    days = read.days.is_not_null() & minutes.is_null()
    if count := int(days.sum()):
        sentence = Plural(
            "{place}: {count} cell gives a date without a time, such as {value}; no time was read.",
            "{place}: {count} cells give a date without a time, such as {value}; no time was read.",
            "count",
        )
        findings.append(finding("note", "day_only", place, sentence, value=text.filter(days)[0], count=count))
    return minutes


def _parse_choice(
    text: pl.Series, faults: Faults, place: Place, conventions: Conventions, findings: list[Finding]
) -> pl.Series:
    if not faults.field.choices:
        # RMB is no ISO code, and beside CNY it would look like a second currency.
        codes = {one: currency_code(one) for one in text.drop_nulls().unique().to_list()}
        return text.replace_strict(codes, return_dtype=pl.String())
    return parse_choices(text, choice_spellings(faults.field), faults)


def _parse_flag(
    text: pl.Series, faults: Faults, place: Place, conventions: Conventions, findings: list[Finding]
) -> pl.Series:
    words = parse_choices(text, dict.fromkeys(YES, "yes") | dict.fromkeys(NO, "no"), faults)
    return words == "yes"


READERS: dict[Kind, Reader] = {
    Kind.ID: _parse_id,
    Kind.TEXT: _parse_text,
    Kind.CHOICE: _parse_choice,
    Kind.DATE: _parse_date,
    Kind.MOMENT: _parse_moment,
    Kind.MONEY: _parse_money,
    Kind.NUMBER: _parse_number,
    Kind.COUNT: _parse_count,
    Kind.DAYS: _parse_count,
    Kind.SHARE: _parse_number,
    Kind.SCORE: _parse_number,
    Kind.FLAG: _parse_flag,
}
"""Parser of each kind of column."""
