"""Reading one account from a cube: same rows as a full scan, no stale caches."""

import os
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from kam_core.cube.parquet_files import CubeFile
from kam_core.cube.read import footer_reads
from kam_core.cube.read.account_bitmap import AccountBitmap, may_have
from kam_core.cube.read.cube import Cube
from kam_core.cube.read.file_cache import FileCache
from kam_core.cube.read.footer_reads import UnreadableFooterError, rows_of
from kam_core.vocabulary.line_store import refuse_damaged_files
from kam_core.vocabulary.message import UserError
from tests.cube.sample_lines import built, by_month, rows
from tests.cube.test_integrity import with_other_contents, without_contents, without_rows
from tests.engines.lines import lines

SCHEMA = pl.Schema({"account": pl.Int64, "amount": pl.Int64, "order": pl.String})
ACCOUNTS = st.integers(-(2**63), 2**63 - 1) | st.integers(-3, 40)
MAY = 2024 * 12 + 4
GIVEN = rows((1, "2024-03-10", 1, 10.0), (2, "2024-03-11", 2, 20.0), (1, "2024-04-30", 3, 5.0), (2, "2024-05-01", 4, 1))


def written(path: Path, accounts: list[int], add: int = 0, group: int = 4, **more: object) -> CubeFile:
    frame = pl.DataFrame(
        {"account": sorted(accounts), "amount": [row + add for row in range(len(accounts))]},
        schema={"account": pl.Int64, "amount": pl.Int64},
    ).with_columns(order=pl.format("O{}", "amount"))
    pq.write_table(frame.to_arrow(), path, row_group_size=group, **more)
    return CubeFile(path.name, path.stat().st_size, frame.height)


@given(st.lists(ACCOUNTS, max_size=60), st.lists(ACCOUNTS, max_size=5), st.booleans())
@settings(max_examples=60, deadline=None)
def test_the_rows_of_an_account_are_those_that_reading_all_would_find(
    tmp_path_factory: pytest.TempPathFactory, accounts: list[int], others: list[int], known: bool
) -> None:
    """Accounts over the borders of row groups, the least and the largest number that there is, groups that do not say
    whose rows they have."""
    folder = tmp_path_factory.mktemp("given")
    piece = written(folder / "a.parquet", accounts, write_statistics=known)
    whole = pl.read_parquet(folder / "a.parquet")
    for account in {*accounts, *others}:
        mine = whole.filter(pl.col("account") == account)
        assert_frame_equal(rows_of(account, folder, [piece, piece], SCHEMA), pl.concat([mine, mine]))
        assert may_have(account, folder, piece) or mine.is_empty()


@given(st.lists(ACCOUNTS, min_size=1, max_size=60))
def test_the_bitmap_never_misses_an_account_with_rows(accounts: list[int]) -> None:
    holders = AccountBitmap.of(pl.Series(accounts, dtype=pl.Int64).to_numpy())
    assert all(holders.may_have(account) for account in accounts)


def test_the_bitmap_is_exact_for_consecutive_account_numbers() -> None:
    holders = AccountBitmap.of(pl.Series(range(100, 200, 2)).to_numpy())
    assert [account for account in range(100, 199) if holders.may_have(account)] == list(range(100, 200, 2))


@pytest.mark.parametrize("others_group", [4, 7], ids=["laid out alike", "laid out otherwise"])
def test_a_file_put_in_place_of_another_is_read_by_its_own_footer(tmp_path: Path, others_group: int) -> None:
    accounts = [1] * 9 + [2] * 9
    first = written(tmp_path / "a.parquet", accounts)
    assert rows_of(2, tmp_path, [first], SCHEMA)["amount"].to_list() == list(range(9, 18))
    assert may_have(2, tmp_path, first)
    assert not may_have(3, tmp_path, first)
    second = written(tmp_path / "b.parquet", [1] * 3 + [2] * 3 + [3] * 12, add=100, group=others_group)
    os.replace(tmp_path / "b.parquet", tmp_path / "a.parquet")
    second = CubeFile(first.name, second.size, second.rows)
    assert may_have(3, tmp_path, second)
    assert rows_of(2, tmp_path, [second], SCHEMA)["amount"].to_list() == [103, 104, 105]


def test_a_file_replaced_while_it_is_read_is_read_as_it_was_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look at the list and the reading of rows another file takes the name."""
    piece = written(tmp_path / "a.parquet", [1] * 9 + [2] * 9)
    written(tmp_path / "b.parquet", [2] * 18, add=100, group=5)
    real = footer_reads.footer_of

    def swapped(file: object, piece: CubeFile) -> footer_reads.Footer:
        found = real(file, piece)  # type: ignore[arg-type]
        os.replace(tmp_path / "b.parquet", tmp_path / "a.parquet")
        return found

    monkeypatch.setattr(footer_reads, "footer_of", swapped)
    assert rows_of(2, tmp_path, [piece], SCHEMA)["amount"].to_list() == list(range(9, 18))


def test_a_file_of_another_size_or_number_of_rows_is_refused(tmp_path: Path) -> None:
    piece = written(tmp_path / "a.parquet", [1, 2, 3])
    for other in (CubeFile(piece.name, piece.size + 1, piece.rows), CubeFile(piece.name, piece.size, piece.rows - 1)):
        with pytest.raises(UnreadableFooterError, match=r"a\.parquet: the file was replaced"):
            rows_of(1, tmp_path, [other], SCHEMA)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cube of a year of lines, most accounts with orders over several months."""
    folder = tmp_path_factory.mktemp("one-account")
    given = lines().with_columns(pl.col("day").cast(pl.Int32).cast(pl.Date).alias("date")).drop("day", "month")
    built(by_month(folder / "in", given.filter(pl.col("date").dt.year() == 2024)), folder / "cube")
    return folder / "cube"


