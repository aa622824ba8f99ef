"""Import of business files: bytes in, a dataset and a report on every row out.

One folder per stage, in the order in which a file passes them: opening → decoding → shaping → matching → values →
joining → checking → comparing. staged_rows.py runs the stages up to typed rows, load.py and typed_tables.py continue to
a data set or to a folder of tables. The other modules here are shared by the stages: the grid of cells, headers,
findings and size limits.
"""

from kam_core.intake.detected_sheets import DetectedSheet, detect_sheets
from kam_core.intake.file_summary import summarise_files
from kam_core.intake.findings import Finding, OpenQuestionError, Place
from kam_core.intake.load import load
from kam_core.intake.raw_sheet import RawSheet, read_raw_sheet, type_raw_sheet
from kam_core.intake.typed_tables import Tables, tables_of
from kam_core.intake.upload import (
    ANSWERS,
    Choices,
    ColumnSummary,
    Counts,
    FileSummary,
    Intake,
    Upload,
    currency_answers,
)

__all__ = [
    "ANSWERS",
    "Choices",
    "ColumnSummary",
    "Counts",
    "DetectedSheet",
    "FileSummary",
    "Finding",
    "Intake",
    "OpenQuestionError",
    "Place",
    "RawSheet",
    "Tables",
    "Upload",
    "currency_answers",
    "detect_sheets",
    "load",
    "read_raw_sheet",
    "summarise_files",
    "tables_of",
    "type_raw_sheet",
]
