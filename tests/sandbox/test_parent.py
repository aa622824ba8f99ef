"""Supervision of a reading process: progress, limits, turns, and a message however it ends."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from kam_core.intake import Choices
from kam_core.sandbox import Job, Limits, read_apart
from kam_core.sandbox import parent as jobs
from kam_core.sandbox.limits import environment
from tests.sandbox.sample_uploads import long_file, needs_limits, sentence, waiting


def test_progress_is_reported_while_the_reading_runs(tmp_path: Path) -> None:
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
def test_a_reading_beyond_the_memory_limit_is_refused(tmp_path: Path) -> None:
    tight = Limits(memory_bytes=420 * 2**20)
    outcome = read_apart(tmp_path / "job", [waiting(tmp_path, long_file(1_000_000))], Choices(), limits=tight)
    assert str(outcome.refusal).startswith("orders.csv: reading exceeds the memory limit")


@needs_limits
@pytest.mark.parametrize(
    ("how", "expected"),
    [
        (signal.SIGABRT, "reading stopped"),
        (signal.SIGSEGV, "reading stopped"),
        (signal.SIGKILL, "reading was interrupted"),
        (signal.SIGTERM, "reading was interrupted"),
        (signal.SIGXCPU, "reading took longer than 60 seconds"),
        (signal.SIGALRM, "reading took longer than 60 seconds"),
    ],
)
def test_a_reader_that_dies_gives_a_message(tmp_path: Path, how: signal.Signals, expected: str) -> None:
    job = Job.start(tmp_path / "job", [waiting(tmp_path, long_file())], Choices())
    while job.process_id is None:
        time.sleep(0.01)
    os.kill(job.process_id, how)
    message = sentence(job.wait(5))
    assert f"orders.csv: {expected}" in message
    # Only a reader that ends by itself says something about the file.
    assert ("damaged" in message) == (how in (signal.SIGABRT, signal.SIGSEGV))
    if expected.endswith("outside"):
        assert "try again" in message


@needs_limits
def test_a_reading_that_computes_too_long_is_no_reading_that_was_ended_from_outside(tmp_path: Path) -> None:
    spent = textwrap.dedent("""
        import signal
        from kam_core.sandbox import Limits
        from kam_core.sandbox.limits import set_process_limits
        set_process_limits(Limits(seconds=0))
        signal.setitimer(signal.ITIMER_REAL, 0)
        while True:
            pass
    """)
    # One second of the processor; the alarm is taken off, since a busy machine may take long for that second.
    done = subprocess.run([sys.executable, "-c", spent], check=False)
    assert done.returncode == -signal.SIGXCPU


def test_a_bug_of_ours_is_not_blamed_on_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(jobs, "_spawn", lost)
    message = sentence(read_apart(tmp_path / "job", [waiting(tmp_path)], Choices()))
    assert "an error in this program" in message


@needs_limits
def test_an_answer_beyond_its_size_limit_is_refused(tmp_path: Path) -> None:
    outcome = read_apart(tmp_path / "job", [waiting(tmp_path)], Choices(), limits=Limits(answer_bytes=100))
    assert "orders.csv: reading failed because of an error" in sentence(outcome)


def test_a_job_folder_that_cannot_be_created_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    outcome = read_apart(tmp_path / "file" / "job", [waiting(tmp_path)], Choices())
    assert "orders.csv cannot be read now" in sentence(outcome)


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
        from kam_core.sandbox import Job, PendingFile
        files = [PendingFile(Path({str(one.path)!r}), "orders.csv")]
        job = Job.start(Path({str(tmp_path / "job")!r}), files, Choices())
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