@pytest.mark.parametrize("last_month", [2024 * 12 + 5, 2024 * 12 + 11])
def test_lines_and_cells_of_one_account_are_those_among_all(whole: Path, last_month: int) -> None:
    cube = Cube.open(whole)
    everything, cells = cube.lines().collect(), cube.cells(last_month).collect()
    accounts = cube.accounts()["account"].sample(25, seed=3).to_list()
    for account in [*accounts, -1, 10**15]:
        mine = pl.col("account") == account
        got = cube.lines(account).collect()
        assert_frame_equal(got.sort("source", "line"), everything.filter(mine).sort("source", "line"))
        assert_frame_equal(cube.cells(last_month, account).collect().sort("month"), cells.filter(mine).sort("month"))


def test_a_late_line_is_found_as_soon_as_the_cube_is_renewed(tmp_path: Path) -> None:
    paths = by_month(tmp_path / "in", GIVEN)
    built(paths, tmp_path / "cube")
    before = Cube.open(tmp_path / "cube")
    assert before.cells(MAY, 1).collect()["revenue"].sort().to_list() == [50_000, 100_000]
    late = rows((1, "2024-05-02", 5, 7.0))
    pl.concat([pl.read_parquet(paths[-1]), late.select(pl.read_parquet(paths[-1]).columns)]).write_parquet(paths[-1])
    built(paths, tmp_path / "cube")
    after = Cube.open(tmp_path / "cube")
    assert after.cells(MAY, 1).collect()["revenue"].sort().to_list() == [50_000, 70_000, 100_000]
    assert after.lines(1).collect()["order"].sort().to_list() == [1, 3, 5]
    assert before.lines(1).collect()["order"].sort().to_list() == [1, 3], "the cube of before stays as it was opened"


def gone(path: Path) -> None:
    path.unlink()


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def of_another_month(path: Path) -> None:
    other = next(one for one in sorted(path.parent.iterdir()) if one != path)
    path.write_bytes(other.read_bytes())


def with_a_turned_bit(path: Path) -> None:
    """One bit of the money is another; the file can be read as before."""
    about = pq.read_metadata(path)
    money = next(n for n in ("revenue", "amount") if n in about.schema.names)
    column = about.row_group(0).column(about.schema.names.index(money))
    whole, before = path.read_bytes(), pl.read_parquet(path)[money].to_list()
    end = column.data_page_offset + column.total_compressed_size
    for place in range(end - 1, column.data_page_offset, -1):
        # The last bytes of a page fill it up and mean nothing.
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        if pl.read_parquet(path)[money].to_list() != before:
            return
    pytest.fail("no bit of the money means anything")


HARMS = [with_a_turned_bit, gone, cut, without_contents, with_other_contents, without_rows, of_another_month]


@pytest.mark.parametrize("looked_before", [False, True])
@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("kind", ["cells", "lines"])
def test_a_month_that_is_torn_or_swapped_is_named_in_a_sentence(
    tmp_path: Path, kind: str, harm: Callable[[Path], None], looked_before: bool
) -> None:
    more = rows((1, "2024-03-12", 7, 2.0), (1, "2024-03-13", 8, 3.0), (3, "2024-03-14", 9, 4.0))
    built(by_month(tmp_path / "in", pl.concat([GIVEN, more])), tmp_path / "cube")
    cube = Cube.open(tmp_path / "cube")
    frame = cube.cells(MAY, 1) if kind == "cells" else cube.lines(1)
    if looked_before:
        assert frame.collect().height
    victim = sorted((tmp_path / "cube" / kind).iterdir())[0]
    harm(victim)
    with pytest.raises(UserError, match=f"damaged or missing: .*{victim.name}"), refuse_damaged_files():
        frame.collect()


def test_lines_are_found_where_cells_are_damaged(tmp_path: Path) -> None:
    built(by_month(tmp_path / "in", GIVEN), tmp_path / "cube")
    cube = Cube.open(tmp_path / "cube")
    for victim in (tmp_path / "cube" / "cells").iterdir():
        victim.unlink()
    assert cube.lines(1).collect()["order"].sort().to_list() == [1, 3]


def test_the_file_cache_stays_within_its_bytes_and_evicts_the_least_recently_used() -> None:
    cache: FileCache[AccountBitmap] = FileCache(max_bytes=30)
    ten = [AccountBitmap.of(pl.Series(range(first, first + 80)).to_numpy()) for first in range(5)]
    assert ten[0].nbytes == 10
    for place in (0, 1, 2):
        cache.put(f"{place}", (0, 0, 0, 0), ten[place])
    assert cache.get("0", (0, 0, 0, 0)) is ten[0]
    cache.put("3", (0, 0, 0, 0), ten[3])
    assert cache.get("1", (0, 0, 0, 0)) is None
    assert cache.get("0", (0, 0, 0, 0)) is ten[0]
    assert cache.get("0", (0, 0, 0, 1)) is None, "of the file of another time nothing is known"
    cache.put("0", (0, 0, 0, 1), ten[4])
    assert cache.get("0", (0, 0, 0, 1)) is ten[4]
    assert cache.nbytes == 30
