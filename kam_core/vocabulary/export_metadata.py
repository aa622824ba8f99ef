"""Names and labels of the metadata in exported files; the names are the same in every language."""

from __future__ import annotations

from kam_core.vocabulary.message import N_

EXPORT_METADATA = {
    "about_scenario": N_("Scenario"),
    "about_model": N_("Model hash"),
    "about_as_of": N_("As of"),
    "about_window": N_("Window (months)"),
    "about_unit": N_("Unit"),
    "about_data": N_("Data hash"),
}
"""Name in columns and cells → label."""
READER_SHEET = "about_reader_sheet"
"""Name beside which a workbook says what its sheet for people is called; an import leaves that sheet out."""
READER_SHEET_LABEL = N_("Sheet for reading")
