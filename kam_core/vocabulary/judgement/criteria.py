"""All judged criteria by their groups (domain: judged criteria, score)."""

from __future__ import annotations

from collections.abc import Mapping

from kam_core.vocabulary.judgement.buying import BUYING
from kam_core.vocabulary.judgement.criterion import JudgedCriterion
from kam_core.vocabulary.judgement.enterprise import ENTERPRISE
from kam_core.vocabulary.judgement.environment import ENVIRONMENT
from kam_core.vocabulary.judgement.influence import INFLUENCE
from kam_core.vocabulary.judgement.relationship import RELATIONSHIP
from kam_core.vocabulary.judgement.stickiness import STICKINESS
from kam_core.vocabulary.judgement.strategic_fit import STRATEGIC_FIT
from kam_core.vocabulary.message import N_

CRITERIA_BY_GROUP: Mapping[str, tuple[JudgedCriterion, ...]] = {
    "influence": INFLUENCE,
    "fit": STRATEGIC_FIT,
    "stickiness": STICKINESS,
    "relationship": RELATIONSHIP,
    "environment": ENVIRONMENT,
    "enterprise": ENTERPRISE,
    "buying": BUYING,
}
GROUP_LABELS: Mapping[str, str] = {
    "influence": N_("Influence"),
    "fit": N_("Strategic fit"),
    "stickiness": N_("Stickiness"),
    "relationship": N_("Relationship"),
    "environment": N_("Their market"),
    "enterprise": N_("Their company"),
    "buying": N_("How they buy"),
}
CRITERIA: Mapping[str, JudgedCriterion] = {
    criterion.name: criterion for group in CRITERIA_BY_GROUP.values() for criterion in group
}
"""Name → criterion, in the order of the groups."""
