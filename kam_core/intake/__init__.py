"""Reading business files: bytes in, a dataset and an account of every row out. See the stages in load.py."""

from kam_core.intake.findings import Finding, Place, Question
from kam_core.intake.load import load
from kam_core.intake.understand import understand
from kam_core.intake.upload import Choices, Counts, Intake, SeenColumn, Understood, Upload

__all__ = [
    "Choices",
    "Counts",
    "Finding",
    "Intake",
    "Place",
    "Question",
    "SeenColumn",
    "Understood",
    "Upload",
    "load",
    "understand",
]
