"""build: a cube from the command line."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from kam_core.__main__ import main
from kam_core.commands import build
from tests.cube.sample_lines import by_month, rows

GIVEN = rows(
    (1, "2024-03-10", 1, 10.0), (2, "2024-03-11", 2, 20.0), (None, "2024-04-30", 3, 5.0), (1, "2024-04-30", 4, 1.0)
)


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """Two months in a folder."""
    by_month(tmp_path / "in", GIVEN)
    return tmp_path / "in"


def run(*arguments: str | Path) -> int:
    try:
        return main(["build", *map(str, arguments)])
    except SystemExit as leaving:
        return int(leaving.code or 0)


def test_a_build_says_what_it_made_and_what_it_left_out(
    lines: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--lines", lines, "--out", tmp_path / "cube", "--currency", "EUR") == 0
    output = capsys.readouterr()
    assert re.match(r"Lines: 3, worth 31.00; months: 2, rebuilt: 2; as of 2024-04-30 → .*cube .*", output.out)
    assert "1 line worth 5.00 without an account is excluded." in output.err
    assert run("--lines", lines, "--out", tmp_path / "cube") == 0
    assert capsys.readouterr().out.startswith("No changes to ")


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (("--memory-limit", "20MB"), "too small"),
        (("--memory-limit", "lots"), "not a memory size"),
        (("--remote", "sc://127.0.0.1:1"), "is only for the engine spark"),
        (("--as-of", "2024-04-02"), "Choose 2024-03-31"),
    ],
)
def test_what_cannot_be_done_is_reported_and_ends_with_one(
    lines: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, str], expected: str
) -> None:
    assert run("--lines", lines, "--out", tmp_path / "cube", *more) == 1
    assert expected in capsys.readouterr().err


@pytest.mark.parametrize(
    "more", [("--window", "0"), ("--currency", "euro"), ("--engine", "abacus"), ("--as-of", "soon")]
)
def test_wrong_usage_ends_with_sixty_four(lines: Path, tmp_path: Path, more: tuple[str, str]) -> None:
    assert run("--lines", lines, "--out", tmp_path / "cube", *more) == 64


def test_an_interrupted_build_leaves_the_previous_cube(
    lines: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--lines", lines, "--out", tmp_path / "cube") == 0
    before = (tmp_path / "cube" / "manifest.json").read_bytes()

    def broken_off(*given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(build, "build", broken_off)
    assert run("--lines", lines, "--out", tmp_path / "cube") == 1
    assert "The previous cube stays in use" in capsys.readouterr().err
    assert (tmp_path / "cube" / "manifest.json").read_bytes() == before


def test_a_large_build_restarts_the_process_once(
    lines: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    begun: list[dict[str, str]] = []
    monkeypatch.delenv(build.RESTARTED, raising=False)
    monkeypatch.setattr(build, "LARGE_BYTES", 1)
    monkeypatch.setattr(sys, "orig_argv", ["python", "-m", "kam_core", "build"])
    monkeypatch.setattr(os, "execve", lambda path, words, variables: begun.append(variables))
    assert run("--lines", lines, "--out", tmp_path / "cube") == 0
    assert [variables.items() >= build.ALLOCATOR_OPTIONS.items() for variables in begun] == [True]
    for name in (build.RESTARTED, *build.ALLOCATOR_OPTIONS):
        monkeypatch.setenv(name, begun[0][name])
    assert run("--lines", lines, "--out", tmp_path / "other") == 0
    assert len(begun) == 1


def test_a_real_process_restarts_and_finishes(lines: Path, tmp_path: Path) -> None:
    """With the real exec, from the command line: LARGE_BYTES lowered for it."""
    script = tmp_path / "kam_core_small.py"
    script.write_text(
        "import sys\n"
        "from kam_core.commands import build\n"
        "from kam_core.__main__ import main\n"
        "build.LARGE_BYTES = 1\n"
        "sys.orig_argv[1:2] = ['-m', 'kam_core']\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    words = [sys.executable, str(script), "build", "--lines", str(lines), "--out", str(tmp_path / "cube")]
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    environment.pop(build.RESTARTED, None)
    ended = subprocess.run(words, cwd=root, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == 0, ended.stderr
    assert "Lines: 3, worth 31.00; months: 2" in ended.stdout


def test_a_cube_without_a_folder_is_wrong_usage(lines: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--lines", lines, "--out", "") == 64
    assert "argument --out: the folder of the cube needs a name" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="signals of this kind are of POSIX")
def test_an_interrupt_while_modules_are_loaded_shows_no_traceback(lines: Path, tmp_path: Path) -> None:
    (tmp_path / "modules").mkdir()
    # Stands in for the column engine: it is loaded when Ctrl-C is pressed.
    (tmp_path / "modules" / "polars.py").write_text(
        "import os, signal, time\nos.kill(os.getpid(), signal.SIGINT)\ntime.sleep(9)\n"
    )
    root = Path(__file__).resolve().parents[2]
    words = [sys.executable, "-m", "kam_core", "build", "--lines", str(lines), "--out", str(tmp_path / "cube")]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "modules")}
    ended = subprocess.run(
        words, cwd=root, env=environment, capture_output=True, text=True, timeout=60, check=False,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    assert (ended.returncode, ended.stdout, ended.stderr) == (-signal.SIGINT, "", "")


def test_a_scale_nobody_meant_is_seen_in_the_help_and_in_the_last_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    euros = rows((1, "2024-03-10", 1, 0.0)).with_columns(amount=pl.lit(1234, pl.Int64))
    euros.write_parquet(tmp_path / "euros.parquet")
    assert run("--lines", tmp_path / "euros.parquet", "--out", tmp_path / "cube") == 0
    # 1,234 ten-thousandths are 12 cents.
    assert capsys.readouterr().out.splitlines()[-1].startswith("Lines: 1, worth 0.12; ")
    assert run("--help") == 0
    assert "ten-thousandths of the currency unit" in re.sub(r"\s+", " ", capsys.readouterr().out)
