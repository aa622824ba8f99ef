"""A wrong KAM_DATABASE_URL is one sentence that says what to correct, and never shows the password."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from kam_core.store.store import Store
from kam_core.vocabulary.message import UserError
from tests.browser.server import ROOT

SECRET = "s3cret"
WRONG = {
    "postgresql://u:s3cret@127.0.0.1:abc/db": "not a database address",
    "postgresql://u:s3cret@[::1/db": "not a database address",
    "no such thing s3cret": "not a database address",
    "mysql://u:s3cret@127.0.0.1/db": "an unsupported database type",
    "postgresql://u:s3cret@127.0.0.1:99999/db": "Check host, port and options",
    "postgresql://u:s3 cret@ho st/db": "Check host, port and options",
    "postgresql://u:s3cret@127.0.0.1:1/db?s3cret=1": "Check host, port and options",
    "postgresql://u:s3cret@127.0.0.1:1/db": "does not answer",
    "postgresql:///db": "does not answer",
}


@pytest.mark.parametrize("url", WRONG)
def test_a_wrong_address_is_one_sentence_without_the_password(tmp_path: Path, url: str) -> None:
    with pytest.raises(UserError, match=WRONG[url]) as refused:
        Store.open(tmp_path, url)
    assert SECRET not in str(refused.value)
    assert refused.value.__cause__ is None


def test_a_wrong_password_and_a_database_that_is_not_there_are_named(server: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="server does not have the database"):
        Store.open(tmp_path, server.removesuffix("postgres") + "elsewhere")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS nobody")
    with pytest.raises(UserError, match="rejected the user name or password"):
        Store.open(tmp_path, server.replace("postgres@", f"nobody:{SECRET}@"))


def test_commands_say_it_without_a_traceback(tmp_path: Path) -> None:
    environment = os.environ | {
        "KAM_HOME": str(tmp_path),
        "KAM_DATABASE_URL": "postgresql://u:s3cret@127.0.0.1:99999/d",
    }
    command = [sys.executable, "-m", "kam_core", "audit"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert SECRET not in done.stderr
