"""Judged criteria of influence: what an account brings through others."""

from kam_core.vocabulary.judgement.criterion import JudgedCriterion
from kam_core.vocabulary.message import N_

INFLUENCE = (
    JudgedCriterion(
        "brand_lighthouse",
        N_("Brand and lighthouse effect"),
        ("brand", "lighthouse", "reference customer", "leuchtturm", "品牌", "灯塔", "灯塔客户", "品牌与灯塔效应"),
        head=N_("Lighthouse"),
        question=N_("Is {account} a lighthouse for its industry?"),
        anchors=(
            N_("Unknown in its industry"),
            N_("Known to its neighbours"),
            N_("Known in its region"),
            N_("Others ask what it uses"),
            N_("Its industry follows it"),
        ),
    ),
    JudgedCriterion(
        "referrals",
        N_("Referrals, judged"),
        ("referral", "refers others", "empfehlungen", "推荐", "转介绍", "口碑推荐", "转介绍（评估）"),
        head=N_("Referrals"),
        question=N_("Does {account} bring us other customers?"),
        anchors=(
            N_("Speaks against us"),
            N_("Never mentions us"),
            N_("Gives a reference when asked"),
            N_("Has referred a customer"),
            N_("Refers customers regularly"),
        ),
    ),
    JudgedCriterion(
        "innovation",
        N_("Innovation"),
        ("innovative", "joint innovation", "innovationskraft", "创新", "创新能力", "共同创新"),
        head=N_("Innovation"),
        question=N_("Do we learn and innovate with {account}?"),
        anchors=(
            N_("Buys only what is proven"),
            N_("Follows the market"),
            N_("Tries new things at times"),
            N_("Tests our new products"),
            N_("Develops new things with us"),
        ),
    ),
    JudgedCriterion(
        "raises_our_standard",
        N_("Raises our standard"),
        ("raises our standards", "raises the bar", "提升标准", "提升我方标准", "带动我方提升"),
        head=N_("Raises us"),
        question=N_("Does {account} make us better?"),
        anchors=(
            N_("Asks less than others"),
            N_("Asks what others ask"),
            N_("Asks more here and there"),
            N_("Demands that improve us"),
            N_("Sets our standard"),
        ),
    ),
    JudgedCriterion(
        "market_strength",
        N_("Strength in its market"),
        ("market position", "market power", "marktstellung", "市场地位", "市场实力", "市场竞争力"),
        head=N_("Market position"),
        question=N_("How strong is {account} in its own market?"),
        anchors=(
            N_("Losing its market"),
            N_("One of many"),
            N_("Holds its position"),
            N_("Among the leaders"),
            N_("Leads its market"),
        ),
    ),
    JudgedCriterion(
        "credit",
        N_("Creditworthiness"),
        ("creditworthiness", "credit standing", "credit rating", "bonitaet", "信用", "资信", "信用状况", "信用评级"),
        head=N_("Credit rating"),
        question=N_("How sure is it that {account} pays?"),
        anchors=(
            N_("Payment is in doubt"),
            N_("Often pays late"),
            N_("Pays with reminders"),
            N_("Pays on time"),
            N_("First-class credit"),
        ),
    ),
)
