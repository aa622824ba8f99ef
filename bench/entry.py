"""Benchmark of logging a touch: time from the click on Save to the updated page.

The script runs in one process by the means of Streamlit's own tests, so what the network and the browser add is left
out; the account frame is made again, because days since the last touch are one of its measures.

    python -m bench --only entry --accounts 10000
"""

from __future__ import annotations

import datetime
import os
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
from streamlit.testing.v1 import AppTest

from bench.parts.budget import Measured
from bench.parts.machine import quantile, write_table
from bench.parts.order_lists import LAST, made_dataset
from bench.parts.sizes import Sizes
from bench.round_trip import WORKSPACE
from kam_core.entries.table_overlay import blank
from kam_core.services.people import find_or_add_person
from kam_core.store.store import Store
from kam_core.store.workspace import Workspace
from kam_core.vocabulary.actor import Actor, By, Role
from kam_core.vocabulary.calendar import day_number
from kam_core.vocabulary.tables import TABLES
from tests.browser.server import ROOT

ACCOUNTS = (10_000,)
TOUCHES_PER_ACCOUNT = 3
ROUNDS, WARM_UP = 8, 2
BUDGET_MS = 300.0
PACKAGES = ("streamlit", "polars", "sqlalchemy")
ACCOUNT = "C0000007"


def prepare(home: Path, accounts: int) -> None:
    """A store with a data set of that many accounts, each with some touches."""
    now = datetime.datetime.now(datetime.UTC)
    store = Store.open(home)
    store.imports.commit(
        data_set=None, name="Bench", dataset=with_touches(accounts), records=None, files=[], summary={}, rejected=None,
        by=By(Actor("bench", Role.ADMINISTRATOR), now),
    )  # fmt: skip
    find_or_add_person(store, "Bench", now)
    data_set_id = store.data_sets.all()[0].id
    store.workspaces.save(Workspace(WORKSPACE, dataset=data_set_id, view={"language": "en"}), now)
    store.close()


def with_touches(accounts: int):  # type: ignore[no-untyped-def]
    """The made data set with some visits of each account."""
    data = made_dataset(accounts)
    count = accounts * TOUCHES_PER_ACCOUNT
    chance = np.random.default_rng(7)
    touches = pl.DataFrame(
        {
            "account": np.arange(count) % accounts,
            "date": day_number(LAST) - chance.integers(0, 365, count),
            "kind": ["visit"] * count,
        }
    )
    wanted = blank(TABLES["touches"]).with_columns(pl.col("account").cast(pl.Int64))
    frame = pl.concat([wanted, touches.cast({"account": pl.Int64, "date": pl.Int64})], how="diagonal")
    return replace(data, tables={**data.tables, "touches": frame.select(wanted.columns)}, content_id="")


def saved(accounts: int) -> list[float]:
    """Milliseconds of each save, the first ones left out."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KAM_HOME"] = folder
        prepare(Path(folder), accounts)
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
        app.query_params["w"] = WORKSPACE
        app.query_params["account"] = ACCOUNT
        app.run()
        app.session_state["person"] = Store.open(Path(folder)).people.all()[0].id
        app.switch_page("pages/account/page.py").run()
        times = []
        for turn in range(WARM_UP + ROUNDS):
            press(app, "Log a touch").run()
            kind = next(one for one in app.selectbox if (one.key or "").startswith("entry_touches_kind_"))
            kind.set_value("visit")
            step = next(one for one in app.text_input if (one.key or "").startswith("entry_touches_next_step_"))
            step.set_value(f"step {turn}")
            button = press(app, "Save")
            begun = time.perf_counter()
            button.run()
            times.append(1000 * (time.perf_counter() - begun))
            assert not app.exception
            assert any(f"step {turn}" in one.value for one in app.markdown), "the touch is not shown"
        return times[WARM_UP:]


def press(app: AppTest, label: str):  # type: ignore[no-untyped-def]
    """The button of that label, clicked; the caller runs the page."""
    return next(one for one in app.button if one.label == label).click()


def measured(sizes: Sizes) -> list[Measured]:
    """Measure each size, write the table."""
    rows, found = [], []
    for accounts in sizes.accounts or ACCOUNTS:
        times = saved(accounts)
        p50, p95 = quantile(times, 0.5), quantile(times, 0.95)
        rows.append([f"{accounts:,} accounts", f"{p50:.0f}", f"{p95:.0f}"])
        found.append(Measured("a touch is saved and shown", f"{accounts:,} accounts", p50, "ms", p95, budget=BUDGET_MS))
    note = f"{ROUNDS} touches after {WARM_UP} to warm up. Budget: p50 ≤ {BUDGET_MS:.0f} ms."
    write_table("entry", "A touch on the page of an account", PACKAGES, ("size", "p50 ms", "p95 ms"), rows, note)
    return found
