"""Figures of the screens beside the account measures, by name: what each is called and how it is computed."""

from kam_core.vocabulary.figures.account_parts import ACCOUNT_PARTS
from kam_core.vocabulary.figures.accounts import ACCOUNTS
from kam_core.vocabulary.figures.attention import ATTENTION
from kam_core.vocabulary.figures.cash import CASH
from kam_core.vocabulary.figures.character import CHARACTER
from kam_core.vocabulary.figures.churn_risk import CHURN_RISK
from kam_core.vocabulary.figures.concentration import CONCENTRATION
from kam_core.vocabulary.figures.customer_equity import CUSTOMER_EQUITY
from kam_core.vocabulary.figures.figure import Figure
from kam_core.vocabulary.figures.influence import INFLUENCE
from kam_core.vocabulary.figures.judging import JUDGING
from kam_core.vocabulary.figures.lifecycle import LIFECYCLE
from kam_core.vocabulary.figures.losses import LOSSES
from kam_core.vocabulary.figures.one_account import ONE_ACCOUNT
from kam_core.vocabulary.figures.owners import OWNERS
from kam_core.vocabulary.figures.qualification import QUALIFICATION
from kam_core.vocabulary.figures.results import RESULTS
from kam_core.vocabulary.figures.retention import RETENTION
from kam_core.vocabulary.figures.revenue_bridge import REVENUE_BRIDGE
from kam_core.vocabulary.figures.rhythm import RHYTHM
from kam_core.vocabulary.figures.rules import RULES
from kam_core.vocabulary.figures.targets import TARGETS

FIGURES: dict[str, Figure] = {
    **RESULTS,
    **REVENUE_BRIDGE,
    **TARGETS,
    **CASH,
    **ONE_ACCOUNT,
    **ATTENTION,
    **CONCENTRATION,
    **LIFECYCLE,
    **CHURN_RISK,
    **RETENTION,
    **CUSTOMER_EQUITY,
    **LOSSES,
    **RHYTHM,
    **CHARACTER,
    **ACCOUNTS,
    **ACCOUNT_PARTS,
    **OWNERS,
    **QUALIFICATION,
    **INFLUENCE,
    **RULES,
    **JUDGING,
}
"""Names with a dot are columns of one table alone, which comes first."""

ALIASES = {"scores": "score", "move": "tier", "tier_then": "tier", "tier_now": "tier"}
"""Column of a list → the figure that it shows."""

__all__ = ["ALIASES", "FIGURES", "Figure"]
