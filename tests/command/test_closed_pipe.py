"""Closed pipe: a command whose reader quits ends without a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kam_core.store.store import Store

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes are closed in another way there")

ORDERS = "order id,customer,date,amount\n1,Ann,2024-01-05,100\n2,Bob,2024-01-06,200\n"
BUFFERED = {"PYTHONUNBUFFERED": ""}
"""Unbuffered output would break the pipe at the first line, and hide what Python says of the rest when it ends."""
ROOT = Path(__file__).resolve().parents[2]


def left_alone(home: Path, *arguments: str, closed: tuple[str, ...] = ("stdout",)) -> tuple[int, str]:
    """A command whose output nobody reads: its exit code, and what it said on the stream that is still read."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "kam_core", *arguments],
            cwd=ROOT,
            env={**os.environ, "KAM_HOME": str(home), "KAM_DATABASE_URL": "", **BUFFERED},
            stdout=writing if "stdout" in closed else subprocess.DEVNULL,
            stderr=writing if "stderr" in closed else subprocess.PIPE,
            text=True,
            check=False,
        )
    finally:
        os.close(writing)
    return done.returncode, done.stderr or ""


def test_an_import_that_nobody_listens_to_is_stored_and_done(tmp_path: Path) -> None:
    orders = tmp_path / "orders.csv"
    orders.write_text(ORDERS)
    home = tmp_path / "home"
    code, _ = left_alone(home, "import", str(orders), "--name", "North", closed=("stdout", "stderr"))
    store = Store.open(home)
    assert [data_set.name for data_set in store.data_sets.all()] == ["North"]
    store.close()
    assert code == 0
    assert left_alone(home, "datasets") == (0, "")


def test_lists_longer_than_the_pipe_end_without_a_traceback(tmp_path: Path) -> None:
    wide = tmp_path / "wide.csv"
    names = [f"a column with a longer name {place}" for place in range(400)]
    wide.write_text(",".join(names) + "\n" + ",".join(["1"] * 400) + "\n")
    # 400 lines of 30 characters are more than Python holds back at a time.
    assert left_alone(tmp_path, "inspect", str(wide)) == (0, "")


def test_help_that_nobody_reads_is_no_error(tmp_path: Path) -> None:
    assert left_alone(tmp_path, "--help") == (0, "")


def test_a_refusal_that_nobody_reads_is_still_a_refusal(tmp_path: Path) -> None:
    code, _ = left_alone(tmp_path, "import", str(tmp_path / "gone.csv"), closed=("stdout", "stderr"))
    assert code == 1
    code, _ = left_alone(tmp_path, "import", closed=("stdout", "stderr"))
    assert code == 64


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
@pytest.mark.parametrize("unbuffered", ["", "1"], ids=["at the end", "at once"])
def test_an_answer_that_the_disk_does_not_take_is_reported(tmp_path: Path, unbuffered: str) -> None:
    orders = tmp_path / "orders.csv"
    orders.write_text(ORDERS)
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "kam_core", "concentration", "--transactions", str(orders)],
            cwd=ROOT, env={**os.environ, "PYTHONUNBUFFERED": unbuffered}, stdout=full,
            stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert "the output could not be written: No space left on device." in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
