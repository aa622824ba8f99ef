"""docs/conviction.md against the command line and an independent simulation."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kam_core.__main__ import main
from kam_core.intake import Choices, Upload, load
from kam_core.measures.view import default_view
from kam_core.scoring.score import weighted_sum
from kam_core.scoring.tiering.tier import assign_tiers
from kam_core.services.appraisal import account_measures, built_in_model, score_accounts
from tests.stories.test_real_data import ADVENTURE, CLASSIC, DATA, facts

PAGE = Path(__file__).resolve().parents[2] / "docs" / "conviction.md"
SETS = {"classicmodels": CLASSIC, "adventureworks_resellers": ADVENTURE}
pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the real data sets are not here")


def rows(folder: str) -> dict[str, list[str]]:
    """The rows of the page's table, by account."""
    section = PAGE.read_text(encoding="utf-8").split(f"## {folder}", 1)[1].split("\n## ", 1)[0]
    cells = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| ")]
    return {row[0].rsplit("(", 1)[1].rstrip(")"): row[1:] for row in cells[1:]}


@pytest.mark.parametrize("folder", SETS)
def test_the_page_says_what_the_command_line_says(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["firmness", *SETS[folder], "--window-months", "all", "--draws", "10000", "--json"]) == 0
    output: dict[str, Any] = json.loads(capsys.readouterr().out)
    page = rows(folder)
    assert list(page) == [line["account"] for line in output["accounts"]]
    for line in output["accounts"]:
        tier, score, _, any_weights, near, verdict = page[line["account"]]
        assert (tier, float(score), verdict) == (line["tier"], line["score"], line["verdict"])
        assert (any_weights, near) == (f"{line['s_any']:.1%}", f"{line['s_near']:.1%}")
    text = PAGE.read_text(encoding="utf-8")
    assert f"As of {output['as_of']}, window all; model “{output['model']}” {output['hash']}" in text
    assert f"seed {output['seed']}" in text


@pytest.mark.parametrize("folder", SETS)
def test_scoring_one_by_one_under_other_draws_agrees_with_the_page(folder: str) -> None:
    """3,000 draws of numpy's Dirichlet distribution, scored and tiered as on any other day."""
    given = SETS[folder]
    uploads = [
        Upload(Path(path).name, Path(path).read_bytes(), role.removeprefix("--"))
        for role, path in zip(given[::2], given[1::2], strict=True)
    ]
    data = load(uploads, Choices()).dataset
    frame = account_measures(data, view := default_view(data, None))
    portfolio = score_accounts(frame, view, built_in_model(data, frame))
    active, draws = portfolio.matrix.active, 3000
    strategic = np.zeros(frame.height)
    for share in np.random.default_rng(99).dirichlet(np.ones(int(active.sum())), draws):
        weights = np.zeros(len(active))
        weights[active] = share
        score = weighted_sum(portfolio.matrix.points, weights, points_matrix=portfolio.matrix.points_matrix).score
        strategic += assign_tiers(score, portfolio.inputs, portfolio.model).tier == 0
    found = dict(zip(frame["account_id"].to_list(), strategic / draws, strict=True))
    for account, (_, _, _, any_weights, _, _) in rows(folder).items():
        share = float(any_weights.rstrip("%")) / 100
        # Three standard errors of both counts together, and half a digit.
        chance = 3 * np.sqrt(share * (1 - share) * (1 / draws + 1 / 10_000)) + 0.0015
        assert found[account] == pytest.approx(share, abs=chance), account
    assert facts(folder)["rows"]["customers" if folder == "classicmodels" else "Resellers"] == frame.height
