"""The pipeline: opportunities and needs."""

from kam_core.vocabulary.field import Field, Kind, Table
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.tables.shared_columns import account, currency, owner

ENTRIES = (
    ("before need", ("before the need was known", "需求前")),
    ("after approval", ("approved", "立项后")),
    ("after tender", ("tender", "rfp", "招标后")),
)  # fmt: skip

OPPORTUNITIES = Table(
    "opportunities",
    N_("Opportunities"),
    N_("deals per pipeline stage, compared with the recommended minimum (9-6-5-5-3-1)"),
    (
        account(),
        Field(
            "stage", Kind.TEXT, N_("Stage"),
            (
                "stage", "deal stage", "sales stage", "opportunity stage", "pipeline stage", "phase",
                "sales phase", "stage name", "vertriebsphase", "阶段", "商机阶段", "销售阶段", "项目阶段", "跟进阶段", "漏斗阶段",
                "商机进度",
            ),
            required=True,
        ),
        Field(
            "amount", Kind.MONEY, N_("Amount"),
            (
                "amount", "close value", "deal value", "deal size", "deal amount", "opportunity amount",
                "opportunity value", "expected amount", "value", "contract value", "expected revenue", "金额",
                "商机金额", "预计金额", "项目金额", "预计成交金额", "预计销售金额", "预计签约金额",
            ),
            required=True,
        ),
        Field(
            "id", Kind.ID, N_("Opportunity"),
            (
                "id", "opportunity id", "deal id", "opportunity no", "opportunity number", "deal no",
                "deal number", "opp id", "商机编号", "商机id", "商机编码", "商机号", "项目编号", "机会编号",
            ),
        ),
        Field(
            "name", Kind.TEXT, N_("Name"),
            (
                "name", "opportunity", "deal name", "deal", "opportunity name", "project name", "project",
                "topic", "名称", "商机名称", "项目名称", "商机", "机会名称", "项目", "商机主题",
            ),
        ),
        Field(
            "created", Kind.DATE, N_("Created"),
            (
                "created", "engage date", "created on", "created date", "creation date", "date created",
                "opened", "opened on", "open date", "start date", "创建日期", "立项日期", "创建时间", "商机创建日期", "录入日期",
                "发现日期", "登记日期",
            ),
            past_only=True,
        ),
        Field(
            "expected_close", Kind.DATE, N_("Expected close"),
            (
                "expected close", "forecast close", "expected close date", "estimated close",
                "estimated close date", "planned close", "target close date", "close forecast", "预计成交日期",
                "预计成交时间", "预计签约日期", "预计关闭日期", "预计结单日期", "预计签单日期",
            ),
        ),
        Field(
            "closed", Kind.DATE, N_("Closed"),
            (
                "closed", "close date", "closed on", "closed date", "closing date", "won date",
                "actual close", "actual close date", "decision date", "成交日期", "关闭日期", "结单日期", "签约日期",
                "实际成交日期", "赢单日期", "成交时间",
            ),
            past_only=True,
        ),
        Field(
            "status", Kind.CHOICE, N_("Status"),
            (
                "status", "deal status", "opportunity status", "state", "won lost", "deal state",
                "win loss", "商机状态", "状态", "赢单状态", "成交状态", "项目状态", "商机结果", "输赢",
            ),
            choices=(
                ("open", ("in progress", "active", "ongoing", "进行中", "跟进中", "未成交")),
                ("won", ("win", "closed won", "gewonnen", "赢单", "成交", "已成交", "已赢单", "成功", "gagné")),
                ("lost", ("lose", "loss", "closed lost", "verloren", "perdu", "输单", "丢单", "失单", "已丢单", "失败")),
            ),
        ),
        Field(
            "probability", Kind.SHARE, N_("Probability"),
            (
                "probability", "win rate", "win probability", "chance", "close probability",
                "probability percent", "likelihood", "confidence", "wahrscheinlichkeit", "赢率", "概率", "成交概率",
                "成功率", "赢单率", "赢单概率", "可能性",
            ),
            low=0, high=1,
        ),
        owner(),
        Field(
            "product", Kind.TEXT, N_("Product"),
            (
                "product", "product name", "item", "solution", "offering", "products", "produkt", "产品",
                "产品名称", "意向产品", "商品", "方案", "产品型号",
            ),
        ),
        Field(
            "entry", Kind.CHOICE, N_("Entry"),
            (
                "entry", "entry point", "entry stage", "point of entry", "when we came in",
                "engagement point", "介入时点", "介入阶段", "切入时点", "介入时间点", "介入时机", "进入时点", "参与时点",
            ),
            choices=ENTRIES,
        ),
        Field(
            "competitor", Kind.TEXT, N_("Competitor"),
            (
                "competitor", "rival", "competitors", "main competitor", "competition", "lost to",
                "incumbent", "wettbewerber", "竞争对手", "竞争者", "竞品", "主要竞争对手", "竞争厂商", "竞争公司", "友商",
            ),
        ),
        Field(
            "loss_reason", Kind.TEXT, N_("Loss reason"),
            (
                "loss reason", "reason lost", "lost reason", "reason for loss", "closed lost reason",
                "why lost", "verlustgrund", "丢单原因", "输单原因", "失单原因", "失败原因", "丢失原因", "未成交原因",
            ),
        ),
        Field(
            "tender_date", Kind.DATE, N_("Tender date"),
            (
                "tender date", "bid date", "tender deadline", "bid deadline", "rfp date", "submission date", "tender due",
                "bid due date", "angebotsfrist", "date d'appel d'offres", "招标日期", "投标日期", "开标日期", "投标截止日期", "招标时间",
            ),
        ),
        Field(
            "delivers", Kind.DATE, N_("Delivery"),
            (
                "delivers", "delivery", "delivery date", "expected delivery", "delivers on", "planned delivery",
                "go live", "go live date", "lieferdatum", "date de livraison", "交付日期", "交货日期", "预计交付日期", "预计交货日期",
                "交付时间",
            ),
        ),
        currency(),
    ),
    rate_date_columns=("closed", "expected_close", "created",),
)  # fmt: skip

