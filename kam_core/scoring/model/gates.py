"""Settings of the gates that an S or A account must pass (domain: tier, step 3)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from kam_core.scoring.model.strict_document import Document


class Gates(Document):
    """Which gates an S or A account must pass (domain: tier, step 3)."""

    mutual_dependence: bool = True
    recurring: bool = True
    revenue_and_margin: bool = True
    least_rate_of_portfolio: float = Field(default=0.5, ge=0)
    """A margin rate under this part of the portfolio's fails the gate."""
    freed_places: Literal["empty", "next"] = "empty"
    """Places of a quota that gates free are left empty, or filled with the next accounts by score that pass."""
