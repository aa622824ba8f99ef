"""What is sent to the browser: small enough, and the tiers that it makes of it are the server's."""

import json

import numpy as np
import pytest

from kam_core.scoring.model.model import Model, rebuilt
from kam_core.scoring.model.tiering_limits import Capacity
from kam_core.whatif.browser_payload import GAP, browser_payload
from tests.whatif.random_portfolios import drafts, many_accounts


def head(data: bytes) -> dict[str, object]:
    found: dict[str, object] = json.loads(data[4 : 4 + int.from_bytes(data[:4], "little")])
    return found


def test_a_small_portfolio_travels_in_full_precision() -> None:
    published = many_accounts(40)
    board = browser_payload(published, published.model)
    header = head(board.data)
    assert (board.shown, board.accounts) == (40, 40)
    assert header["sections"]["points"][0] == "f8"  # type: ignore[index]


def test_points_are_laid_out_criterion_by_criterion_and_gaps_stay_gaps() -> None:
    published = many_accounts(40)
    header = head(browser_payload(published, published.model).data)
    data = browser_payload(published, published.model).data
    kind, offset, count = header["sections"]["points"]  # type: ignore[index]
    start = 4 + int.from_bytes(data[:4], "little") + offset
    assert start % 8 == 0
    points = np.frombuffer(data, dtype=f"<{kind}", count=count, offset=start).reshape(-1, 40)
    names = [criterion.name for criterion in published.model.criteria]
    for row, name in enumerate(header["criteria"]):  # type: ignore[arg-type]
        expected = published.matrix.points[:, names.index(name)]
        assert np.array_equal(points[row], expected, equal_nan=True)


def test_a_large_portfolio_is_rounded_and_a_huge_one_sampled_within_the_budget() -> None:
    published = many_accounts(400)
    exact = len(browser_payload(published, published.model).data)
    rounded = browser_payload(published, published.model, most_bytes=exact // 2)
    sampled = browser_payload(published, published.model, most_bytes=exact // 8)
    assert (rounded.shown, rounded.accounts) == (400, 400)
    assert head(rounded.data)["sections"]["points"][0] == "u2"  # type: ignore[index]
    assert len(rounded.data) <= exact // 2
    assert sampled.shown < sampled.accounts
    assert len(sampled.data) <= exact // 8 + 1_000, "the columns fit; the head comes on top"
    assert head(sampled.data)["weight"] == pytest.approx(400 / sampled.shown)
    assert GAP == 65_535


def test_another_gate_another_decision_or_other_seats_make_another_board_and_weights_do_not() -> None:
    published = many_accounts(40)
    model = published.model
    key = browser_payload(published, model).key
    weights = {criterion.name: criterion.weight + 1 for criterion in model.criteria}
    assert browser_payload(published, model.with_weights(weights)).key == key
    gated = rebuilt(model, gates={**model.gates.model_dump(), "revenue_and_margin": False})
    after_capacity = rebuilt(model, capacity=Capacity.model_validate({"s": {"in_all": 1}}).model_dump())
    assert len({key, browser_payload(published, gated).key, browser_payload(published, after_capacity).key}) == 3


def test_the_drafts_that_the_browser_is_tried_with_are_models() -> None:
    assert all(isinstance(draft, Model) for draft in drafts(many_accounts(40), 5))