NEEDS = Table(
    "needs",
    N_("Needs"),
    N_("future needs of accounts, as part of their potential"),
    (
        account(),
        Field(
            "horizon", Kind.CHOICE, N_("Horizon"),
            (
                "horizon", "time frame", "timeframe", "time horizon", "term", "planning horizon",
                "zeithorizont", "期限", "需求期限", "时间范围", "需求时间", "时间跨度", "需求周期", "规划期限",
            ),
            choices=(
                ("short", ("short term", "短期")),
                ("medium", ("medium term", "mid", "中期")),
                ("long", ("long term", "长期")),
            ),
            required=True,
            help=N_("Short: within a year; medium: one to three years; long: later."),
        ),
        Field(
            "need", Kind.TEXT, N_("Need"),
            (
                "need", "requirement", "requirements", "need description", "customer need", "demand",
                "pain point", "bedarf", "需求", "需求描述", "客户需求", "需求内容", "需求说明", "痛点", "需求名称", "需求项目",
            ),
            required=True,
            help=N_("What the customer wants to solve, in one sentence."),
        ),
        Field(
            "value", Kind.MONEY, N_("Worth"),
            (
                "worth", "value", "amount", "need value", "potential value", "estimated value", "volume",
                "wert", "需求金额", "价值", "金额", "预计金额", "潜在金额", "需求价值", "预估金额",
            ),
            help=N_("Value to us if we win all of it."),
        ),
        Field(
            "probability", Kind.SHARE, N_("Probability"),
            (
                "probability", "likelihood", "chance", "win probability", "probability percent",
                "confidence", "wahrscheinlichkeit", "概率", "可能性", "成交概率", "实现概率", "几率", "把握度", "成功率",
            ),
            low=0, high=1,
            help=N_("How likely the customer is to buy it from us."),
        ),
        Field(
            "decision_process_known", Kind.FLAG, N_("Decision process known"),
            (
                "decision process known", "process known", "decision process", "buying process known",
                "decision path known", "know the decision process", "决策流程已知", "决策流程", "是否了解决策流程", "决策过程已知",
                "了解决策流程", "流程已知",
            ),
            help=N_("We know who decides what, and in which order."),
        ),
        Field(
            "people_known", Kind.FLAG, N_("People known"),
            (
                "people known", "decision makers known", "key people known", "contacts known",
                "buying centre known", "know the people", "关键人已知", "关键人", "决策人已知", "是否了解关键人", "了解关键人",
                "人员已知",
            ),
            help=N_("We know the people who decide."),
        ),
        Field(
            "product", Kind.TEXT, N_("Product"),
            (
                "product", "product name", "item", "solution", "offering", "produkt", "产品", "产品名称", "需求产品",
                "商品", "方案", "意向产品", "对应产品",
            ),
        ),
        Field(
            "id", Kind.ID, N_("Need id"),
            (
                "need id", "need no", "need number", "need code", "requirement id", "requirement no", "requirement number",
                "demand id", "bedarfs nr", "需求编号", "需求编码", "需求号", "需求id", "客户需求编号",
            ),
        ),
    ),
)  # fmt: skip
