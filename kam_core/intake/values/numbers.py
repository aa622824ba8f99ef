"""Text to numbers, a column at a time: the decimal mark is decided once for the whole column."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

UNITS = (
    r"(?:元|块|圆|个|件|台|套|只|箱|人|名|天|日|次|吨|公斤|千克|美元|欧元|人民币|pcs|pc|ea|rmb|cny|usd|eur|gbp|hkd|jpy|"
    r"days?|kg|stk|st)\.?"
)
CURRENCY = r"(?:rmb|cny|usd|eur|gbp|hkd|jpy|us\$|hk\$|[￥¥$€£₩₹円])"
MULTIPLIERS = (("万亿", 1e12), ("百万", 1e6), ("千万", 1e7), ("亿", 1e8), ("万", 1e4), ("千", 1e3))

COMPOUND = r"^(\d+(?:\.\d+)?)(万亿|亿|千万|百万|万|千)零?(\d+(?:\.\d+)?)(千万|百万|万|千|百)$"
"""1亿2000万: two numbers with units, the greater one first."""

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
CHINESE = r"¥|元|圆|块|人民币|rmb|cny|万|亿"
"""Signs of money written where a comma parts thousands and a point decimals."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """values: Float64, null where empty or bad; bad: cells that are no number; endless: NaN or infinity.

    percent: some cells carried a per cent sign (and are divided by 100). doubts: cells such as 1.234 whose mark nothing
    in the column explains. against: cells such as ￥1,234 in a column of decimal commas, read like the others although
    their sign speaks for thousands.
    """

    values: pl.Series
    bad: pl.Series
    endless: pl.Series
    percent: bool
    doubts: pl.Series
    against: pl.Series


def numbers(text: pl.Series) -> Numbers:
    """The numbers in a column of text (null where empty); nothing is dropped without being marked."""
    plain = text.cast(pl.Float64, strict=False)
    missed = plain.is_null() & text.is_not_null()
    percent = False
    doubts = against = pl.repeat(False, text.len(), dtype=pl.Boolean(), eager=True)
    dotted = text.str.contains(r"^-?[1-9]\d{0,2}\.\d{3}$").fill_null(False)
    if missed.any() or dotted.any():
        # Every distinct spelling once: columns repeat themselves.
        distinct = text.drop_nulls().unique(maintain_order=True).alias("text")
        read, percent = _spelled_out(distinct)
        joined = pl.DataFrame({"text": text}).join(read, on="text", how="left", maintain_order="left")
        plain = joined["value"]
        doubts, against = (joined[name].fill_null(False) for name in ("doubt", "against"))
    endless = (plain.is_nan() | plain.is_infinite()).fill_null(False)
    values = plain.set(endless, None) if endless.any() else plain
    bad = values.is_null() & text.is_not_null() & ~endless
    return Numbers(values.rename("value"), bad, endless, percent, doubts, against)


def _proofs(core: pl.Series) -> tuple[int, int]:
    """How many spellings can only have a decimal comma, and how many only a decimal point."""
    return int(core.str.contains(PROVES_COMMA).sum()), int(core.str.contains(PROVES_POINT).sum())


def _spelled_out(distinct: pl.Series) -> tuple[pl.DataFrame, bool]:
    """`text`, `value`, `doubt` and `against` of every spelling, and whether any is in per cent."""
    core = pl.col("core")
    frame = (
        pl.DataFrame({"text": distinct})
        .with_columns(
            pl.col("text")
            .str.normalize("NFKC")
            .str.strip_chars()
            .str.to_lowercase()
            .str.replace_all(r"[−–—]", "-")
            .alias("core")
        )
        .with_columns(core.alias("whole"))
    )
    # 1 234 567 and 1'234'567 are grouped; 12 34 are two numbers in one cell, and so is neither.
    frame = frame.with_columns(
        pl.when(core.str.contains(SPACED) & ~core.str.contains(GROUPED_SPACE))
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
        core.str.replace(f"^{CURRENCY}", "").str.replace(r"^-", "").str.replace(f"{CURRENCY}$", "")
        .str.replace(f"{UNITS}$", "").str.replace(r"%$", "")
    )  # fmt: skip
    parts = core.str.extract_groups(COMPOUND).struct
    sizes = {**dict(MULTIPLIERS), "百": 1e2}
    high, low = (
        parts.field(unit).replace_strict(sizes, default=None, return_dtype=pl.Float64()) for unit in ("2", "4")
    )
    both = parts.field("1").cast(pl.Float64) * high + parts.field("3").cast(pl.Float64) * low
    frame = frame.with_columns(pl.when(high > low).then(both).alias("compound"))
    scale = pl.lit(1.0)
    stripped = core
    for word, factor in reversed(MULTIPLIERS):
        scale = pl.when(core.str.ends_with(word)).then(factor).otherwise(scale)
    for word, _ in MULTIPLIERS:
        stripped = stripped.str.strip_suffix(word)
    frame = frame.with_columns(scale.alias("scale"), stripped.alias("core"))
    # 1.2万 says how its own line was written; it speaks for the column only where no other cell does.
    comma, point = _proofs(frame.filter(pl.col("scale") == 1)["core"])
    if not comma and not point:
        comma, point = _proofs(frame["core"])
    unproved = not comma and not point
    decimal_comma = comma > point
    frame = frame.with_columns(
        (core.str.contains(EITHER) & unproved).alias("doubt"),
        (core.str.contains(CHINESE_THOUSANDS) & pl.col("whole").str.contains(CHINESE) & decimal_comma).alias("against"),
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
    frame = frame.with_columns(pl.when(pl.col("negative")).then(-signed).otherwise(signed).alias("value"))
    return frame.select("text", "value", "doubt", "against"), bool(frame["percent"].any())
