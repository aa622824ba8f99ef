"""Parse the time of day in cells with a date."""

from __future__ import annotations

import polars as pl

from kam_core.intake.values.unicode_digits import normalise_digits
from kam_core.vocabulary.calendar import MINUTES_A_DAY

CLOCK = (
    r"(?i)(?:^|[^\d:])(\d{1,2})\s*(?::|时|時|点|點|시)\s*([0-5]?\d)(?:\s*[:分분]\s*([0-5]?\d))?(?:[.,]\d+)?\s*([ap])?"
)
COMPACT = r"^(?:19|20)\d{6}[T\s]*([01]\d|2[0-3])([0-5]\d)(?:[0-5]\d)?$"
SERIAL = r"^[2-6]\d{4}(\.\d+)$"
AFTER_NOON, BEFORE_NOON = r"下午|晚上|午後|오후", r"上午|凌晨|早上|午前|오전"


def parse_minutes(text: pl.Series, days: pl.Series) -> pl.Series:
    """Parse minutes since 1970-01-01 of cells with known days; null for cells without a time.

    A column in which every time is midnight to the second holds days: that is how programs write them.
    """
    clean = normalise_digits(text)
    frame = pl.DataFrame({"clean": clean, "day": days})
    cell = pl.col("clean")
    clock = cell.str.extract_groups(CLOCK).struct
    hour, minute = clock.field("1").cast(pl.Int64), clock.field("2").cast(pl.Int64)
    half = clock.field("4").str.to_lowercase()
    afternoon = (half == "p").fill_null(False) | cell.str.contains(AFTER_NOON)
    forenoon = (half == "a").fill_null(False) | cell.str.contains(BEFORE_NOON)
    hour = (
        pl.when(afternoon & (hour < 12))
        .then(hour + 12)
        .when(forenoon & (hour == 12))
        .then(pl.lit(0, pl.Int64))
        .otherwise(hour)
    )
    spoken = pl.when(hour < 24).then(hour * 60 + minute)
    compact = cell.str.extract_groups(COMPACT).struct
    run = compact.field("1").cast(pl.Int64) * 60 + compact.field("2").cast(pl.Int64)
    part = (cell.str.extract(SERIAL, 1).cast(pl.Float64) * MINUTES_A_DAY).round(0).cast(pl.Int64)
    times = frame.select(
        "day", pl.coalesce(spoken, run, part).alias("time"), clock.field("3").alias("second")
    )  # fmt: skip
    known = times.drop_nulls("time")
    if known.height and known.select(((pl.col("time") == 0) & (pl.col("second") == "00")).all()).item():
        return pl.repeat(None, text.len(), dtype=pl.Int64(), eager=True)
    return times.select(pl.col("day") * MINUTES_A_DAY + pl.col("time")).to_series().rename(text.name)
