"""Control totals by month: what finance booked, what we have, and the difference."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.measures.monthly_targets import month_of
from kam_core.vocabulary.calendar import month_start
from kam_core.vocabulary.durations import month_of_year
from kam_core.vocabulary.message import Message, Money, ShownFigure
from kam_core.vocabulary.optional_columns import with_optional

ALL = "all"
SMALLEST = 10_000
"""Differences below one currency unit are rounding (ten-thousandths)."""


@dataclass(frozen=True)
class ControlMonths:
    """Money in ten-thousandths.

    rows: `month` (month number), `booked`, `ours`, `difference` (ours − booked), `booked_margin`, `our_margin`,
    `closed`, the latest first. repeated: months given more than once, of which the last row counts. before: months that
    finance booked outside our data. after: months after the as-of month, or not complete.
    """

    rows: pl.DataFrame
    repeated: int
    before: int
    after: int

    @property
    def booked(self) -> int:
        """Σ of finance over the months shown."""
        return int(self.rows["booked"].sum())

    @property
    def ours(self) -> int:
        """Σ of ours over the same months."""
        return int(self.rows["ours"].sum())

    @property
    def apart(self) -> pl.DataFrame:
        """The months that differ by a currency unit or more."""
        return self.rows.filter(pl.col("difference").abs() >= SMALLEST)

    @property
    def closed_apart(self) -> pl.DataFrame:
        """Closed months that differ: finance will not change them any more."""
        return self.apart.filter("closed")


def control_months(control: pl.DataFrame | None, totals: pl.DataFrame, complete: int) -> ControlMonths | None:
    """Compare finance's months with ours; None where finance gave none.

    totals: `month_totals` of all accounts. complete: the last complete month.
    """
    if control is None or control.is_empty():
        return None
    given = with_optional(control, {"margin": pl.Int64, "closed": pl.Boolean}).select(
        month_of("month").alias("month"),
        pl.col("revenue").alias("booked"),
        pl.col("margin").alias("booked_margin"),
        pl.col("closed").fill_null(False),
    )
    single = given.unique("month", keep="last", maintain_order=True)
    first = totals["month"].min()
    start = first if isinstance(first, int) else complete + 1
    has_margin = bool(totals["costed_lines"].sum())
    ours = totals.select(
        "month", pl.col("revenue").alias("ours"),
        (pl.col("margin") if has_margin else pl.lit(None, pl.Int64)).alias("our_margin"),
    )  # fmt: skip
    rows = (
        single.filter(pl.col("month").is_between(start, complete))
        .join(ours, on="month", how="inner")
        .with_columns((pl.col("ours") - pl.col("booked")).alias("difference"))
        .sort("month", descending=True)
        .select("month", "booked", "ours", "difference", "booked_margin", "our_margin", "closed")
    )
    return ControlMonths(
        rows,
        given.height - single.height,
        single.filter(pl.col("month") < start).height,
        single.filter(pl.col("month") > complete).height,
    )


def control_sentence(found: ControlMonths) -> Message:
    """Whether our figures and finance's agree, over how many months."""
    months = ShownFigure("control_months", ALL, found.rows.height)
    if found.rows.is_empty():
        return Message("Finance's months and ours do not overlap.")
    if found.apart.is_empty():
        return Message(
            "Our revenue agrees with finance's in {count} month.",
            "Our revenue agrees with finance's in all {count} months.",
            "count", count=months,
        )  # fmt: skip
    return Message(
        "Our revenue differs from finance's in {apart} of {count} months: {ours} against {booked}.",
        apart=ShownFigure("control_months_apart", ALL, found.apart.height),
        count=months,
        ours=ShownFigure("control_ours", ALL, Money(found.ours)),
        booked=ShownFigure("control_booked", ALL, Money(found.booked)),
    )


def control_notes(found: ControlMonths) -> list[Message]:
    """Closed months that differ, and what is not compared."""
    notes = [
        Message(
            "Closed month {month} differs by {money}: ours {ours}, booked {booked}.",
            month=month_of_year(month_start(row["month"])),
            money=Money(row["difference"]),
            ours=Money(row["ours"]),
            booked=Money(row["booked"]),
        )
        for row in found.closed_apart.iter_rows(named=True)
    ]
    if found.repeated:
        notes.append(
            Message(
                "{count} row of a month given twice is replaced by the later one.",
                "{count} rows of months given twice are replaced by the later ones.",
                "count",
                count=found.repeated,
            )
        )
    if found.before:
        notes.append(
            Message(
                "{count} month lies before our data.",
                "{count} months lie before our data.",
                "count",
                count=found.before,
            )
        )
    if found.after:
        notes.append(
            Message(
                "{count} month is not complete here and is not compared.",
                "{count} months are not complete here and are not compared.",
                "count",
                count=found.after,
            )
        )
    return notes
