"""Line buffer: reused for every month without leftovers."""

import polars as pl

from kam_core.cube.build.line_buffer import LineBuffer


def as_it_is(batch: pl.DataFrame) -> pl.DataFrame:
    return batch


def lines(count: int, margin: list[int | None]) -> pl.DataFrame:
    return pl.DataFrame({"account": range(count), "margin": margin}, schema={"account": pl.Int64, "margin": pl.Int64})


def test_the_first_null_margin_may_come_late_in_a_month_after_a_smaller_one() -> None:
    buffer = LineBuffer()
    known, unknown = lines(4_000, list(range(4_000))), lines(10, [*range(9), None])
    for parts in ([unknown], [known, known, unknown], [known], [unknown, known, unknown]):
        given = pl.concat(parts)
        seen: list[int] = []

        def collect(batch: pl.DataFrame, seen: list[int] = seen) -> pl.DataFrame:
            seen.append(batch.height)
            return batch

        frame, row_numbers = buffer.fill(pl.concat([part.lazy() for part in parts]), given.height, collect)
        assert frame.equals(given)
        assert sorted(row_numbers.tolist()) == list(range(given.height))
        # As long as parts come one by one this looks at what it should look at.
        assert len(seen) >= len(parts)


def test_more_lines_than_expected_fit_into_the_buffer() -> None:
    given = lines(300_000, [None, *range(299_999)])
    frame, _ = LineBuffer().fill(given.lazy(), 10, as_it_is)
    assert frame.equals(given)
