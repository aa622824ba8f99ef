"""Labels for the answers to questions about the layout of a sheet."""

from __future__ import annotations

from kam_core.vocabulary.message import N_

LAYOUT_ANSWERS: dict[str, dict[str, str]] = {
    "fill_down": {"yes": N_("blank cells have the value above"), "no": N_("blank cells have no value")},
    "months": {"turn": N_("one row per account and period"), "leave": N_("as it is")},
    "group_rows": {"account": N_("lines above their rows are accounts"), "none": N_("lines above their rows are not")},
    "hidden_sheets": {"read": N_("read hidden sheets"), "leave": N_("leave hidden sheets out")},
    "discount": {
        "share": N_("the rate is taken off"),
        "paid": N_("the rate is what is paid"),
        "money": N_("money off each line"),
    },
    "order_amount": {"once": N_("the amount is the whole order's"), "each": N_("the amount is each line's")},
}
"""Question → answer → label."""
LAYOUT_LABELS = {
    "fill_down": N_("Blank cells"),
    "months": N_("Periods in columns"),
    "group_rows": N_("Lines above their rows"),
    "hidden_sheets": N_("Hidden sheets"),
    "discount": N_("Discounts"),
    "order_amount": N_("Amount on each line of an order"),
}
YEARS_BACK = 4


def year_answers(year: int) -> dict[str, str]:
    """The years that months without a year may belong to: this one and those before it."""
    return {str(one): str(one) for one in range(year, year - YEARS_BACK - 1, -1)}
