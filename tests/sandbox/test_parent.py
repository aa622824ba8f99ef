"""Reading in a process of its own: the same answer as here, and a sentence however the process ends."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from kam_core.intake import Choices, Intake, OpenQuestionError, Upload, load, summarise_files
from kam_core.sandbox import Job, Limits, Outcome, PendingFile, read_apart
from kam_core.sandbox import parent as jobs
from kam_core.sandbox.limits import environment
from kam_core.store.files.objects import ObjectStore
from kam_core.vocabulary.message import UserError
from tests.datasets import SHARED

needs_limits = pytest.mark.skipif(sys.platform == "win32", reason="this system has no limits for processes")

ORDERS = """客户编号,订单日期,金额,状态
A1,2024-01-15,"1,100.50",完成
B2,2024-02-15,abc,完成
B2,2024-03-15,70,已取消
合计,,1170,
"""


def waiting(
    folder: Path, content: str | bytes = ORDERS, name: str = "orders.csv", role: str | None = None
) -> PendingFile:
    path = folder / "upload-1"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return PendingFile(path, name, role)


def sentence(outcome: Outcome) -> str:
    assert outcome.refusal is not None
    assert [one.why for one in outcome.understood] == [outcome.refusal.message] * len(outcome.understood)
    return str(outcome.refusal)


def long_file(rows: int = 400_000) -> bytes:
    return b"account,date,amount\n" + b'A12345678,2024-01-15,"1,234.56"\n' * rows


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


def test_a_file_read_apart_gives_what_it_gives_here(tmp_path: Path) -> None:
    outcome = read_apart(tmp_path / "job", [waiting(tmp_path, ORDERS, "订单 2024.csv")], Choices(name="test"))
    here = load([Upload("订单 2024.csv", ORDERS.encode())], Choices(name="test"))
    assert outcome.refusal is None
    assert outcome.counts[0].rejected == 1
    assert outcome.notes == here.notes
    assert_frame_equal(outcome.rejected, here.rejected)
    same(outcome.intake(), here)


@pytest.mark.skipif(not SHARED.exists(), reason="the example data sets are not beside the repository")
def test_a_workbook_and_files_that_belong_together_give_what_they_give_here(tmp_path: Path) -> None:
    folder = SHARED / "data" / "classicmodels"
    paths = [folder / name for name in ("orders.csv", "orderdetails.csv", "customers.csv")]
    outcome = read_apart(tmp_path / "job", [PendingFile(path, path.name) for path in paths], Choices())
    same(outcome.intake(), load([Upload(path.name, path.read_bytes()) for path in paths], Choices()))


def test_rows_that_are_held_already_are_compared_with(tmp_path: Path) -> None:
    first = read_apart(tmp_path / "first", [waiting(tmp_path)], Choices()).intake()
    held = {}
    for table, frame in first.records.items():
        held[table] = tmp_path / f"{table}.parquet"
        frame.write_parquet(held[table])
    outcome = read_apart(tmp_path / "again", [waiting(tmp_path)], Choices(), held)
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


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    outcome = read_apart(tmp_path / "job", [PendingFile(tmp_path / "gone", "orders.csv")], Choices())
    assert sentence(outcome).startswith("orders.csv cannot be read")
    assert len(outcome.understood) == 1


def test_progress_is_told_and_the_answer_is_not_waited_for(tmp_path: Path) -> None:
    job = Job.start(tmp_path / "job", [waiting(tmp_path, long_file(100_000))], Choices())
    assert job.result() is None
    with pytest.raises(TimeoutError):
        job.wait(0.01)
    stages = []
    while job.result() is None:
        stages.append(job.progress().stage)
        time.sleep(0.005)
    assert set(stages) - {"wait", "start"}
    assert job.progress().stage == "done"
    assert job.wait().counts[0].loaded == 100_000


def test_a_reading_that_is_cancelled_ends_at_once(tmp_path: Path) -> None:
    job = Job.start(tmp_path / "job", [waiting(tmp_path, long_file())], Choices())
    while job.process_id is None:
        time.sleep(0.01)
    job.cancel()
    began = time.monotonic()
    assert "orders.csv: reading was cancelled" in sentence(job.wait())
    assert time.monotonic() - began < 1
    with pytest.raises(ProcessLookupError):
        os.kill(job.process_id, 0)


def test_a_reading_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    began = time.monotonic()
    outcome = read_apart(tmp_path / "job", [waiting(tmp_path, long_file())], Choices(), limits=Limits(seconds=0.8))
    assert "reading took longer than 1 seconds" in sentence(outcome)
    assert time.monotonic() - began < 2


@needs_limits
def test_a_reading_that_needs_too_much_memory_is_told(tmp_path: Path) -> None:
    tight = Limits(memory_bytes=420 * 2**20)
    outcome = read_apart(tmp_path / "job", [waiting(tmp_path, long_file(1_000_000))], Choices(), limits=tight)
    assert str(outcome.refusal).startswith("orders.csv: reading needs more memory")


@needs_limits
@pytest.mark.parametrize(
    ("how", "told"),
    [
        (signal.SIGABRT, "the reader could not cope"),
        (signal.SIGSEGV, "the reader could not cope"),
        (signal.SIGKILL, "reading was ended from outside"),
        (signal.SIGTERM, "reading was ended from outside"),
        (signal.SIGXCPU, "reading took longer than 60 seconds"),
        (signal.SIGALRM, "reading took longer than 60 seconds"),
    ],
)
def test_a_reader_that_dies_is_told(tmp_path: Path, how: signal.Signals, told: str) -> None:
    job = Job.start(tmp_path / "job", [waiting(tmp_path, long_file())], Choices())
    while job.process_id is None:
        time.sleep(0.01)
    os.kill(job.process_id, how)
    said = sentence(job.wait(5))
    assert f"orders.csv: {told}" in said
    # Only a reader that ends by itself says something about the file.
    assert ("damaged" in said) == (how in (signal.SIGABRT, signal.SIGSEGV))
    if told.endswith("outside"):
        assert "read again" in said


@needs_limits
def test_a_reading_that_computes_too_long_is_no_reading_that_was_ended_from_outside(tmp_path: Path) -> None:
    spent = textwrap.dedent("""
        import signal
        from kam_core.sandbox import Limits
        from kam_core.sandbox.limits import confine
        confine(Limits(seconds=0))
        signal.setitimer(signal.ITIMER_REAL, 0)
        while True:
            pass
    """)
    # One second of the processor; the alarm is taken off, since a busy machine may take long for that second.
    done = subprocess.run([sys.executable, "-c", spent], check=False)
    assert done.returncode == -signal.SIGXCPU


@pytest.mark.parametrize("harm", ["gone", "cut", "one byte", "no Parquet"])
def test_a_stored_file_that_is_missing_or_damaged_is_told_and_not_laid_on_the_upload(tmp_path: Path, harm: str) -> None:
    (tmp_path / "store").mkdir()
    records = load([Upload("orders.csv", ORDERS.encode())], Choices()).records
    blobs = ObjectStore(tmp_path / "store")
    held = {table: blobs.path(blobs.put(frame)) for table, frame in records.items()}
    assert read_apart(tmp_path / "sound", [waiting(tmp_path)], Choices(), held).refusal is None
    stored = held["transactions"]
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
    outcome = read_apart(tmp_path / "job", [waiting(tmp_path)], Choices(), held)
    said = str(outcome.refusal)
    assert f"The file {stored.stem} of the store" in said
    assert "missing or damaged" in said
    assert "Restore a backup" in said
    assert "fault of this program" not in said
    # The upload itself is sound, and shown like that.
    assert [(one.file, one.why) for one in outcome.understood] == [("orders.csv", None)]


def test_a_reading_that_is_lost_by_a_fault_of_ours_is_not_laid_on_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(jobs, "_spawn", lost)
    said = sentence(read_apart(tmp_path / "job", [waiting(tmp_path)], Choices()))
    assert "a fault of this program" in said


@needs_limits
def test_an_answer_too_large_for_its_limit_is_told(tmp_path: Path) -> None:
    outcome = read_apart(tmp_path / "job", [waiting(tmp_path)], Choices(), limits=Limits(answer_bytes=100))
    assert "orders.csv: reading failed by a fault" in sentence(outcome)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    outcome = read_apart(tmp_path / "file" / "job", [waiting(tmp_path)], Choices())
    assert "orders.csv cannot be read now" in sentence(outcome)


def test_an_answer_that_is_no_answer_is_told(tmp_path: Path) -> None:
    (tmp_path / "answer.json").write_text('{"intake": {"is": "Popen"}, "refusal": {}, "question": null}')
    assert Outcome.of(tmp_path) is None
    assert Outcome.of(tmp_path / "nowhere") is None


def test_nothing_in_the_childs_folder_is_imported(tmp_path: Path) -> None:
    folder = tmp_path / "job"
    folder.mkdir()
    for name in ("polars", "json", "kam_core", "sitecustomize"):
        (folder / f"{name}.py").write_text("raise SystemExit(1)")
    assert read_apart(folder, [waiting(tmp_path)], Choices()).refusal is None


def test_the_child_knows_no_password_of_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAM_DATABASE_URL", "postgresql://kam:secret@host/kam")
    assert "secret" not in str(environment())


def test_readings_wait_for_their_turn_and_can_be_cancelled_while_they_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "SLOTS", threading.BoundedSemaphore(1))
    first = Job.start(tmp_path / "1", [waiting(tmp_path, long_file(100_000))], Choices())
    while first.process_id is None:
        time.sleep(0.01)
    second = Job.start(tmp_path / "2", [waiting(tmp_path)], Choices())
    third = Job.start(tmp_path / "3", [waiting(tmp_path)], Choices())
    assert second.progress().stage == "wait"
    third.cancel()
    assert "cancelled" in sentence(third.wait(2))
    assert first.wait(20).refusal is None
    assert second.wait(20).refusal is None


@needs_limits
def test_a_child_ends_soon_after_the_server_that_asked_it(tmp_path: Path) -> None:
    one = waiting(tmp_path, long_file(1_500_000))
    server = textwrap.dedent(f"""
        import os, time
        from pathlib import Path
        from kam_core.intake import Choices
        from kam_core.sandbox import Job, Waiting
        job = Job.start(Path({str(tmp_path / "job")!r}), [Waiting(Path({str(one.path)!r}), "orders.csv")], Choices())
        while job.process_id is None:
            time.sleep(0.01)
        print(job.process_id, flush=True)
        time.sleep(0.5)
        os.kill(os.getpid(), 9)
    """)
    done = subprocess.run([sys.executable, "-c", server], capture_output=True, text=True, check=False)
    child = int(done.stdout)
    for _ in range(40):
        if not Path(f"/proc/{child}").exists() or " Z " in Path(f"/proc/{child}/stat").read_text():
            break
        time.sleep(0.1)
    else:
        pytest.fail("the child lives on")


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
