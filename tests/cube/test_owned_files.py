"""A build settles in no folder that somebody else uses, and removes no file that it did not make."""

import re
import shutil
from pathlib import Path

import pytest

from kam_core.cube import manifest
from kam_core.cube.read.cube import Cube
from kam_core.vocabulary.message import UserError
from tests.cube.sample_lines import built, by_month, rows

GIVEN = rows((1, "2024-03-10", 1, 10.0), (2, "2024-04-11", 2, 20.0))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("lines/mine.parquet", b"mine"),
        ("orders/2024.csv", b"mine"),
        ("notes.txt", b"mine"),
        ("accounts-new.parquet", b"mine"),
        ("manifest.json", b'{"name": "a web app", "icons": []}'),
        ("manifest.json", b"no json at all"),
        (".spool/mine", b"mine"),
    ],
)
def test_a_folder_that_others_use_is_refused_and_stays_as_it_is(tmp_path: Path, name: str, content: bytes) -> None:
    other = tmp_path / "out" / name
    other.parent.mkdir(parents=True)
    other.write_bytes(content)
    with pytest.raises(UserError, match=re.escape(f"not empty ({name})")):
        built(by_month(tmp_path / "in", GIVEN), tmp_path / "out")
    assert [path for path in (tmp_path / "out").rglob("*") if path.is_file()] == [other]
    assert other.read_bytes() == content


def test_foreign_files_in_a_cube_are_not_removed(tmp_path: Path) -> None:
    built(by_month(tmp_path / "in", GIVEN), tmp_path / "cube")
    others = [
        tmp_path / "cube" / name for name in ("lines/mine.parquet", "cells/24291.parquet", "state/mine", "read.me")
    ]
    for other in others:
        other.write_bytes(b"mine")
    for amount in (11.0, 12.0, 13.0):
        by_month(tmp_path / "in", rows((1, "2024-03-10", 1, amount), (2, "2024-04-11", 2, 20.0)))
        built([tmp_path / "in"], tmp_path / "cube")
    assert all(other.read_bytes() == b"mine" for other in others)
    # Two months of each of the last two cubes are left.
    assert len(list((tmp_path / "cube" / "months").iterdir())) == 4


def test_an_interrupted_first_build_is_resumed(tmp_path: Path) -> None:
    paths = by_month(tmp_path / "in", GIVEN)
    built(paths, tmp_path / "cube")
    (tmp_path / "cube" / manifest.NAME).unlink()
    (tmp_path / "cube" / "lines" / ".writing-0123456789abcdef").write_bytes(b"half")
    shutil.rmtree(tmp_path / "cube" / "features")
    again = built(paths, tmp_path / "cube")
    assert again.rebuilt_months == 0
    assert Cube.open(tmp_path / "cube").line_count == 2
    assert not list((tmp_path / "cube").rglob(".writing-*"))


def test_a_cube_can_be_built_in_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "cube").mkdir()
    assert built(by_month(tmp_path / "in", GIVEN), tmp_path / "cube").rebuilt_months == 2
