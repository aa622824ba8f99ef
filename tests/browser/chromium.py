"""Find or install Chromium for the browser tests.

`python -m tests.browser.chromium` installs what is missing and says in one sentence what it could not do.
"""

import os
import shutil
import subprocess
import sys

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
DOWNLOAD_SECONDS = 60
APT_SECONDS = 600

# Without the last two, Chromium waits at the start for hosts that a closed network does not have.
ARGUMENTS = ("--disable-quic", "--disable-background-networking", "--disable-component-update")


def say(sentence: str) -> None:
    """Tell the person at the terminal."""
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def arguments() -> list[str]:
    """Command line switches for this user; root cannot have Chromium's sandbox."""
    return [*ARGUMENTS, *(["--no-sandbox"] if is_root() else [])]


def is_root() -> bool:
    """Whether system packages may be installed."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def executable() -> str | None:
    """The first Chromium that starts: one on the PATH, else the one that Playwright downloaded.

    Ask before Playwright is opened: two of its loops in one thread are refused.
    """
    for name in NAMES:
        path = shutil.which(name)
        if path and _starts(path):
            return path
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if _starts(path) else None


def _starts(path: str) -> bool:
    """A download may lack system libraries, and a stub on the PATH may only advertise a package."""
    if not os.path.exists(path):
        return False
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def has_chinese_font() -> bool:
    """Whether a font for Chinese is installed; without one the screen shows boxes."""
    lister = shutil.which("fc-list")
    if lister is None:
        return False
    listed = subprocess.run([lister, ":lang=zh", "family"], capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip())


def _run(command: list[str], seconds: int) -> bool:
    """Run a command for at most so long; its children end with it."""
    say("+ " + " ".join(command))
    try:
        process = subprocess.Popen(command, start_new_session=True)
    except OSError:
        return False
    try:
        return process.wait(timeout=seconds) == 0
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, 9)
        process.wait()
        return False


def _apt(*packages: str) -> bool:
    if not is_root() or shutil.which("apt-get") is None:
        return False
    _run(["apt-get", "update", "-qq"], APT_SECONDS)
    return _run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], APT_SECONDS)


def install() -> str | None:
    """Find or get a Chromium, and a font for Chinese where that is possible; the path or None."""
    path = executable()
    if path is None:
        _run([sys.executable, "-m", "playwright", "install", "chromium"], DOWNLOAD_SECONDS)
        path = executable()
    if path is None and _apt("chromium", "fonts-noto-cjk"):
        path = executable()
    if path is not None and not has_chinese_font() and not _apt("fonts-noto-cjk", "fontconfig"):
        say("No font for Chinese is installed: pictures will show boxes. Install fonts-noto-cjk.")
    return path


if __name__ == "__main__":
    browser = install()
    if browser is None:
        sys.exit("The browser tests need Chromium: install the package chromium, or run `playwright install chromium`.")
    say(f"Chromium: {browser}")
