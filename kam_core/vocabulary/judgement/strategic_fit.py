"""Judged criteria of strategic fit: whether the two companies suit each other."""

from kam_core.vocabulary.judgement.criterion import JudgedCriterion
from kam_core.vocabulary.message import N_

STRATEGIC_FIT = (
    JudgedCriterion(
        "mutual_dependence",
        N_("Mutual dependence"),
        ("dependence", "interdependence", "gegenseitige abhaengigkeit", "门当户对", "相互依赖", "互相依赖"),
        head=N_("Mutual dep."),
        question=N_("Do {account} and we need each other?"),
        anchors=(
            N_("Only one side needs the other"),
            N_("Easy to replace for both"),
            N_("Useful to each other"),
            N_("Hard to replace for both"),
            N_("Neither succeeds alone"),
        ),
    ),
    JudgedCriterion(
        "fit",
        N_("Fit"),
        ("strategic fit", "passung", "匹配", "匹配度", "战略匹配"),
        head=N_("Fit"),
        question=N_("Does {account} fit our strategy?"),
        anchors=(
            N_("Outside our business"),
            N_("At the edge of our business"),
            N_("Fits in part"),
            N_("Fits our main business"),
            N_("At the heart of our strategy"),
        ),
    ),
    JudgedCriterion(
        "environment",
        N_("Environment"),
        ("market environment", "umfeld", "环境", "外部环境", "经营环境"),
        head=N_("Market"),
        question=N_("How favourable is the market to {account}?"),
        anchors=(
            N_("Its market is collapsing"),
            N_("Its market is shrinking"),
            N_("A steady market"),
            N_("A growing market"),
            N_("Growing, and well protected"),
        ),
    ),
    JudgedCriterion(
        "meets_our_management",
        N_("Their top management meets ours"),
        ("management meets ours", "top management meets ours", "高层会面", "高层互访", "对方高层愿与我方高层会面"),
        head=N_("Meets us"),
        question=N_("Would the top management of {account} meet ours?"),
        anchors=(
            N_("Refuses to meet"),
            N_("Sends a deputy"),
            N_("Undecided or not yet asked"),
            N_("Would meet ours"),
            N_("Meets ours regularly"),
        ),
    ),
    JudgedCriterion(
        "compensates_loss",
        N_("Would compensate a loss they caused"),
        ("compensates losses", "compensates a loss", "补偿损失", "赔偿损失", "愿赔偿其造成的损失"),
        head=N_("Pays losses"),
        question=N_("Would {account} compensate a loss it caused us?"),
        anchors=(
            N_("Has refused before"),
            N_("Unlikely to pay"),
            N_("Undecided or never needed"),
            N_("Would pay its share"),
            N_("Has paid in full before"),
        ),
    ),
)
