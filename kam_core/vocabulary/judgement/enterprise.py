"""Judged criteria of an account's company: strategy, vision, finances, management and opportunism."""

from kam_core.vocabulary.judgement.criterion import JudgedCriterion
from kam_core.vocabulary.message import N_

ENTERPRISE = (
    JudgedCriterion(
        "strategy_clarity",
        N_("Clarity of strategy"),
        ("strategy", "klare strategie", "战略清晰度", "战略清晰"),
        head=N_("Strategy"),
        question=N_("How clear is the strategy of {account}?"),
        anchors=(
            N_("No strategy to be seen"),
            N_("Changes every year"),
            N_("Clear at the top only"),
            N_("Clear to its managers"),
            N_("Clear, and carried out"),
        ),
    ),
    JudgedCriterion(
        "vision",
        N_("Vision"),
        ("weitblick", "愿景", "远见"),
        head=N_("Vision"),
        question=N_("How far ahead does {account} think?"),
        anchors=(
            N_("Lives from day to day"),
            N_("Thinks to the year's end"),
            N_("Plans two or three years"),
            N_("Knows its aim in five years"),
            N_("Shapes its industry's future"),
        ),
    ),
    JudgedCriterion(
        "finances",
        N_("Finances"),
        ("financial strength", "finanzen", "财务", "财务状况", "财务实力"),
        head=N_("Finances"),
        question=N_("How sound are the finances of {account}?"),
        anchors=(
            N_("Close to insolvency"),
            N_("Short of cash"),
            N_("Sound"),
            N_("Strong"),
            N_("Strong, and investing"),
        ),
    ),
    JudgedCriterion(
        "management_quality",
        N_("Management quality"),
        ("management", "quality of management", "managementqualitaet", "管理质量", "管理水平", "管理能力"),
        head=N_("Their mgmt"),
        question=N_("How good is the management of {account}?"),
        anchors=(
            N_("Out of its depth"),
            N_("Puts out fires"),
            N_("Runs the business well"),
            N_("Plans and delivers"),
            N_("The best of its industry"),
        ),
    ),
    JudgedCriterion(
        "opportunism",
        N_("Opportunism"),
        ("opportunistic", "opportunismus", "机会主义", "投机倾向"),
        reversed=True,
        head=N_("Opportunism"),
        question=N_("Would {account} take advantage of us?"),
        anchors=(
            N_("Always plays fair"),
            N_("Fair in most matters"),
            N_("Takes an edge at times"),
            N_("Often breaks agreements"),
            N_("Exploits every weakness"),
        ),
    ),
)
