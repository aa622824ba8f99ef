"""Document of a data set with the weights and thresholds of churn risk."""

from __future__ import annotations

from kam_core.insight.churn_risk.policy import RiskPolicy, plain_policy, read_policy
from kam_core.services.rules.documents import DocumentKind

RISK_WEIGHTS = DocumentKind("risk_weights", RiskPolicy(), read_policy, plain_policy)
