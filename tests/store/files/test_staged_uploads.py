"""Files that wait to be imported survive a reload and never become a path."""

from pathlib import Path

import pytest

from kam_core.store.files.staged_uploads import StagedUploads, sweep_staged_uploads
from kam_core.vocabulary.message import UserError

READER = "a-test-reader"


def test_a_file_is_found_again_with_its_name_and_bytes(tmp_path: Path) -> None:
    StagedUploads(tmp_path, READER).add("../../订单.csv", [b"a,b\n", b"1,2\n"])
    (file,) = StagedUploads(tmp_path, READER).files()
    assert (file.name, file.bytes, file.role) == ("../../订单.csv", 8, None)
    assert StagedUploads(tmp_path, READER).path(file).read_bytes() == b"a,b\n1,2\n"
    assert all(path.is_relative_to(tmp_path / "trays" / READER) for path in tmp_path.rglob("*") if path.is_file())


def test_the_same_name_again_replaces_the_file_and_keeps_what_was_answered_about_it(tmp_path: Path) -> None:
    staged_uploads = StagedUploads(tmp_path, READER)
    staged_uploads.add("a.csv", [b"old"])
    staged_uploads.set_role("a.csv", "accounts")
    staged_uploads.add("a.csv", [b"new"])
    (file,) = staged_uploads.files()
    assert (staged_uploads.path(file).read_bytes(), file.role) == (b"new", "accounts")
    assert len([path for path in staged_uploads.folder.iterdir() if len(path.name) == 64]) == 1


def test_two_files_of_one_content_are_two_files(tmp_path: Path) -> None:
    staged_uploads = StagedUploads(tmp_path, READER)
    staged_uploads.add("a.csv", [b"same"])
    staged_uploads.add("b.csv", [b"same"])
    staged_uploads.remove("a.csv")
    (file,) = staged_uploads.files()
    assert (file.name, staged_uploads.path(file).read_bytes()) == ("b.csv", b"same")


def test_an_emptied_tray_leaves_nothing_behind(tmp_path: Path) -> None:
    staged_uploads = StagedUploads(tmp_path, READER)
    staged_uploads.add("a.csv", [b"x"])
    staged_uploads.clear()
    assert staged_uploads.files() == ()
    assert not staged_uploads.folder.exists()


def test_a_forgotten_tray_is_swept_and_a_fresh_one_stays(tmp_path: Path) -> None:
    StagedUploads(tmp_path, READER).add("a.csv", [b"x"])
    written = StagedUploads(tmp_path, READER).folder.stat().st_mtime
    sweep_staged_uploads(tmp_path, 100, written + 99)
    assert StagedUploads(tmp_path, READER).files()
    sweep_staged_uploads(tmp_path, 100, written + 101)
    assert not StagedUploads(tmp_path, READER).files()


def test_a_link_that_is_no_id_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="workspace in this link does not exist"):
        StagedUploads(tmp_path, "../../../etc")


@pytest.mark.parametrize(
    ("index_text", "left"),
    [
        ('{"name": 1}', 0),
        ("[1, null, []]", 0),
        ('[{"title": "a.csv"}]', 0),
        ("not JSON", 0),
        ("\udcff", 0),
        ('[{"name": "b.csv", "bytes": 1, "sha256": "../../../etc/passwd", "role": null}]', 0),
        ('[{"name": ["b"], "bytes": "1", "sha256": 5, "role": 0}, WHOLE]', 1),
    ],
)
def test_a_damaged_list_is_noticed_and_what_can_be_read_of_it_stays(tmp_path: Path, index_text: str, left: int) -> None:
    staged_uploads = StagedUploads(tmp_path, READER)
    staged_uploads.add("a.csv", [b"a"])
    assert not staged_uploads.is_damaged
    index = staged_uploads.folder / "tray.json"
    whole = index.read_text().strip("[]")
    index.write_bytes(index_text.replace("WHOLE", whole).encode(errors="surrogateescape"))
    assert len(staged_uploads.files()) == left
    assert staged_uploads.is_damaged
    staged_uploads.add("c.csv", [b"c"])
    assert not staged_uploads.is_damaged
    assert len(staged_uploads.files()) == left + 1
