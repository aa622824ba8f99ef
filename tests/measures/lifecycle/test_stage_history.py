"""The stages at every past month-end are those of the account frame at that date."""

import datetime
from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl
import pytest

from kam_core.measures.lifecycle.policy import LifecyclePolicy
from kam_core.measures.lifecycle.stage_history import UNKNOWN, StageHistory, stage_history
from kam_core.measures.view import View
from kam_core.services.appraisal import account_measures
from kam_core.vocabulary.dataset import Dataset
from tests.datasets import dataset, day

AS_OF = datetime.date(2024, 12, 31)
SEASONAL = LifecyclePolicy(cooling_days=30, seasons=True, spring_festival=True)
PROJECT = LifecyclePolicy(rhythm="project", window_months=24, open_deal_counts=True)


def random_lines(seed: int) -> list[dict[str, Any]]:
    """Purchases and credit notes of a dozen accounts over four years, with pauses, on some days several."""
    random = np.random.default_rng(seed)
    lines = []
    for account in range(12):
        start, step = random.integers(0, 900), random.integers(5, 150)
        days = start + np.cumsum(random.integers(1, 2 * step, size=40))
        for at in days[(days < 1461) & (random.random(40) > 0.3)]:
            date = datetime.date(2021, 1, 1) + datetime.timedelta(int(at))
            amount = int(random.integers(-60, 200))
            lines.append({"account": f"a{account}", "date": date.isoformat(), "amount": amount, "order": int(at) // 3})
    return lines


def random_data(seed: int, until: datetime.date = AS_OF) -> Dataset:
    lines = [line for line in random_lines(seed) if line["date"] <= until.isoformat()]
    accounts = [{"account": f"a{n}", "contract_end": "2023-06-30" if n == 3 else None} for n in range(6)]
    deals = [
        {"account": "a1", "created": day("2022-05-01"), "closed": day("2023-08-10"), "status": "won", "stage": "x"},
        {"account": "a2", "created": day("2023-02-01"), "closed": None, "status": "open", "stage": "x"},
    ]
    return dataset(lines, accounts, {"opportunities": deals})


@pytest.mark.parametrize(
    "view",
    [
        View(AS_OF),
        View(datetime.date(2024, 12, 17)),
        View(AS_OF, None),
        View(AS_OF, 6, prior_months=12),
        View(AS_OF, 3, lifecycle=SEASONAL),
        View(AS_OF, lifecycle=PROJECT),
    ],
)
def test_each_past_month_end_shows_the_stage_that_its_own_account_frame_shows(view: View) -> None:
    data = random_data(1)
    found = stage_history(data, view)
    assert [one.as_of for one in found.views[-2:]] == [datetime.date(2024, 11, 30), view.as_of]
    # Every fifth date goes through all months of the year.
    for place in [*range(2, len(found.views), 5), len(found.views) - 1]:
        assert _shown(found, place) == _of_frame(data, found.views[place]), found.views[place].as_of


def test_cutting_off_later_lines_changes_no_stage_of_an_earlier_date() -> None:
    cut = datetime.date(2023, 9, 30)
    whole, before = stage_history(random_data(3), View(AS_OF)), stage_history(random_data(3, cut), View(cut))
    ids = {one: whole_code for whole_code, one in enumerate(random_data(3).accounts["account_id"])}
    matched = [ids[one] for one in random_data(3, cut).accounts["account_id"]]
    assert before.views[-1].as_of == cut
    assert (whole.stages[matched, : len(before.views)] == before.stages[: len(matched)]).all()
    assert (whole.stages[[n for n in range(len(ids)) if n not in matched], : len(before.views)] == UNKNOWN).all()


def test_a_person_may_ask_for_the_last_months_alone() -> None:
    data, view = random_data(4), View(AS_OF)
    some, every = stage_history(data, view, 12), stage_history(data, view)
    assert some.views == every.views[-12:]
    assert (some.stages == every.stages[:, -12:]).all()


def test_a_manual_stage_holds_at_present_and_until_its_date_and_never_in_the_past() -> None:
    says = {"account": "a1", "stage": "mature", "reason": "back in spring", "until": day("2025-01-31")}
    data = random_data(5)
    typed = replace(
        data,
        content_id="typed",
        tables={**data.tables, "stage_overrides": pl.DataFrame([{**says, "account": 1}])},
    )
    rules, manual = stage_history(data, View(AS_OF)), stage_history(typed, View(AS_OF))
    mature = 3
    assert manual.stages[1, -1] == mature
    assert (manual.stages[:, :-2] == rules.stages[:, :-2]).all()
    late = View(datetime.date(2025, 2, 28))
    assert stage_history(typed, late).stages[1, -1] == stage_history(data, late).stages[1, -1]


def _shown(history: StageHistory, place: int) -> dict[int, int]:
    column = history.stages[:, place]
    return {code: int(stage) for code, stage in enumerate(column) if stage != UNKNOWN}


def _of_frame(data: Dataset, view: View) -> dict[int, int]:
    frame = account_measures(data, view).select("account", pl.col("stage").to_physical())
    return {int(account): int(stage) for account, stage in frame.iter_rows()}
