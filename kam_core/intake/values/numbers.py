"""Parse numbers, a column at a time: the decimal mark is decided for the whole column."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.intake.currencies import CODES
from kam_core.intake.values.money_words import parse_numerals, split_credit_mark, split_magnitude, strip_currency
from kam_core.intake.values.unicode_digits import normalise_digits

UNITS = (
    r"(?:元|块|圆|个|件|台|套|只|箱|人|名|天|日|次|吨|公斤|千克|美元|欧元|人民币|pcs|pc|ea|rmb|cny|usd|eur|gbp|hkd|jpy|"
    r"days?|kg|stk|st)\.?"
)
CURRENCY = rf"(?:rmb|{CODES}|us\$|hk\$|円|[\p{{Sc}}&&[^¢]])"
MULTIPLIERS = (
    ("万亿", 1e12), ("百万", 1e6), ("千万", 1e7), ("亿", 1e8), ("億", 1e8), ("万", 1e4), ("萬", 1e4), ("千", 1e3)
)  # fmt: skip

COMPOUND = r"^(\d+(?:\.\d+)?)(万亿|亿|千万|百万|万|千)零?(\d+(?:\.\d+)?)(千万|百万|万|千|百)$"
"""1亿2000万: two numbers with units, the larger one first."""

GROUPED_POINT = r"^(?:\d+|\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3})?(?:\.\d*)?(?:e[+-]?\d+)?$"
GROUPED_COMMA = r"^(?:\d+|\d{1,3}(?:\.\d{3})+)?(?:,\d*)?(?:e[+-]?\d+)?$"
PROVES_COMMA = r"\d\.\d{3},\d|^\d+,\d{1,2}$|^\d+,\d{4,}$|^0,\d+$|^\d{1,3}(?:\.\d{3}){2,}$"
PROVES_POINT = r"\d,\d{3}\.\d|^\d+\.\d{1,2}$|^\d+\.\d{4,}$|^0?\.\d+$|^\d{1,3}(?:,\d{3}){2,}$"
IN_BRACKETS = r"^([^\d(]*)\((.*)\)(\D*)$"
SPACED = r"\d[\s'’`´]+\d"
GROUPED_SPACE = r"^\D*\d{1,3}(?:[\s'’`´]\d{3})+(?:[.,]\d*)?\D*$"
EITHER = r"^[1-9]\d{0,2}[.,]\d{3}$"
ONE_MARK = r"^\d+(?:\.\d+|,\d{1,2}|,\d{4,})$"
"""1.2 and 1,2 before 万: thousands of ten thousands have no point, and groups of three digits."""
CHINESE_THOUSANDS = r"^[1-9]\d{0,2},\d{3}$"
NO_DECIMALS = r"(\d)[.,]\s*-{1,2}(\s*[^\d]*)$"
"""12,- and 12.– are whole amounts, and not negative."""
TICKED = r"^[^\d]*[`´]|[`´][^\d]*$"
"""`12` is a piece of a program, and no amount."""
CHINESE = r"¥|元|圆|块|人民币|rmb|cny|万|亿"
"""Signs of money written where a comma parts thousands and a point decimals."""


@dataclass(frozen=True, slots=True)
class ParsedNumbers:
    """values: Float64, null where empty or bad; bad: cells that are no number; infinite: NaN or infinity.

    percent: some cells carried a per cent sign (and are divided by 100). doubts: cells such as 1.234 with an ambiguous
    mark. contradicting: cells such as ￥1,234 in a column of decimal commas, read like the others although their sign
    suggests thousands. credits: cells marked as credit (12 CR), read as negative. proved: the decimal mark
    that the column proves, "point" or "comma", or None; it is looked for only where a spelling needs it.
    """

    values: pl.Series
    bad: pl.Series
    infinite: pl.Series
    percent: bool
    doubts: pl.Series
    contradicting: pl.Series
    credits: pl.Series
    proved: str | None


def parse_numbers(text: pl.Series, mark: str | None = None, money: bool = False) -> ParsedNumbers:
    """Parse a column of numbers (null where empty); every cell that is not read is marked.

    mark: the decimal mark where the column does not prove it, "point" or "comma". money: the cells are amounts, which
    people write with more words: 12 CR, $2M, 壹万元.
    """
    plain = text.cast(pl.Float64, strict=False)
    missed = plain.is_null() & text.is_not_null()
    percent, proved = False, None
    doubts = contradicting = credits = pl.repeat(False, text.len(), dtype=pl.Boolean(), eager=True)
    dotted = text.str.contains(r"^-?[1-9]\d{0,2}\.\d{3}$").fill_null(False)
    if missed.any() or dotted.any():
        # Every distinct spelling once: columns repeat themselves.
        distinct = text.drop_nulls().unique(maintain_order=True).alias("text")
        read, percent, proved = _parse_spellings(distinct, mark, money)
        joined = pl.DataFrame({"text": text}).join(read, on="text", how="left", maintain_order="left")
        plain = joined["value"]
        doubts, contradicting, credits = (
            joined[name].fill_null(False) for name in ("doubt", "contradicting", "credit")
        )
    infinite = (plain.is_nan() | plain.is_infinite()).fill_null(False)
    values = plain.set(infinite, None) if infinite.any() else plain
    bad = values.is_null() & text.is_not_null() & ~infinite
    return ParsedNumbers(values.rename("value"), bad, infinite, percent, doubts, contradicting, credits, proved)


def proved_decimal_mark(text: pl.Series) -> str | None:
    """The decimal mark proved by a column of numbers, "point" or "comma"; None for neither."""
    return _parse_spellings(text.drop_nulls().unique().alias("text"), None, True)[2]


def _count_proofs(core: pl.Series) -> tuple[int, int]:
    """Count the spellings that prove a decimal comma, and those that prove a decimal point."""
    return int(core.str.contains(PROVES_COMMA).sum()), int(core.str.contains(PROVES_POINT).sum())


def _parse_spellings(distinct: pl.Series, mark: str | None, money: bool) -> tuple[pl.DataFrame, bool, str | None]:
    """One row per spelling: `text`, `value`, `doubt`, `contradicting`, `credit`.

    Also whether any is in per cent, and the decimal mark that they prove.
    """
    core = pl.col("core")
    frame = pl.DataFrame({"text": distinct, "core": normalise_digits(distinct)}).with_columns(
        core.str.to_lowercase()
        .str.replace_all(r"[−–—]", "-")
        .str.replace(r"^[负負]", "-")
        .str.replace(NO_DECIMALS, "$1$2")
        .str.replace_all("٬", "", literal=True)
        .str.replace("٫", ".", literal=True)
    )
    frame = frame.with_columns(core.alias("whole"), pl.lit(False).alias("credit"))
    numerals = parse_numerals(frame["core"]) if money else {}
    if money:
        frame = split_credit_mark(frame)
    # 1 234 567 and 1'234'567 are grouped; 12 34 are two numbers in one cell, and so is neither.
    frame = frame.with_columns(
        pl.when((core.str.contains(SPACED) & ~core.str.contains(GROUPED_SPACE)) | core.str.contains(TICKED))
        .then(pl.lit("?"))
        .otherwise(core)
        .alias("core")
    ).with_columns(
        (core.str.contains(IN_BRACKETS) | core.str.contains(r"-$") | core.str.contains(r"^[^\d.,(]*-")
         | core.str.contains(r"^[▲△]")).alias("negative"),
        core.str.contains(r"%[\s)-]*$").alias("percent"),
    ).with_columns(
        core.str.replace(IN_BRACKETS, "$1$2$3").str.replace_all(r"[\s'’`´]", "").str.replace(r"^[-+▲△]", "")
        .str.replace(r"-$", "")
    ).with_columns(
        strip_currency(core) if money else
        core.str.replace(f"^{CURRENCY}", "").str.replace(r"^-", "").str.replace(f"{CURRENCY}$", "")
        .str.replace(f"{UNITS}$", "")
    ).with_columns(core.str.replace(r"%$", ""))  # fmt: skip
    parts = core.str.extract_groups(COMPOUND).struct
    sizes = {**dict(MULTIPLIERS), "百": 1e2}
    high, low = (
        parts.field(unit).replace_strict(sizes, default=None, return_dtype=pl.Float64()) for unit in ("2", "4")
    )
    both = parts.field("1").cast(pl.Float64) * high + parts.field("3").cast(pl.Float64) * low
    frame = frame.with_columns(pl.when(high > low).then(both).alias("compound"))
    if numerals:
        spelled = pl.col("whole").replace_strict(numerals, default=None, return_dtype=pl.Float64())
        frame = frame.with_columns(pl.coalesce("compound", spelled.abs()).alias("compound"))
    scale = pl.lit(1.0)
    stripped = core
    if money:
        stripped, scale = split_magnitude(core)
        frame = frame.with_columns(stripped.alias("core"), scale.alias("scale"))
        scale, stripped = pl.col("scale"), core
    for word, factor in reversed(MULTIPLIERS):
        scale = pl.when(core.str.ends_with(word)).then(factor).otherwise(scale)
    for word, _ in MULTIPLIERS:
        stripped = stripped.str.strip_suffix(word)
    frame = frame.with_columns(scale.alias("scale"), stripped.alias("core"))
    # 1.2万 says how its own line was written; it speaks for the column only where no other cell does.
    comma, point = _count_proofs(frame.filter(pl.col("scale") == 1)["core"])
    if not comma and not point:
        comma, point = _count_proofs(frame["core"])
    unproved = not comma and not point
    decimal_comma = mark == "comma" if unproved and mark is not None else comma > point
    unproved_doubt = unproved and mark is None
    frame = frame.with_columns(
        (core.str.contains(EITHER) & unproved_doubt & (pl.col("scale") == 1)).alias("doubt"),
        (core.str.contains(CHINESE_THOUSANDS) & pl.col("whole").str.contains(CHINESE) & decimal_comma).alias(
            "contradicting"
        ),
    )
    if decimal_comma:
        fits = core.str.contains(GROUPED_COMMA)
        number = core.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True)
    else:
        fits = core.str.contains(GROUPED_POINT)
        number = core.str.replace_all(",", "", literal=True)
    one_mark = (pl.col("scale") > 1) & core.str.contains(ONE_MARK)
    number = pl.when(one_mark).then(core.str.replace(",", ".", literal=True)).otherwise(number)
    fits |= one_mark
    # What none of the styles explains is left to the plain reader, which knows "nan" and "inf".
    value = pl.when(fits & core.str.contains(r"\d")).then(number).otherwise(
        pl.when(core.str.contains(r"^(?:nan|inf|infinity)$")).then(core)
    ).cast(pl.Float64, strict=False)  # fmt: skip
    # A hundredth is no binary number: dividing rounds once, multiplying by 0.01 twice.
    signed = pl.coalesce("compound", value * pl.col("scale")) / pl.when(pl.col("percent")).then(100.0).otherwise(1.0)
    # A credit in brackets, or with a minus, says twice that it is one, or that it is none.
    negative = pl.col("negative") | pl.col("credit")
    unclear = pl.col("negative") & pl.col("credit")
    frame = frame.with_columns(
        pl.when(~unclear).then(pl.when(negative).then(-signed).otherwise(signed)).alias("value"),
    )
    proved = None if unproved or comma == point else "comma" if comma > point else "point"
    return frame.select("text", "value", "doubt", "contradicting", "credit"), bool(frame["percent"].any()), proved
