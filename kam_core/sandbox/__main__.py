"""A reading process: python -m kam_core.sandbox FOLDER PARENT, with the process that waits for it as a number."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from kam_core.sandbox.child import read
from kam_core.sandbox.limits import confine, leave_with
from kam_core.sandbox.request import Request


def main(folder: Path, parent: int) -> None:
    """Tie the hands before a byte of an upload is looked at, then read."""
    request = Request.of(folder)
    leave_with(parent)
    confine(request.limits)
    read(folder, request)


if __name__ == "__main__":
    # What it writes is for the account alone that runs the app.
    os.umask(0o077)
    main(Path(sys.argv[1]), int(sys.argv[2]))
