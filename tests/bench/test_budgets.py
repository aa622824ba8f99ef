"""Table of benchmark budgets: passed, failed and missing measurements."""

import ast
from pathlib import Path

import pytest

from bench.__main__ import PARTS, main
from bench.parts.budget import COLUMNS, Measured, read, with_peers, written
from bench.parts.part_process import NotMeasuredError, run_alone
from bench.parts.sizes import Sizes, numbers
from bench.quick import Ratio, checked
from tests.browser.server import ROOT


def cells(measured: Measured) -> dict[str, str]:
    return dict(zip(COLUMNS, measured.row(), strict=True))


def test_a_time_equal_to_its_budget_holds() -> None:
    assert cells(Measured("a", "1", 60.0, "ms", budget=60.0))["held"] == "yes"


def test_a_time_over_its_budget_is_reported_with_the_factor() -> None:
    assert cells(Measured("a", "1", 90.0, "ms", budget=60.0))["held"] == "**no: 1.5 ×**"


def test_a_budget_of_the_95th_percentile_fails_alone() -> None:
    assert cells(Measured("a", "1", 10.0, "ms", 240.0, budget=60.0, budget_p95=120.0))["held"] == "**no: 2 ×**"


def test_frames_a_second_must_be_as_many_as_the_budget() -> None:
    assert cells(Measured("a", "1", 50.0, "frames/s", budget=50, at_least=True))["held"] == "yes"
    assert cells(Measured("a", "1", 25.0, "frames/s", budget=50, at_least=True))["held"] == "**no: 2 ×**"


def test_what_has_no_budget_neither_holds_nor_fails() -> None:
    assert cells(Measured("a", "1", 1.0, "s"))["held"] == ""


def test_two_peers_stand_on_two_lines_and_ours_on_the_first() -> None:
    first, second = with_peers(Measured("a", "1", 3.0, "s", budget=5.0), [("one", 6.0), ("other", 1.5)])
    assert cells(first)["ours / theirs"] == "0.5"
    assert cells(first)["held"] == "yes"
    assert cells(second)["ours / theirs"] == "2"
    assert (cells(second)["what"], cells(second)["ours p50"], cells(second)["held"]) == ("", "", "")


def test_lines_come_from_another_process_as_they_were() -> None:
    rows = [Measured("a", "1", 0.1, "s", 0.2, 1.0, None, True, "peer", 0.3)]
    assert read(written(rows)) == rows


def test_sizes_are_numbers_with_commas_between_and_nothing_else() -> None:
    assert numbers("10000,100_000") == (10_000, 100_000)
    for wrong in ("0", "-5", ""):
        with pytest.raises(Exception, match="list of numbers"):
            numbers(wrong)


@pytest.mark.parametrize("name", [part.name for part in PARTS])
def test_every_part_of_the_bench_can_be_measured(name: str) -> None:
    tree = ast.parse((ROOT / "bench" / f"{name}.py").read_text(encoding="utf-8"))
    functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert "measured" in functions


def test_every_file_of_the_bench_is_a_part_or_stands_for_itself() -> None:
    files = {path.stem for path in (ROOT / "bench").glob("*.py")}
    assert files - {part.name for part in PARTS} == {"__main__", "quick", "import_peers"}


def test_a_part_that_fails_says_why_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NotMeasuredError, match=r"No module named 'bench\.no_such_part'"):
        run_alone("no_such_part", Sizes(), tmp_path / "found.json", 60)


def test_a_part_that_hangs_is_given_up(tmp_path: Path) -> None:
    with pytest.raises(NotMeasuredError, match="not done within"):
        run_alone("import_rows", Sizes(), tmp_path / "found.json", 0.1)


def test_a_part_that_fails_has_its_line_the_others_go_on_and_the_whole_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def one(part: str, sizes: Sizes, file: Path, seconds: float) -> list[Measured]:
        if part == "drag":
            raise NotMeasuredError("no Chromium")
        return [Measured("reading", "5 rows", 1.0, "s", budget=5.0)]

    monkeypatch.setattr("bench.__main__.run_alone", one)
    monkeypatch.setattr("bench.parts.machine.RESULTS", tmp_path)
    assert main(["--only", "drag,import_rows"]) == 1
    text = (tmp_path / "budgets_of_some.md").read_text(encoding="utf-8")
    assert "**not measured: no Chromium**" in text
    assert "| reading | 5 rows | 1 |  | s | ≤ 5 | yes |" in text
    assert "not measured: no Chromium" in capsys.readouterr().out


def test_a_part_that_nobody_knows_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--only", "dragging"])
    assert "there is no part dragging" in capsys.readouterr().err


def test_a_ratio_that_is_too_large_once_is_measured_again() -> None:
    values = iter([3.0, 1.0])
    (found,) = checked(lambda: [Ratio("ours", "theirs", next(values), 2.0)])
    assert found.is_within_limit
    assert "holds" in str(found)


def test_a_ratio_that_stays_too_large_is_reported_with_its_best() -> None:
    values = iter([5.0, 3.0, 4.0])
    (found,) = checked(lambda: [Ratio("ours", "theirs", next(values), 2.0)])
    assert not found.is_within_limit
    assert str(found) == "ours: 3 × theirs; at most 2: DOES NOT HOLD."
