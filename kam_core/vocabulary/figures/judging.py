"""Figures of judging: marks given, and accounts whose tier one answer could change."""

from __future__ import annotations

from kam_core.vocabulary.figures.figure import Figure
from kam_core.vocabulary.message import N_

JUDGING: dict[str, Figure] = {
    "marks_given": Figure(
        N_("Marks given"), N_("Accounts × criteria of the grid that have a mark on the day in view."), judged=True
    ),
    "marks_possible": Figure(N_("Possible marks"), N_("Accounts × criteria of the grid.")),
    "marks_share": Figure(N_("Share of marks given"), N_("Marks given / possible marks."), judged=True),
    "questions_answered": Figure(
        N_("Questions answered"), N_("Accounts of this list whose question was answered since the list was opened.")
    ),
    "questions": Figure(N_("Questions"), N_("One question per account of this list.")),
    "deciding_accounts": Figure(
        N_("One answer decides"),
        N_("Active customers for whom the marks 1 to 5 of one missing criterion lead to different tiers."),
        judged=True,
    ),
    "deciding_revenue": Figure(N_("Revenue of these accounts"), N_("Sum of their revenue in the window.")),
    "may_fall": Figure(
        N_("Key accounts that could fall"),
        N_("Key accounts that a mark of the missing criterion would take below A."),
        judged=True,
    ),
    "may_rise": Figure(
        N_("Accounts that could become key"),
        N_("Accounts that a mark of the missing criterion would bring to A or S and that fail no check."),
        judged=True,
    ),
}
