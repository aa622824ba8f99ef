"""Command `firmness`: S tiers that hold under most weights, and those that do not."""

import json
from pathlib import Path

import pytest

from kam_core.__main__ import main


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    """Twenty accounts that buy every month for two years, each more than the one before."""
    lines = ["account,date,amount,margin"]
    for n in range(1, 21):
        for month in range(24):
            lines.append(f"K{n:02d},{2023 + month // 12}-{month % 12 + 1:02d}-15,{100 * n},{30 * n}")
    path = tmp_path / "orders.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_who_is_best_in_everything_is_s_under_any_weights(orders: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["firmness", str(orders), "--as-of", "2024-12-31", "--draws", "200", "--seed", "3", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["as_of"], document["draws"], document["seed"]) == ("2024-12-31", 200, 3)
    # 1.96 · √(0.25 / 200)
    assert document["error"] == pytest.approx(0.0693, abs=5e-5)
    best = document["accounts"][0]
    assert (best["account"], best["tier"], best["revenue"]) == ("K20", "S", 24_000)
    assert (best["s_any"], best["s_near"], best["verdict"]) == (1, 1, "conviction")


def test_among_equals_nobody_is_s_by_conviction(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = ["account,date,amount"]
    for n in range(20):
        lines += [f"K{n:02d},{2023 + month // 12}-{month % 12 + 1:02d}-15,100" for month in range(24)]
    path = tmp_path / "equals.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert main(["firmness", str(path), "--as-of", "2024-12-31", "--draws", "100", "--json"]) == 0
    best = json.loads(capsys.readouterr().out)["accounts"][0]
    assert (best["account"], best["s_any"], best["verdict"]) == ("K00", 1, "opinion")


def test_it_says_beside_its_answer_that_published_tiers_are_not_known(
    orders: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["firmness", str(orders), "--draws", "100", "--json"]) == 0
    assert "No published tiers available" in capsys.readouterr().err


def test_the_answer_is_a_table_or_a_section_of_markdown(orders: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["firmness", str(orders)]) == 0
    output = capsys.readouterr().out
    assert "1,000 draws, seed 20261, ± 3.1% at 95 %" in output
    assert "S accounts: 1. Under at least 90% of all weights: 1; only near" in output
    assert main(["firmness", str(orders), "--markdown"]) == 0
    assert "| K20 (K20) | S | " in capsys.readouterr().out


def test_draws_out_of_bounds_and_a_seed_below_zero_are_refused(
    orders: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["firmness", str(orders), "--draws", "5"]) == 1
    assert "Enter a number of draws from 100 to 100,000." in capsys.readouterr().err
    with pytest.raises(SystemExit) as leaving:
        main(["firmness", str(orders), "--seed", "-1"])
    assert leaving.value.code == 64
