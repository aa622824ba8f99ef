"""A real PostgreSQL for the store's tests: the one that is there, or the one that apt-get brings.

`python -m tests.store.postgres` installs what is missing and says in one sentence what it could not do.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.server import free_port

FOLDERS = "/usr/lib/postgresql"
ACCOUNT = "postgres"
APT_SECONDS = 600
CREATE_CLUSTER = Path("/etc/postgresql-common/createcluster.conf")
KEEP_CONFIGURATION = ("-o", "Dpkg::Options::=--force-confold")
MISSING = "The store's tests need PostgreSQL: install the package postgresql, or run `make postgres` as root."


def is_root() -> bool:
    """Whether system packages may be installed; also, whether the server must run as somebody else."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def binaries() -> Path | None:
    """The folder with initdb and postgres: Debian's newest, else the one on the PATH; None where there is none."""
    newest = sorted(Path(FOLDERS).glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    found = str(newest[-1]) if newest else shutil.which("initdb")
    folder = Path(found).resolve().parent if found else None
    return folder if folder is not None and (folder / "postgres").exists() else None


def install() -> Path | None:
    """Find or get PostgreSQL; the folder of its programs or None."""
    found = binaries()
    if found is not None or not is_root() or shutil.which("apt-get") is None:
        return found
    # Debian would make and start a cluster of its own at once.
    CREATE_CLUSTER.parent.mkdir(parents=True, exist_ok=True)
    CREATE_CLUSTER.write_text("create_main_cluster = false\n", encoding="utf-8")
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *KEEP_CONFIGURATION, "postgresql"],
    ):
        sys.stdout.write("+ " + " ".join(command) + "\n")
        sys.stdout.flush()
        subprocess.run(command, env=quiet, stdin=subprocess.DEVNULL, timeout=APT_SECONDS, check=False)
    return binaries()


class Server:
    """A cluster in a folder, on a port of loopback."""

    def __init__(self, programs: Path, folder: Path, port: int, sync: bool = True) -> None:
        self.url = f"postgresql://{ACCOUNT}@127.0.0.1:{port}/postgres"
        self._folder = folder
        self._control = [programs / "pg_ctl", "-D", folder / "data", "-w", "-t", "60"]
        self._options = (
            f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories='' -c max_connections=60"
        )
        if not sync:
            self._options += " -c fsync=off -c full_page_writes=off"

    def start(self) -> None:
        """Serve; after a crash, recover first."""
        _run([*self._control, "-l", self._folder / "log", "-o", self._options, "start"], self._folder)

    def crash(self) -> None:
        """End at once, in the middle of everything."""
        _run([*self._control, "-m", "immediate", "stop"], self._folder)


@contextmanager
def serving(sync: bool = True) -> Iterator[Server]:
    """A server in a folder of its own, for as long as the block lasts; with `sync`, what it acknowledged is on the
    disk also after a crash."""
    programs = binaries()
    if programs is None:
        raise RuntimeError(MISSING)
    with tempfile.TemporaryDirectory(prefix="kam-postgres-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if is_root():
            shutil.chown(folder, ACCOUNT)
        make = [programs / "initdb", "-D", folder / "data", "-U", ACCOUNT, "-A", "trust", "-E", "UTF8"]
        _run([*make, "--locale=C.UTF-8"], folder)
        server = Server(programs, folder, free_port(), sync)
        server.start()
        try:
            yield server
        finally:
            server.crash()


def _run(command: list[str | Path], folder: Path) -> None:
    """As the account that PostgreSQL accepts; what it said is shown if it fails."""
    account = ["runuser", "-u", ACCOUNT, "--"] if is_root() else []
    output = folder / "output"
    with output.open("ab") as log:
        done = subprocess.run(
            [*account, *map(str, command)], cwd=folder, stdout=log, stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL, timeout=120, check=False,
        )  # fmt: skip
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]} failed:\n{output.read_text(errors='replace')[-3000:]}")


if __name__ == "__main__":
    place = install()
    if place is None:
        sys.exit(MISSING)
    sys.stdout.write(f"PostgreSQL: {place}\n")
