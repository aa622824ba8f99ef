"""Entry point of a reading process: python -m kam_core.sandbox FOLDER PARENT_PROCESS_ID."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from kam_core.sandbox.child import read
from kam_core.sandbox.limits import exit_with_parent, set_process_limits
from kam_core.sandbox.request import Request


def main(folder: Path, parent: int) -> None:
    """Limit this process before it opens an upload, then read."""
    request = Request.of(folder)
    exit_with_parent(parent)
    set_process_limits(request.limits)
    read(folder, request)


if __name__ == "__main__":
    # Only the account that runs the app may read its files.
    os.umask(0o077)
    main(Path(sys.argv[1]), int(sys.argv[2]))
