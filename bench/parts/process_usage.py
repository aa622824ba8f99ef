"""Memory and CPU time of a running process, from Linux's /proc."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Resident:
    """A process by its number."""

    pid: int

    @classmethod
    def listening(cls, port: int) -> Resident:
        """The process that listens on this port of loopback."""
        rows = [line.split() for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]]
        (socket,) = (f"socket:[{row[9]}]" for row in rows if row[1].endswith(f":{port:04X}") and row[3] == "0A")
        for folder in Path("/proc").glob("[0-9]*/fd"):
            try:
                if any(os.readlink(file) == socket for file in folder.iterdir()):
                    return cls(int(folder.parent.name))
            except OSError:
                # It ended meanwhile, or belongs to somebody else.
                continue
        raise LookupError(f"nobody listens on port {port}")

    def megabytes(self) -> float:
        """Memory that is its own and in use."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="utf-8")
        (line,) = (line for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) / 1024

    def seconds(self) -> float:
        """Processor time since it began, all threads together."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS
