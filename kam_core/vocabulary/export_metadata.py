"""What a file that leaves the app says of itself: the words are the same in every language."""

from __future__ import annotations

from kam_core.vocabulary.message import N_

ABOUT = {
    "about_scenario": N_("Scenario"),
    "about_model": N_("Model hash"),
    "about_as_of": N_("As of"),
    "about_window": N_("Window (months)"),
    "about_unit": N_("Unit"),
    "about_data": N_("Data hash"),
}
"""The name of each part, as columns and cells have it, and its label."""
