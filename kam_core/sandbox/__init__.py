"""Read uploads in a separate process, so that no file can crash, block or bloat the server."""

from kam_core.sandbox.limits import LIMITS, Limits
from kam_core.sandbox.outcome import Outcome
from kam_core.sandbox.parent import Job, ReadingProgress, read_apart
from kam_core.sandbox.request import PendingFile

__all__ = ["LIMITS", "Job", "Limits", "Outcome", "PendingFile", "ReadingProgress", "read_apart"]
