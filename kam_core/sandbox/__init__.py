"""Uploads are read in a process of their own, so that no file can end, block or bloat the server."""

from kam_core.sandbox.limits import LIMITS, Limits
from kam_core.sandbox.outcome import Outcome
from kam_core.sandbox.parent import Job, Progress, read_apart
from kam_core.sandbox.request import Waiting

__all__ = ["LIMITS", "Job", "Limits", "Outcome", "Progress", "Waiting", "read_apart"]
