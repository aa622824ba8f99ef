"""Judged criteria of an account's company: strategy, vision, finances, management and opportunism."""

from kam_core.vocabulary.judgement.criterion import JudgedCriterion
from kam_core.vocabulary.message import N_

ENTERPRISE = (
    JudgedCriterion(
        "strategy_clarity", N_("Clarity of strategy"), ("strategy", "klare strategie", "战略清晰度", "战略清晰")
    ),
    JudgedCriterion("vision", N_("Vision"), ("weitblick", "愿景", "远见")),
    JudgedCriterion("finances", N_("Finances"), ("financial strength", "finanzen", "财务", "财务状况", "财务实力")),
    JudgedCriterion(
        "management_quality",
        N_("Management quality"),
        ("management", "quality of management", "managementqualitaet", "管理质量", "管理水平", "管理能力"),
    ),
    JudgedCriterion(
        "opportunism", N_("Opportunism"), ("opportunistic", "opportunismus", "机会主义", "投机倾向"), reversed=True
    ),
)
