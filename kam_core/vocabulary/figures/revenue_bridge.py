"""Figures of the revenue bridge: revenue kept, and what changed the revenue."""

from __future__ import annotations

from kam_core.vocabulary.figures.figure import Figure
from kam_core.vocabulary.message import N_

REVENUE_BRIDGE: dict[str, Figure] = {
    "gross_retention": Figure(
        N_("Revenue kept"),
        N_(
            "Over the accounts with revenue in the earlier window: their revenue now, of each no more than before / "
            "their revenue before. Growth and new accounts do not count."
        ),
    ),
    "net_retention": Figure(
        N_("Revenue kept with growth"),
        N_(
            "Over the accounts with revenue in the earlier window: their revenue now / their revenue before. "
            "New accounts do not count."
        ),
    ),
    "bridge.before": Figure(N_("Earlier window"), N_("Revenue in the window it is compared with.")),
    "bridge.now": Figure(N_("This window"), N_("Sum of all order lines in the window.")),
    "bridge.change": Figure(N_("Change of revenue"), N_("Revenue in this window − revenue in the earlier one.")),
    "bridge.tier_before": Figure(
        N_("Tier before"), N_("Tier at the end of the earlier window, under today's model."), judged=True
    ),
}
