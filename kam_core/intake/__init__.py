"""Reading business files: bytes in, a dataset and an account of every row out.

One folder per stage, in the order in which a file goes through them: opening → decoding → shaping → matching →
values → joining → checking → comparing. gathered.py takes files through the first of them, load.py and tables.py go on
to a data set or to a folder. Beside them lies what all stages speak of: a file's grid of cells, the words of headers,
findings, and the bounds that a file must keep.
"""

from kam_core.intake.file_summary import understand
from kam_core.intake.findings import Finding, OpenQuestionError, Place
from kam_core.intake.load import load
from kam_core.intake.raw_sheet import Raw, raw_of, raw_sheet
from kam_core.intake.reading import Seen, seen_in
from kam_core.intake.typed_tables import Tables, tables_of
from kam_core.intake.upload import ANSWERS, Choices, Counts, Intake, SeenColumn, Understood, Upload, currency_answers

__all__ = [
    "ANSWERS",
    "Choices",
    "Counts",
    "Finding",
    "Intake",
    "OpenQuestionError",
    "Place",
    "Raw",
    "Seen",
    "SeenColumn",
    "Tables",
    "Understood",
    "Upload",
    "currency_answers",
    "load",
    "raw_of",
    "raw_sheet",
    "seen_in",
    "tables_of",
    "understand",
]
