"""Killed processes: acknowledged writes survive, nothing is corrupted."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from kam_core.store.store import Store
from tests.browser.server import ROOT
from tests.store.conftest import new_database
from tests.store.postgres import serving
from tests.store.sample_content import rows, sales, tiers

IN_CI, ALL = 4, 200
LONGEST_SECONDS = 0.6
PROCESSES = {"sqlite": 2, "postgresql": 1}
"""How many are killed at once. What a server keeps when its own processes die is asked below."""


def worked_and_killed(home: Path, url: str | None, seed: int, processes: int) -> list[dict[str, Any]]:
    """What some processes acknowledged until all were killed, after a time by chance."""
    chance = random.Random(seed)
    command = [sys.executable, "-m", "tests.store.worker", "live", str(home), url or "-"]
    outputs = [home.with_name(f"{home.name}-{n}.said") for n in range(processes)]
    running = []
    try:
        for n, output in enumerate(outputs):
            with output.open("wb") as log:
                whole = [*command, str(seed * processes + n), "100000"]
                running.append(subprocess.Popen(whole, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT))
        # Every other time, the kill may come while the store is being made.
        word = "opened" if seed % 2 else "ready"
        while not all(word in output.read_text() for output in outputs):
            assert all(process.poll() is None for process in running)
            time.sleep(0.01)
        time.sleep(chance.uniform(0, LONGEST_SECONDS))
        assert all(process.poll() is None for process in running), [output.read_text() for output in outputs]
    finally:
        for process in running:
            process.kill()
            process.wait()
    # A last line that was cut was not said.
    return [json.loads(line) for output in outputs for line in output.read_text().split("\n")[:-1]]


def check(store: Store, acts: list[dict[str, Any]], processes: int = 1) -> None:
    """Everything that was told is there, everything that is there can be read, and the log is whole."""
    last: dict[str, dict[str, Any]] = {}
    for act in acts:
        last[act["act"] + str(act.get("book", act["id"]))] = act
        if act["act"] == "import":
            made = store.imports.find(act["id"])
            assert (made.after, made.undone_at) == (act["after"], None)
            assert store.snapshots.load(made.after).lines.equals(sales(act["amount"]).lines)
            assert store.snapshots.records(made.after)["orders"].equals(rows(act["amount"])["orders"])
        elif act["act"] == "publish":
            (publication,) = (one for one in store.published_tiers.of_data_set(act["book"]) if one.model == act["id"])
            assert store.published_tiers.tiers(publication).equals(tiers(act["score"]))
        elif act["act"] == "enter":
            entry = store.entries.find(act["id"])
            assert (entry.row_id, entry.fields["target_number"]) == (act["row"], float(act["n"]))
        else:
            workspace = store.workspaces.find(act["id"])
            assert workspace is not None
            assert workspace.version >= act["version"]
    for act in last.values():
        # At most one act of each process was kept and not told any more.
        if act["act"] == "import":
            imports = store.imports.list(act["book"])
            assert act["id"] in [made.id for made in imports[:2]]
            data_set = store.data_sets.find(act["book"])
            assert data_set is not None
            assert data_set.head == imports[0].after
        elif act["act"] == "publish":
            versions = store.models.versions(act["book"])
            assert act["id"] in [one.id for one in versions[:2]]
            assert [one.status for one in versions] == ["published"] + ["archived"] * (len(versions) - 1)
        elif act["act"] == "enter":
            numbers = [one.number for one in store.entries.of_data_set(act["book"])]
            assert numbers == list(range(1, len(numbers) + 1))
            assert act["id"] in [one.id for one in store.entries.of_data_set(act["book"])[-2:]]
        else:
            workspace = store.workspaces.find(act["id"])
            assert workspace is not None
            assert workspace.version <= act["version"] + 1
            assert workspace.version > act["version"] or workspace.view == {"n": act["n"]}
    for data_set in store.data_sets.all():
        for made in store.imports.list(data_set.id):
            store.snapshots.load(made.after)
            assert store.imports.rejected(made.id).height == 1
    count = sum(act["act"] != "save" for act in acts)
    begun = len(store.data_sets.all())
    assert count <= store.audit.verify() - begun <= count + processes


def rounds(request: pytest.FixtureRequest, kind: str, tmp_path: Path, seeds: range) -> None:
    acknowledged = 0
    for seed in seeds:
        url = new_database(request.getfixturevalue("server")) if kind == "postgresql" else None
        home = tmp_path / f"home-{seed}"
        acknowledged_acts = [act for act in worked_and_killed(home, url, seed, PROCESSES[kind]) if "id" in act]
        store = Store.open(home, url)
        check(store, acknowledged_acts, PROCESSES[kind])
        store.close()
        acknowledged += len(acknowledged_acts)
    # So short that nothing was ever kept would prove nothing.
    assert acknowledged > len(seeds) // 2


@pytest.mark.parametrize(
    "seeds",
    [range(IN_CI), pytest.param(range(IN_CI, IN_CI + ALL), marks=pytest.mark.long)],
    ids=[f"{IN_CI} kills", f"{ALL} kills"],
)
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_kills_at_any_moment_lose_nothing_that_was_acknowledged(
    request: pytest.FixtureRequest, kind: str, tmp_path: Path, seeds: range
) -> None:
    rounds(request, kind, tmp_path, seeds)


def test_a_server_that_crashes_is_reported_and_has_all_that_was_acknowledged(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.store.worker", "live", str(tmp_path / "home")]
    output = tmp_path / "said"
    with serving() as server:
        url = new_database(server.url)
        with output.open("wb") as log:
            process = subprocess.Popen([*command, url, "1", "100000"], cwd=ROOT, stdout=log, stderr=subprocess.DEVNULL)
        try:
            while output.read_text().count("\n") < 20:
                assert process.poll() is None
                time.sleep(0.01)
            server.crash()
            process.wait(timeout=60)
        finally:
            process.kill()
        acknowledged_acts = [json.loads(line) for line in output.read_text().splitlines()]
        assert acknowledged_acts[-1] == {
            "act": "refused", "why": "The database does not answer. Check that it is running and try again.",
        }  # fmt: skip
        server.start()
        store = Store.open(tmp_path / "home", url)
        check(store, [act for act in acknowledged_acts if "id" in act])
        store.close()
