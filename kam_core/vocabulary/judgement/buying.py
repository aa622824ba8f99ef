"""Judged criteria of how an account buys; the value type follows from them (domain: judged criteria)."""

from kam_core.vocabulary.judgement.criterion import JudgedCriterion
from kam_core.vocabulary.message import N_

BUYING = (
    JudgedCriterion(
        "bargaining_power",
        N_("Bargaining power"),
        ("negotiating power", "verhandlungsmacht", "议价能力", "谈判能力"),
        reversed=True,
        head=N_("Bargaining"),
        question=N_("How much bargaining power does {account} have over us?"),
        anchors=(
            N_("Accepts our terms"),
            N_("Asks for small changes"),
            N_("Negotiates as an equal"),
            N_("Pushes through much"),
            N_("Dictates the terms"),
        ),
    ),
    JudgedCriterion(
        "focus",
        N_("Focus of purchasing"),
        ("purchasing focus", "fokus", "采购集中度", "采购专注度"),
        head=N_("Focus"),
        question=N_("How focused is the purchasing of {account}?"),
        anchors=(
            N_("Spread over many suppliers"),
            N_("Several suppliers a product"),
            N_("Two or three suppliers"),
            N_("One main supplier a product"),
            N_("Few suppliers, long contracts"),
        ),
    ),
    JudgedCriterion(
        "price_sensitivity",
        N_("Price sensitivity"),
        ("price sensitive", "preissensibilitaet", "价格敏感度", "价格敏感"),
        reversed=True,
        head=N_("Price"),
        question=N_("How much does price decide at {account}?"),
        anchors=(
            N_("Price is hardly mentioned"),
            N_("Value before price"),
            N_("Price and value alike"),
            N_("Price before value"),
            N_("The lowest price wins"),
        ),
    ),
    JudgedCriterion(
        "openness_to_joint_work",
        N_("Openness to joint work"),
        ("openness", "openness to joint working", "offenheit", "合作开放度", "协同意愿", "合作意愿"),
        head=N_("Joint work"),
        question=N_("How open is {account} to joint work?"),
        anchors=(
            N_("Orders only"),
            N_("Shares what is needed"),
            N_("Works with us on a project"),
            N_("Plans with us"),
            N_("Opens its books and plans"),
        ),
    ),
    JudgedCriterion(
        "appetite_for_advice",
        N_("Appetite for advice"),
        ("advice", "wants advice", "beratungsbedarf", "咨询需求", "顾问需求"),
        head=N_("Advice"),
        question=N_("How much advice does {account} want?"),
        anchors=(
            N_("Knows what it wants"),
            N_("Asks a question at times"),
            N_("Listens to suggestions"),
            N_("Asks for our advice"),
            N_("Relies on our advice"),
        ),
    ),
)
