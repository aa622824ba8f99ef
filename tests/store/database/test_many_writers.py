"""Concurrent writers in four processes: no update is lost."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

import pytest

from tests.browser.server import ROOT
from tests.store.conftest import Place
from tests.store.worker import SHARED

PROCESSES = 4


@pytest.mark.parametrize("edits", [40, pytest.param(400, marks=pytest.mark.long)])
def test_four_processes_that_edit_the_same_things_lose_no_edit(place: Place, edits: int) -> None:
    command = [sys.executable, "-m", "tests.store.worker", "edit", str(place.home), place.url or "-"]
    running = [
        subprocess.Popen([*command, str(seed), str(edits)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for seed in range(PROCESSES)
    ]
    try:
        for process in running:
            output, errors = process.communicate(timeout=240)
            assert process.returncode == 0, (output + errors).decode()[-3000:]
    finally:
        for process in running:
            process.kill()
    store = place.open()
    half = PROCESSES * edits // 2
    workspace, setting = store.workspaces.find(SHARED), store.settings.get(SHARED)
    assert workspace is not None
    assert setting is not None
    assert (workspace.view, workspace.version) == ({"n": half}, half)
    assert (setting.value, setting.version) == (half, half)
    assert store.audit.verify() == half
    assert Counter(entry.who for entry in store.audit.entries()) == {
        f"editor-{n}": edits // 2 for n in range(PROCESSES)
    }
