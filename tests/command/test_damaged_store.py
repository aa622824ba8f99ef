"""Commands on a damaged store name the row and the remedy."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kam_core.__main__ import main
from kam_core.commands.arguments import DONE, REFUSED
from tests.store.database.byte_flips import filled


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with one override that is no text any more."""
    file = filled(tmp_path / "home")
    monkeypatch.setenv("KAM_HOME", str(file.parent))
    monkeypatch.delenv("KAM_DATABASE_URL", raising=False)
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute(
            "UPDATE overrides SET reason = CAST(x'ff68' AS TEXT) WHERE id = (SELECT min(id) FROM overrides)"
        )
    return file.parent


def test_audit_names_the_damaged_row(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit"]) == REFUSED
    output = capsys.readouterr()
    assert "The audit log is complete" in output.out
    assert "1 row differs from the audit log: overrides " in output.err


def test_backup_names_the_damaged_row_and_the_way_out(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = home.parent / "kam.backup"
    assert main(["backup", str(file)]) == REFUSED
    output = capsys.readouterr().err
    assert "of the table overrides cannot be read" in output
    assert "--without-damaged" in output
    assert not file.exists()
    assert main(["backup", str(file), "--without-damaged"]) == DONE
    assert "Not included because it cannot be read: overrides " in capsys.readouterr().err
    assert main(["restore", str(file)]) == DONE
    assert "was made without 1 damaged part" in capsys.readouterr().out
