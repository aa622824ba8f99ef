"""A real nginx with the configuration of deploy/: the program that is there, or the one that apt-get brings.

`python -m tests.serving.nginx` installs what is missing and says in one sentence what it could not do.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.browser.server import ROOT, stop, wait_until_healthy
from tests.store.postgres import is_root

SITE = ROOT / "deploy" / "nginx.conf"
LISTEN, PROCESSES = 8080, (8501, 8502)
"""The ports that the site file names."""
APT_SECONDS = 600
POLICY = Path("/usr/sbin/policy-rc.d")
PACKAGES = ("nginx", "libnginx-mod-http-brotli-filter")
BROTLI = "ngx_http_brotli_filter_module.so"
MODULES = Path("/usr/lib/nginx/modules")
MISSING = f"The serving tests need nginx: install the packages {' and '.join(PACKAGES)}, or run `make nginx` as root."


def program() -> str | None:
    """Where nginx is, if its compression is there too; Debian keeps it where only root's PATH looks."""
    found = shutil.which("nginx", path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"]))
    return found if (MODULES / BROTLI).exists() else None


def install() -> str | None:
    """Find or get nginx, without the service that Debian would start on port 80; its path or None."""
    if program() is not None or not is_root() or shutil.which("apt-get") is None:
        return program()
    forbidden = not POLICY.exists()
    if forbidden:
        POLICY.write_text("#!/bin/sh\nexit 101\n", encoding="utf-8")
        POLICY.chmod(0o755)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    commands = [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES]]
    if shutil.which("update-rc.d"):
        # Nor at the next boot.
        commands.append(["update-rc.d", "nginx", "disable"])
    try:
        for command in commands:
            sys.stdout.write("+ " + " ".join(command) + "\n")
            sys.stdout.flush()
            subprocess.run(command, env=quiet, stdin=subprocess.DEVNULL, timeout=APT_SECONDS, check=False)
    finally:
        if forbidden:
            POLICY.unlink()
    return program()


def configuration(folder: Path, listen: int, processes: Sequence[int]) -> str:
    """The site as it is shipped, on other ports, in the smallest frame that nginx takes."""
    site = SITE.read_text(encoding="utf-8")
    for shipped, here in zip((LISTEN, *PROCESSES), (listen, *processes), strict=True):
        assert f":{shipped}" in site, f"{SITE.name} does not name port {shipped}"
        site = site.replace(f":{shipped}", f":{here}")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"  {kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    return (
        f"load_module {MODULES / BROTLI};\n{'user root;' if is_root() else ''}\n"
        f"daemon off;\nworker_processes 2;\npid {folder}/pid;\n"
        f"error_log {folder}/error.log warn;\nevents {{}}\nhttp {{\n  access_log off;\n{places}{site}}}\n"
    )


@contextmanager
def in_front_of(processes: Sequence[int], listen: int, folder: Path) -> Iterator[str]:
    """The address of nginx before processes of asgi.py on these ports, for as long as the block lasts."""
    path = program()
    if path is None:
        raise RuntimeError(MISSING)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "nginx.conf"
    file.write_text(configuration(folder, listen, processes), encoding="utf-8")
    url, log = f"http://127.0.0.1:{listen}", folder / "error.log"
    running = subprocess.Popen(
        [path, "-p", str(folder), "-e", str(log), "-c", str(file)],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        wait_until_healthy(url, running, seconds=20)
        yield url
    except (RuntimeError, TimeoutError) as problem:
        raise RuntimeError(f"{problem}\n{log.read_text(errors='replace')[-3000:]}") from problem
    finally:
        stop(running)


if __name__ == "__main__":
    place = install()
    if place is None:
        sys.exit(MISSING)
    sys.stdout.write(f"nginx: {place}\n")
