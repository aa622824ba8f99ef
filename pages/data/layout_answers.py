"""Labels for the answers to questions about the layout of a sheet."""

from __future__ import annotations

from kam_core.vocabulary.message import N_

LAYOUT_ANSWERS: dict[str, dict[str, str]] = {
    "fill_down": {"yes": N_("repeat the value above"), "no": N_("leave blank")},
    "months": {"turn": N_("one row per account and period"), "leave": N_("no change")},
    "group_rows": {"account": N_("group rows are accounts"), "none": N_("group rows are not accounts")},
    "hidden_sheets": {"read": N_("read hidden sheets"), "leave": N_("ignore hidden sheets")},
    "discount": {
        "share": N_("discount rate, e.g. 10% off"),
        "paid": N_("share paid, e.g. 90% of the price"),
        "money": N_("amount off each line"),
    },
    "order_amount": {"once": N_("total of the order"), "each": N_("amount of each line")},
}
"""Question → answer → label."""
LAYOUT_LABELS = {
    "fill_down": N_("Blank cells"),
    "months": N_("Periods in columns"),
    "group_rows": N_("Group rows"),
    "hidden_sheets": N_("Hidden sheets"),
    "discount": N_("Discounts"),
    "order_amount": N_("Order amount"),
}
YEARS_BACK = 4


def year_answers(year: int) -> dict[str, str]:
    """The years that months without a year may belong to: this one and those before it."""
    return {str(one): str(one) for one in range(year, year - YEARS_BACK - 1, -1)}
