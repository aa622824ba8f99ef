"""Judged criteria of an account's market: five forces (Porter 1979) and market growth; 5 is favourable to it."""

from kam_core.vocabulary.judgement.criterion import JudgedCriterion
from kam_core.vocabulary.message import N_

ENVIRONMENT = (
    JudgedCriterion(
        "rivalry",
        N_("Rivalry in their market"),
        ("competition", "rivalitaet", "现有竞争", "同业竞争", "行业竞争"),
        head=N_("Rivalry"),
        question=N_("How little does rivalry hurt {account}?"),
        anchors=(
            N_("A ruinous price war"),
            N_("Fierce rivalry"),
            N_("Normal rivalry"),
            N_("Little rivalry"),
            N_("Hardly any rivals"),
        ),
    ),
    JudgedCriterion(
        "new_entrants",
        N_("Threat of new entrants"),
        ("entrants", "neue wettbewerber", "新进入者", "潜在进入者"),
        head=N_("New rivals"),
        question=N_("How well is {account} protected from new entrants?"),
        anchors=(
            N_("Open to every newcomer"),
            N_("Low barriers"),
            N_("Some barriers"),
            N_("High barriers"),
            N_("Closed to newcomers"),
        ),
    ),
    JudgedCriterion(
        "substitutes",
        N_("Threat of substitutes"),
        ("substitution", "ersatzprodukte", "替代品", "替代威胁"),
        head=N_("Substitutes"),
        question=N_("How safe is {account} from substitutes?"),
        anchors=(
            N_("Being substituted now"),
            N_("Good substitutes exist"),
            N_("Substitutes in part"),
            N_("Weak substitutes only"),
            N_("No substitute in sight"),
        ),
    ),
    JudgedCriterion(
        "supplier_power",
        N_("Power of their suppliers"),
        ("suppliers", "lieferantenmacht", "供应商议价能力", "供方力量"),
        head=N_("Suppliers"),
        question=N_("How independent is {account} of its suppliers?"),
        anchors=(
            N_("Ruled by one supplier"),
            N_("Few, strong suppliers"),
            N_("Balanced with suppliers"),
            N_("Many suppliers to choose from"),
            N_("Sets its suppliers' terms"),
        ),
    ),
    JudgedCriterion(
        "buyer_power",
        N_("Power of their customers"),
        ("buyers", "abnehmermacht", "买方议价能力", "下游议价能力"),
        head=N_("Downstream"),
        question=N_("How independent is {account} of its own customers?"),
        anchors=(
            N_("Ruled by one customer"),
            N_("Few, strong customers"),
            N_("Balanced with customers"),
            N_("Many customers"),
            N_("Customers accept its terms"),
        ),
    ),
    JudgedCriterion(
        "market_growth",
        N_("Growth of their market"),
        ("growth", "marktwachstum", "市场增长", "行业增长"),
        head=N_("Its growth"),
        question=N_("How fast does the market of {account} grow?"),
        anchors=(N_("Falling fast"), N_("Shrinking"), N_("Flat"), N_("Growing"), N_("Growing fast")),
    ),
)
