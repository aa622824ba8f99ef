"""Outcome of a reading in a child process: the same intake or refusal as in this process."""

from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from kam_core.intake import Choices, Intake, OpenQuestionError, Upload, load, summarise_files
from kam_core.sandbox import Limits, Outcome, PendingFile, read_apart
from kam_core.store.files.objects import ObjectStore
from kam_core.vocabulary.message import UserError
from tests.datasets import SHARED
from tests.sandbox.sample_uploads import ORDERS, long_file, sentence, waiting


def same(one: Intake, other: Intake) -> None:
    assert one.dataset.content_id == other.dataset.content_id
    assert one.dataset.frames.keys() == other.dataset.frames.keys()
    for name, frame in one.dataset.frames.items():
        assert_frame_equal(frame, other.dataset.frames[name])
    assert (one.notes, one.counts) == (other.notes, other.counts)
    assert_frame_equal(one.findings, other.findings)
    assert_frame_equal(one.rejected, other.rejected)
    for left, right in zip(one.file_summaries, other.file_summaries, strict=True):
        assert_frame_equal(left.preview, right.preview)
        assert (left.columns, left.findings, left.why) == (right.columns, right.findings, right.why)


def test_a_file_read_in_a_child_gives_the_same_as_in_this_process(tmp_path: Path) -> None:
    outcome = read_apart(tmp_path / "job", [waiting(tmp_path, ORDERS, "订单 2024.csv")], Choices(name="test"))
    here = load([Upload("订单 2024.csv", ORDERS.encode())], Choices(name="test"))
    assert outcome.refusal is None
    assert outcome.counts[0].rejected == 1
    assert outcome.notes == here.notes
    assert_frame_equal(outcome.rejected, here.rejected)
    same(outcome.intake(), here)


@pytest.mark.skipif(not SHARED.exists(), reason="the example data sets are not beside the repository")
def test_a_workbook_and_related_files_give_the_same_as_in_this_process(tmp_path: Path) -> None:
    folder = SHARED / "data" / "classicmodels"
    paths = [folder / name for name in ("orders.csv", "orderdetails.csv", "customers.csv")]
    outcome = read_apart(tmp_path / "job", [PendingFile(path, path.name) for path in paths], Choices())
    same(outcome.intake(), load([Upload(path.name, path.read_bytes()) for path in paths], Choices()))


def test_stored_rows_are_compared_with_the_upload(tmp_path: Path) -> None:
    first = read_apart(tmp_path / "first", [waiting(tmp_path)], Choices()).intake()
    stored_rows = {}
    for table, frame in first.records.items():
        stored_rows[table] = tmp_path / f"{table}.parquet"
        frame.write_parquet(stored_rows[table])
    outcome = read_apart(tmp_path / "again", [waiting(tmp_path)], Choices(), stored_rows)
    same(outcome.intake(), load([Upload("orders.csv", ORDERS.encode())], Choices(), first.records))


def test_a_question_stays_a_question_and_what_was_understood_comes_with_it(tmp_path: Path) -> None:
    asked = "customer,date,amount\nA,3/4/2024,1\n"
    outcome = read_apart(tmp_path / "job", [waiting(tmp_path, asked)], Choices())
    assert isinstance(outcome.refusal, OpenQuestionError)
    assert outcome.refusal.question == "date_order"
    (here,) = summarise_files([Upload("orders.csv", asked.encode())])
    assert outcome.understood[0].columns == here.columns
    with pytest.raises(OpenQuestionError):
        _ = outcome.notes
    with pytest.raises(OpenQuestionError):
        outcome.intake()
    answered = read_apart(tmp_path / "job", [waiting(tmp_path, asked)], Choices(date_order="mdy"))
    assert answered.intake().dataset.lines.height == 1


def test_a_refusal_is_the_same_sentence_as_here(tmp_path: Path) -> None:
    outcome = read_apart(tmp_path / "job", [waiting(tmp_path, b"%PDF-1.7", "orders.pdf")], Choices())
    with pytest.raises(UserError) as here:
        load([Upload("orders.pdf", b"%PDF-1.7")])
    assert sentence(outcome) == str(here.value)


def test_a_missing_upload_is_refused_with_a_message(tmp_path: Path) -> None:
    outcome = read_apart(tmp_path / "job", [PendingFile(tmp_path / "gone", "orders.csv")], Choices())
    assert sentence(outcome).startswith("orders.csv cannot be read")
    assert len(outcome.understood) == 1


@pytest.mark.parametrize("harm", ["gone", "cut", "one byte", "no Parquet"])
def test_a_missing_or_damaged_stored_file_is_named_and_the_upload_is_not_blamed(tmp_path: Path, harm: str) -> None:
    (tmp_path / "store").mkdir()
    records = load([Upload("orders.csv", ORDERS.encode())], Choices()).records
    objects = ObjectStore(tmp_path / "store")
    stored_rows = {table: objects.path(objects.put(frame)) for table, frame in records.items()}
    assert read_apart(tmp_path / "sound", [waiting(tmp_path)], Choices(), stored_rows).refusal is None
    stored = stored_rows["transactions"]
    whole = bytearray(stored.read_bytes())
    if harm == "gone":
        stored.unlink()
    elif harm == "cut":
        stored.write_bytes(whole[:-20])
    elif harm == "one byte":
        # In the middle of the values: most readers of Parquet would not notice.
        whole[len(whole) // 4] ^= 1
        stored.write_bytes(whole)
    else:
        stored.write_text("a letter")
    outcome = read_apart(tmp_path / "job", [waiting(tmp_path)], Choices(), stored_rows)
    message = str(outcome.refusal)
    assert f"The stored file {stored.stem} of this data set" in message
    assert "missing or damaged" in message
    assert "Restore a backup" in message
    assert "error in this program" not in message
    # The upload itself is sound, and shown like that.
    assert [(one.file, one.why) for one in outcome.understood] == [("orders.csv", None)]


def test_an_invalid_answer_file_gives_no_outcome(tmp_path: Path) -> None:
    (tmp_path / "answer.json").write_text('{"intake": {"is": "Popen"}, "refusal": {}, "question": null}')
    assert Outcome.of(tmp_path) is None
    assert Outcome.of(tmp_path / "nowhere") is None


def test_looking_at_the_findings_loads_no_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = read_apart(tmp_path / "job", [waiting(tmp_path)], Choices())
    read: list[str] = []
    real = pl.read_parquet
    monkeypatch.setattr(pl, "read_parquet", lambda path, **more: (read.append(path.name), real(path, **more))[1])
    assert outcome.notes
    assert outcome.counts
    assert read == []
    outcome.intake()
    assert len(read) > 4


def test_a_sentence_about_many_files_names_the_first_of_them(tmp_path: Path) -> None:
    one = waiting(tmp_path, long_file())
    many = [PendingFile(one.path, f"{number}.csv") for number in range(9)]
    outcome = read_apart(tmp_path / "job", many, Choices(), limits=Limits(seconds=0.3))
    assert str(outcome.refusal).startswith("0.csv, 1.csv, 2.csv, 3.csv …: reading took longer")
    assert [understood.file for understood in outcome.understood] == [one.name for one in many]


def test_an_outcome_whose_folder_was_cleared_says_so(tmp_path: Path) -> None:
    outcome = read_apart(tmp_path / "job", [waiting(tmp_path)], Choices())
    for frame in (tmp_path / "job").glob("*.parquet"):
        frame.unlink()
    assert outcome.notes
    with pytest.raises(UserError, match="Upload them again"):
        outcome.intake()
