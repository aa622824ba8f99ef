"""A real Spark cluster on loopback: a master, two workers and a Connect server, each a process of its own.

`python -m tests.engines.cluster` looks whether all is there, installs Java where apt-get can, and says in one sentence
what it could not do. The programs are those of Spark's full package, in a folder that `make spark` fills.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from tests.browser.server import free_port, stop
from tests.store.postgres import is_root

HOME = Path(__file__).resolve().parents[2] / ".venv" / "spark" / "pyspark"
MISSING_SPARK = "The cluster's tests need all of Spark: run `make spark`."
MISSING_JAVA = "The cluster's tests need Java 17 or newer: run `make spark` as root, or install default-jre-headless."
LEAST_JAVA = 17
APT_SECONDS = 600
START_SECONDS = 180.0
WORKERS = 2
WORKER_MEMORY = "1200m"
EXECUTOR_MEMORY = "1g"
DRIVER_MEMORY = "1g"
"""Of the server; Spark takes it from the setting for daemons, whatever else it is told."""
DAEMON_MEMORY = "256m"
SERVER = "org.apache.spark.sql.connect.service.SparkConnectServer"


def java_home() -> Path | None:
    """The home of a Java that Spark can run on: JAVA_HOME, the one on the PATH or Debian's; None if there is none."""
    on_path = shutil.which("java")
    places = [os.environ.get("JAVA_HOME"), str(Path(on_path).resolve().parents[1]) if on_path else None]
    for place in [*places, *map(str, sorted(Path("/usr/lib/jvm").glob("*")))]:
        if place and (Path(place) / "bin" / "java").exists() and _java_version(Path(place)) >= LEAST_JAVA:
            return Path(place)
    return None


def _java_version(home: Path) -> int:
    output = subprocess.run(
        [home / "bin" / "java", "-version"], capture_output=True, text=True, timeout=60, check=False
    )
    words = output.stderr.split('"')
    number = words[1].split(".")[0] if len(words) > 1 else ""
    return int(number) if number.isdigit() else 0


def install() -> str | None:
    """Find or get what is missing; what still is, as a sentence."""
    if not (HOME / "bin" / "spark-class").exists():
        return MISSING_SPARK
    if java_home() is None and is_root() and shutil.which("apt-get") is not None:
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for command in (
            ["apt-get", "update", "-qq"],
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "default-jre-headless"],
        ):
            sys.stdout.write("+ " + " ".join(command) + "\n")
            sys.stdout.flush()
            subprocess.run(command, env=quiet, stdin=subprocess.DEVNULL, timeout=APT_SECONDS, check=False)
    return MISSING_JAVA if java_home() is None else None


class Cluster:
    """What runs, and where it is asked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._running: list[tuple[str, subprocess.Popen[bytes]]] = []
        self._page, self._driver_page = free_port(), free_port()
        self._master = f"spark://127.0.0.1:{free_port()}"
        self._server = free_port()
        self.remote = f"sc://127.0.0.1:{self._server}"

    def start(self) -> None:
        """Master, workers, server; each is waited for."""
        home, port = "org.apache.spark.deploy", self._master.rsplit(":", 1)[1]
        place = ["--host", "127.0.0.1"]
        self._run("master", [f"{home}.master.Master", *place, "--port", port, "--webui-port", str(self._page)])
        self._until("master", lambda: self.state()["status"] == "ALIVE")
        size = ["--cores", "1", "--memory", WORKER_MEMORY]
        for number in range(WORKERS):
            folder = ["-d", str(self._folder / f"worker-{number}")]
            worker = [*place, "--webui-port", str(free_port()), *size, *folder, self._master]
            self._run(f"worker-{number}", [f"{home}.worker.Worker", *worker])
        self._until(f"worker-{WORKERS - 1}", lambda: self.state()["aliveworkers"] == WORKERS)
        settings = {
            "spark.connect.grpc.binding.address": "127.0.0.1",
            "spark.connect.grpc.binding.port": self._server,
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.executor.memory": EXECUTOR_MEMORY,
            "spark.executor.cores": 1,
            "spark.sql.shuffle.partitions": 8,
            "spark.sql.warehouse.dir": self._folder / "warehouse",
            "spark.ui.port": self._driver_page,
        }
        given = [word for name, value in settings.items() for word in ("--conf", f"{name}={value}")]
        submit = [f"{home}.SparkSubmit", "--master", self._master, "--class", SERVER, *given, "spark-internal"]
        self._run("server", submit, DRIVER_MEMORY)
        self._until("server", lambda: _listens(self._server) and bool(self.state()["activeapps"]))

    def stop(self) -> None:
        """End everything, the last first."""
        while self._running:
            stop(self._running.pop()[1])

    def state(self) -> dict[str, Any]:
        """What the master says of its workers and applications."""
        return cast(dict[str, Any], _page(f"http://127.0.0.1:{self._page}/json/"))

    def tasks_by_worker(self) -> dict[str, int]:
        """How many tasks each worker's executor has finished, by the executor's address."""
        driver = f"http://127.0.0.1:{self._driver_page}/api/v1/applications"
        application = cast(list[dict[str, Any]], _page(driver))[0]["id"]
        executors = cast(list[dict[str, Any]], _page(f"{driver}/{application}/executors"))
        return {one["hostPort"]: one["completedTasks"] for one in executors if one["id"] != "driver"}

    def _run(self, name: str, command: list[str], memory: str = DAEMON_MEMORY) -> None:
        home = java_home()
        if home is None:
            raise RuntimeError(MISSING_JAVA)
        mine = {
            "SPARK_HOME": str(HOME),
            "JAVA_HOME": str(home),
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_LOCAL_DIRS": str(self._folder / "scratch"),
            "SPARK_DAEMON_MEMORY": memory,
        }
        around = {key: value for key, value in os.environ.items() if not key.startswith(("SPARK_", "PYSPARK_"))}
        with (self._folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                [HOME / "bin" / "spark-class", *command], cwd=self._folder, env=around | mine, stdout=log,
                stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
        self._running.append((name, process))

    def _until(self, name: str, ready: Callable[[], bool]) -> None:
        """Wait for what was just started; what it said is shown if it does not come up."""
        process = self._running[-1][1]
        last = time.monotonic() + START_SECONDS
        while time.monotonic() < last and process.poll() is None:
            try:
                if ready():
                    return
            except (OSError, ValueError, KeyError, IndexError):  # it answers before its pages are there
                pass
            time.sleep(0.2)
        output = (self._folder / f"{name}.log").read_text(errors="replace")[-3000:]
        raise RuntimeError(f"Spark's {name} did not come up:\n{output}")


@contextmanager
def running() -> Iterator[Cluster]:
    """A cluster for as long as the block lasts."""
    lacking = install()
    if lacking is not None:
        raise RuntimeError(lacking)
    with tempfile.TemporaryDirectory(prefix="kam-spark-", ignore_cleanup_errors=True) as name:
        cluster = Cluster(Path(name))
        try:
            cluster.start()
            yield cluster
        finally:
            cluster.stop()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _page(address: str) -> object:
    with urllib.request.urlopen(address, timeout=30) as answer:
        return json.load(answer)


if __name__ == "__main__":
    lacks = install()
    if lacks is not None:
        sys.exit(lacks)
    sys.stdout.write(f"Spark: {HOME}, Java: {java_home()}\n")
