"""Damaged cube files of unchanged size: detected, and repaired by the next build."""

import io
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kam_core.cube.read.cube import Cube
from kam_core.vocabulary.message import UserError
from tests.cube.sample_lines import built, by_month, rows, stored_features

GIVEN = rows((1, "2024-03-10", 1, 10.0), (2, "2024-03-11", 2, 20.0), (1, "2024-04-30", 3, 5.0))
TEXTS = GIVEN.with_columns(account=pl.Series(["A", "B", "A"]))


def without_contents(path: Path) -> None:
    """The list of contents is noughts, between the marks at the file's ends."""
    content = bytearray(path.read_bytes())
    length = int.from_bytes(content[-8:-4], "little")
    content[-8 - length : -8] = bytes(length)
    path.write_bytes(content)


def with_other_contents(path: Path) -> None:
    """Its list of contents begins and ends as one does and is nonsense between."""
    content = bytearray(path.read_bytes())
    length = int.from_bytes(content[-8:-4], "little")
    content[-8 - length + 1 : -9] = b"\xff" * (length - 2)
    path.write_bytes(content)


def with_another_name(path: Path) -> None:
    """A bit of the first column's name turned over: the file can be read, and has no such column any more."""
    content = bytearray(path.read_bytes())
    name = pq.read_schema(path).names[0].encode()
    content[content.index(name, len(content) - 8 - int.from_bytes(content[-8:-4], "little")) + 1] ^= 1
    path.write_bytes(content)
    assert pq.read_schema(path).names[0].encode() != name


def without_rows(path: Path) -> None:
    """All rows are overwritten; the list of contents is as it was."""
    content = bytearray(path.read_bytes())
    length = int.from_bytes(content[-8:-4], "little")
    content[4 : -8 - length] = b"\xff" * (len(content) - 12 - length)
    path.write_bytes(content)


def with_a_bit_turned_over(path: Path) -> None:
    """The last bit of the last column's values that can be turned while every value can still be read."""
    content = path.read_bytes()
    whole = pq.read_table(io.BytesIO(content))
    end = len(content) - 8 - int.from_bytes(content[-8:-4], "little")
    for place in reversed(range(4, end)):
        turned = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        try:
            read = pq.read_table(io.BytesIO(turned))
        except (OSError, pa.ArrowException):
            continue
        if read.num_rows == whole.num_rows and not read.equals(whole):
            path.write_bytes(turned)
            return
    raise AssertionError("no bit of the file changes a value alone")


@pytest.mark.parametrize("kind", ["lines", "cells", "state", "features"])
def test_a_flipped_bit_is_found_though_the_file_can_be_read(tmp_path: Path, kind: str) -> None:
    paths = by_month(tmp_path / "in", GIVEN)
    built(paths, tmp_path / "cube")
    whole, lines = stored_features(tmp_path / "cube"), Cube.open(tmp_path / "cube").lines().collect()
    victim = sorted((tmp_path / "cube" / kind).iterdir())[0]
    with_a_bit_turned_over(victim)
    refusal = Cube.open(tmp_path / "cube").corruption_error()
    assert refusal is not None
    assert f"{victim.name} of the cube is damaged. Delete it and build" in str(refusal)
    victim.unlink()
    built(paths, tmp_path / "cube")
    assert Cube.open(tmp_path / "cube").corruption_error() is None
    assert stored_features(tmp_path / "cube").equals(whole)
    assert Cube.open(tmp_path / "cube").lines().collect().equals(lines)


@pytest.mark.parametrize("harm", [without_contents, with_other_contents, with_another_name])
@pytest.mark.parametrize("kind", ["lines", "cells", "state", "silences", "features"])
def test_a_file_without_its_footer_is_named_and_built_again(
    tmp_path: Path, kind: str, harm: Callable[[Path], None]
) -> None:
    paths = by_month(tmp_path / "in", GIVEN)
    built(paths, tmp_path / "cube")
    whole, lines = stored_features(tmp_path / "cube"), Cube.open(tmp_path / "cube").lines().collect()
    victim = sorted((tmp_path / "cube" / kind).iterdir())[0]
    harm(victim)
    with pytest.raises(UserError, match=f"{victim.name} of the cube is missing or incomplete"):
        Cube.open(tmp_path / "cube")
    built(paths, tmp_path / "cube")
    assert stored_features(tmp_path / "cube").equals(whole)
    assert Cube.open(tmp_path / "cube").lines().collect().equals(lines)


@pytest.mark.parametrize("kind", ["cells", "state", "silences"])
def test_a_file_found_damaged_during_a_build_is_built_again(tmp_path: Path, kind: str) -> None:
    paths = by_month(tmp_path / "in", GIVEN)
    built(paths, tmp_path / "cube")
    GIVEN.tail(1).with_columns(amount=pl.lit(70_000)).write_parquet(paths[1])
    for victim in (tmp_path / "cube" / kind).iterdir():
        without_rows(victim)
    built(paths, tmp_path / "cube")
    # 10 and 7 of the first, 20 of the second.
    assert stored_features(tmp_path / "cube")["revenue"].to_list() == [170_000, 200_000]


def test_damaged_rows_are_reported_with_the_file_to_delete(tmp_path: Path) -> None:
    paths = by_month(tmp_path / "in", GIVEN)
    built(paths, tmp_path / "cube")
    cube = Cube.open(tmp_path / "cube")
    assert cube.corruption_error() is None
    victim = sorted((tmp_path / "cube" / "cells").iterdir())[0]
    without_rows(victim)
    with pytest.raises(UserError, match=f"{victim.name} of the cube is damaged. Delete it and build"):
        cube.accounts()
    victim.unlink()
    built(paths, tmp_path / "cube")
    assert Cube.open(tmp_path / "cube").accounts()["account"].to_list() == [1, 2]


@pytest.mark.parametrize("harm", [without_contents, with_other_contents, without_rows])
def test_a_damaged_id_dictionary_gives_the_same_advice_in_opening_and_building(
    tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    paths = by_month(tmp_path / "in", TEXTS)
    built(paths, tmp_path / "cube")
    (victim,) = (tmp_path / "cube").glob("accounts-*.parquet")
    harm(victim)
    with pytest.raises(UserError, match=f"{victim.name} .*in a new folder"):
        Cube.open(tmp_path / "cube").accounts()
    TEXTS.tail(1).with_columns(account=pl.lit("C")).write_parquet(paths[1])
    with pytest.raises(UserError, match=f"{victim.name} .*in a new folder"):
        built(paths, tmp_path / "cube")
    assert victim.exists()
