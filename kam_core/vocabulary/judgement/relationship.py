"""Judged criteria of the relationship: recognition, satisfaction, trust and loyalty."""

from kam_core.vocabulary.judgement.criterion import JudgedCriterion
from kam_core.vocabulary.message import N_

RELATIONSHIP = (
    JudgedCriterion(
        "recognition",
        N_("Recognition"),
        ("anerkennung", "认可", "认可度", "认同"),
        head=N_("Recognition"),
        question=N_("Does {account} recognise what we do for it?"),
        anchors=(
            N_("Sees us as one of many"),
            N_("Knows our name only"),
            N_("Values our product"),
            N_("Values our people and advice"),
            N_("Praises us to others"),
        ),
    ),
    JudgedCriterion(
        "relationship_satisfaction",
        N_("Satisfaction, judged"),
        ("satisfaction", "zufriedenheit", "满意", "满意度", "满意度（评估）"),
        head=N_("Satisfaction"),
        question=N_("How satisfied is {account} with us?"),
        anchors=(
            N_("Very dissatisfied"),
            N_("Somewhat dissatisfied"),
            N_("No opinion"),
            N_("Fairly satisfied"),
            N_("Very satisfied"),
        ),
    ),
    JudgedCriterion(
        "trust",
        N_("Trust"),
        ("vertrauen", "信任", "信任度"),
        head=N_("Trust"),
        question=N_("Does {account} trust us?"),
        anchors=(
            N_("Distrusts us"),
            N_("Checks everything"),
            N_("Trusts our product"),
            N_("Trusts our word"),
            N_("Shares its plans with us"),
        ),
    ),
    JudgedCriterion(
        "loyalty",
        N_("Loyalty, judged"),
        ("loyalitaet", "loyalty", "忠诚", "忠诚度"),
        head=N_("Loyal to us"),
        question=N_("How loyal is {account} to us?"),
        anchors=(
            N_("Looking for a replacement"),
            N_("Tenders every time"),
            N_("Comes back when content"),
            N_("Asks us first"),
            N_("Stays when rivals are cheaper"),
        ),
    ),
)
