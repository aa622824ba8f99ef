"""Figures of Dependence: shares of the largest, indices, and what is left without them."""

from __future__ import annotations

from kam_core.vocabulary.figures.figure import Figure
from kam_core.vocabulary.message import N_

CONCENTRATION: dict[str, Figure] = {
    "top1_share": Figure(
        N_("Largest customer"), N_("Revenue of the largest account / revenue of all accounts with revenue above zero.")
    ),
    "top5_share": Figure(
        N_("Top-5 share"),
        N_("Revenue of the five largest accounts / revenue of all accounts with revenue above zero."),
    ),
    "major_customers": Figure(
        N_("Customers of 10% or more"),
        N_("Number of accounts with at least a tenth of the revenue of all accounts with revenue above zero."),
    ),
    "top10_share": Figure(
        N_("Top-10 share"),
        N_("Revenue of the ten largest accounts / revenue of all accounts with revenue above zero."),
    ),
    "top20_share": Figure(N_("Top 20%"), N_("Share of the largest fifth (rounded up) in everything above zero.")),
    "n80": Figure(
        N_("80% comes from the top"), N_("The smallest number that together make 80% of everything above zero.")
    ),
    "gini": Figure(
        N_("Gini"),
        N_(
            "Twice the area between the Lorenz curve and the line of equal shares: 0 if all are equal, 1 if one "
            "has everything."
        ),
    ),
    "hhi": Figure(
        N_("HHI"),
        N_("Herfindahl-Hirschman index: the sum of the squared percentage shares; 10,000 if one has everything."),
    ),
    "effective_number": Figure(
        N_("Effective number"),
        N_("10,000 / HHI: the number of equal-sized ones that would give the same concentration."),
    ),
    "share": Figure(N_("Share"), N_("Its amount / sum of all amounts above zero.")),
    "cumulative": Figure(
        N_("Cumulative share"), N_("Sum of the amounts down to this row / sum of all amounts above zero.")
    ),
    "value": Figure(N_("Amount"), N_("The measure chosen above, added up over the accounts of the row.")),
    "units": Figure(N_("Number with an amount"), N_("Number of accounts or other units with an amount above zero.")),
    "top20_units": Figure(N_("Largest fifth"), N_("A fifth of those with an amount above zero, rounded up.")),
    "n80_part": Figure(
        N_("Part that brings 80%"), N_("The smallest number that makes 80% / number with an amount above zero.")
    ),
    "lost_units": Figure(N_("Lost"), N_("The number of the largest that are assumed to be lost.")),
    "lost": Figure(N_("Amount lost"), N_("Sum of the amounts of those that are assumed to be lost.")),
    "lost_share": Figure(
        N_("Share lost"), N_("Sum of the amounts of those that are assumed to be lost / sum of all amounts above zero.")
    ),
}
