"""The child's side, looked at from within: what it leaves in its folder, and the limits that it binds itself to."""

import json
import os
import signal
import sys
from pathlib import Path

import pytest

from kam_core.intake import Choices
from kam_core.sandbox import LIMITS, Limits, Outcome, PendingFile
from kam_core.sandbox import __main__ as child
from kam_core.sandbox import child as reading
from kam_core.sandbox import limits as limiting
from kam_core.sandbox.request import Request

needs_limits = pytest.mark.skipif(sys.platform == "win32", reason="this system has no limits for processes")

ORDERS = "account,date,amount\nA,2024-03-05,1\n"


def asked(folder: Path, content: str | None, **choices: object) -> Request:
    path = folder / "upload"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    return Request((PendingFile(path, "orders.csv"),), Choices(**choices), {}, LIMITS)  # type: ignore[arg-type]


def left_by(folder: Path, request: Request) -> Outcome:
    request.save(folder)
    assert Request.of(folder) == request
    reading.read(folder, request)
    outcome = Outcome.of(folder)
    assert outcome is not None
    return outcome


def test_an_answer_and_the_progress_lie_in_the_folder(tmp_path: Path) -> None:
    outcome = left_by(tmp_path, asked(tmp_path, ORDERS, name="test"))
    assert outcome.refusal is None
    assert outcome.intake().dataset.name == "test"
    assert isinstance(json.loads((tmp_path / reading.PROGRESS).read_text())[0], str)
    assert not list(tmp_path.glob("*.draft"))


def test_a_question_and_a_file_that_is_not_there_are_left_with_what_is_known(tmp_path: Path) -> None:
    question = left_by(tmp_path, asked(tmp_path, "customer,date,amount\nA,3/4/2024,1\n"))
    assert question.understood[0].columns[1].field == "date"
    (tmp_path / "upload").unlink()
    gone = left_by(tmp_path, asked(tmp_path, None))
    assert [one.why for one in gone.understood] == [gone.refusal.message if gone.refusal else None]


def test_too_little_memory_is_an_answer_where_python_notices_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hungry(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(reading, "load", hungry)
    assert str(left_by(tmp_path, asked(tmp_path, ORDERS)).refusal).startswith(
        "orders.csv: reading exceeds the memory limit"
    )


def test_progress_is_reported_stage_by_stage_and_not_more_often_than_anybody_looks(tmp_path: Path) -> None:
    tell = reading.ProgressWriter(tmp_path)
    path = tmp_path / reading.PROGRESS
    stages = []
    for done in range(1000):
        tell("values", done, 1000)
        stages.append(path.read_text())
    assert len(set(stages)) < 100
    tell("compare", 0, 1)
    assert json.loads(path.read_text()) == ["compare", 0, 1]


@needs_limits
def test_a_child_binds_itself_before_it_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import resource

    bound: dict[str, object] = {}
    order: list[str] = []
    monkeypatch.setattr(resource, "setrlimit", lambda which, most: bound.update({str(which): most}))
    monkeypatch.setattr(resource, "getrlimit", lambda which: (5, 7 if which == resource.RLIMIT_CPU else -1))
    monkeypatch.setattr(os, "nice", lambda more: order.append(f"nice {more}"))
    monkeypatch.setattr(signal, "setitimer", lambda which, seconds: order.append(f"alarm {which:d} {seconds:g}"))
    monkeypatch.setattr(signal, "signal", lambda which, how: order.append(f"{which.name} {how.name}"))
    monkeypatch.setattr(child, "read", lambda folder, request: order.append("read"))
    monkeypatch.setattr(child, "exit_with_parent", lambda parent: order.append(f"with {parent}"))
    request = Request((), Choices(), {}, Limits(memory_bytes=10, seconds=60, answer_bytes=20))
    request.save(tmp_path)
    child.main(tmp_path, 42)
    assert order == ["with 42", "nice 10", "SIGALRM SIG_DFL", "alarm 0 65", "read"]
    assert bound == {
        str(resource.RLIMIT_AS): (10, 10),
        str(resource.RLIMIT_CPU): (7, 7),
        str(resource.RLIMIT_FSIZE): (20, 20),
        str(resource.RLIMIT_CORE): (0, 0),
    }


def test_a_system_without_limits_is_no_reason_not_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limiting, "resource", None)
    monkeypatch.setattr(sys, "platform", "win32")
    limiting.set_process_limits(LIMITS)
    limiting.exit_with_parent(1)


@needs_limits
def test_a_child_whose_parent_is_not_there_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    left: list[int] = []
    monkeypatch.setattr(os, "_exit", left.append)
    monkeypatch.setattr("threading.Thread.start", lambda thread: thread.run())
    limiting.exit_with_parent(os.getppid() + 1)
    assert left == [1]
