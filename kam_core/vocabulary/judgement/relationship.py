"""Judged criteria of the relationship: recognition, satisfaction, trust and loyalty."""

from kam_core.vocabulary.judgement.criterion import JudgedCriterion
from kam_core.vocabulary.message import N_

RELATIONSHIP = (
    JudgedCriterion("recognition", N_("Recognition"), ("anerkennung", "认可", "认可度", "认同")),
    JudgedCriterion(
        "relationship_satisfaction",
        N_("Satisfaction, judged"),
        ("satisfaction", "zufriedenheit", "满意", "满意度", "满意度（评估）"),
    ),
    JudgedCriterion("trust", N_("Trust"), ("vertrauen", "信任", "信任度")),
    JudgedCriterion("loyalty", N_("Loyalty to us"), ("loyalitaet", "loyalty", "忠诚", "忠诚度")),
)
