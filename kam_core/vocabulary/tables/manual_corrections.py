"""Manual corrections: qualification checks, white space, lifecycle stages, churn reasons."""

from kam_core.vocabulary.field import Field, Kind, Table
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.tables.shared_columns import account, date

UNTIL = (
    "until", "valid until", "valid to", "end", "end date", "expires", "expiry", "expiry date", "gueltig bis", "bis",
    "截止日期", "有效期至", "到期日", "至", "有效截止",
)  # fmt: skip
REASONS = (
    "reason", "why", "justification", "rationale", "explanation", "begruendung", "grund", "motif", "原因", "理由", "说明",
    "依据", "修正原因", "调整原因",
)  # fmt: skip

CHECKS = Table(
    "checks",
    N_("Qualification checks"),
    N_("whether an account qualifies as a key account"),
    (
        account(),
        Field(
            "check", Kind.TEXT, N_("Check"),
            (
                "check", "question", "qualification check", "checkpoint", "check item", "item", "test", "pruefpunkt",
                "pruefung", "controle", "检查项", "检查", "资格检查", "检查内容", "核查项", "问题", "检查点",
            ),
            required=True,
        ),
        Field(
            "answer", Kind.CHOICE, N_("Answer"),
            (
                "answer", "result", "check result", "outcome", "verdict", "passed", "antwort", "ergebnis", "reponse", "答案",
                "结果", "检查结果", "结论", "回答", "是否通过",
            ),
            choices=(
                ("pass", ("passed", "yes", "ok", "ja", "bestanden", "oui", "通过", "是", "合格", "符合")),
                ("fail", ("failed", "no", "nein", "nicht bestanden", "non", "不通过", "未通过", "否", "不合格", "不符合")),
                ("unknown", ("open", "unclear", "unbekannt", "offen", "inconnu", "未知", "不清楚", "待定", "不确定")),
            ),
            required=True,
        ),
        Field(
            "product_family", Kind.TEXT, N_("Product family"),
            (
                "product family", "product line", "product group", "product category", "category", "family",
                "produktgruppe", "warengruppe", "产品线", "产品系列", "产品类别", "产品大类", "产品族", "品类",
            ),
        ),
        Field(
            "evidence", Kind.TEXT, N_("Evidence"),
            (
                "evidence", "proof", "basis", "source", "comment", "remark", "beleg", "nachweis", "preuve", "依据", "证据",
                "检查依据", "备注", "说明",
            ),
        ),
        Field(
            "answered_by", Kind.TEXT, N_("Answered by"),
            (
                "answered by", "checked by", "checker", "who", "reviewer", "assessor", "by", "geprueft von", "controle par",
                "检查人", "回答人", "核查人", "审核人", "填写人",
            ),
        ),
        Field(
            "answered_on", Kind.DATE, N_("Answered on"),
            (
                "answered on", "checked on", "check date", "date", "date checked", "reviewed on", "geprueft am", "datum",
                "date de controle", "检查日期", "回答日期", "核查日期", "日期", "审核日期",
            ),
            past_only=True,
        ),
    ),
)  # fmt: skip

CORRECTIONS = Table(
    "corrections",
    N_("White space corrections"),
    N_("white space known to your team but not visible in the data"),
    (
        account(),
        Field(
            "product_family", Kind.TEXT, N_("Product family"),
            (
                "product family", "product line", "product group", "product category", "category", "family",
                "produktgruppe", "warengruppe", "产品线", "产品系列", "产品类别", "产品大类", "产品族", "品类",
            ),
            required=True,
        ),
        Field(
            "state", Kind.CHOICE, N_("White space state"),
            (
                "state", "white space state", "white space status", "gap state", "corrected state", "whitespace",
                "white space", "status of the gap", "luecke", "etat", "空白状态", "空白机会状态", "修正状态", "缺口状态", "空白机会",
            ),
            choices=(
                ("bought", ("buys", "sold", "gekauft", "已购", "已购买", "已采购")),
                ("open", ("open deal", "in progress", "offen", "进行中", "洽谈中", "商机中")),
                ("lost", ("verloren", "perdu", "丢单", "已丢失", "输单")),
                ("empty", ("gap", "none", "leer", "空白", "未购买", "无")),
                ("rival", ("rival holds it", "competitor", "wettbewerber", "concurrent", "竞争对手", "竞品占有", "对手供货")),
                ("does not apply", ("not applicable", "n/a", "entfaellt", "sans objet", "不适用", "无需求")),
            ),
            required=True,
        ),
        Field("reason", Kind.TEXT, N_("Reason"), REASONS, required=True),
        Field(
            "potential", Kind.MONEY, N_("Potential"),
            (
                "potential", "potential value", "estimated potential", "corrected potential", "possible revenue",
                "gap value", "potenzial", "potentiel", "潜力", "潜在金额", "潜在价值", "预计潜力", "修正潜力", "潜在销售额",
            ),
            low=0,
        ),
    ),
    distinctive_headers=(
        "white space state", "white space status", "white space", "whitespace", "gap state", "status of the gap",
        "corrected state", "corrected potential", "空白状态", "空白机会状态", "修正状态", "缺口状态", "空白机会", "修正潜力",
    ),
)  # fmt: skip

STAGE_OVERRIDES = Table(
    "stage_overrides",
    N_("Manual lifecycle stages"),
    N_("lifecycle stages set manually instead of by rule"),
    (
        account(),
        Field(
            "stage", Kind.CHOICE, N_("Lifecycle stage"),
            (
                "stage", "lifecycle stage", "life cycle stage", "lifecycle", "manual stage", "stage set by hand",
                "customer lifecycle", "lebenszyklusphase", "phase du cycle de vie", "生命周期", "生命周期阶段", "客户阶段",
                "人工阶段", "指定阶段",
            ),
            choices=(
                ("prospect", ("lead", "interessent", "潜在客户", "潜在", "潜在期")),
                ("initial", ("new", "neu", "初交期", "初交", "新客户")),
                ("deepening", ("growing", "growth", "wachsend", "升华期", "升华", "成长期")),
                ("mature", ("established", "reif", "成熟期", "成熟")),
                ("cooling", ("declining", "at risk", "冷却期", "冷却", "衰退期", "abkühlend")),
                ("ended", ("lost", "churned", "beendet", "结束期", "结束", "流失")),
            ),
            required=True,
        ),
        Field("reason", Kind.TEXT, N_("Reason"), REASONS, required=True),
        Field("until", Kind.DATE, N_("Valid until"), UNTIL),
    ),
    distinctive_headers=(
        "lifecycle stage", "life cycle stage", "lifecycle", "manual stage", "stage set by hand", "customer lifecycle",
        "lebenszyklusphase", "生命周期", "生命周期阶段", "人工阶段", "指定阶段",
    ),
)  # fmt: skip

DEFECTIONS = Table(
    "defections",
    N_("Lost customers"),
    N_("why customers left, and to which competitor"),
    (
        account(),
        date("lost on", "date lost", "left on", "churn date", "defection date", "流失日期", "流失时间"),
        Field(
            "reason", Kind.CHOICE, N_("Reason for leaving"),
            (
                "reason", "reason for leaving", "churn reason", "defection reason", "why they left", "reason lost",
                "exit reason", "cause of loss", "abwanderungsgrund", "motif de depart", "流失原因", "离开原因", "叛离原因",
                "流失理由", "终止合作原因",
            ),
            choices=(
                ("price", ("preis", "prix", "价格", "价格原因")),
                ("quality", ("product", "质量", "产品质量", "qualität", "qualité")),
                ("service", ("support", "服务", "售后", "服务原因")),
                ("culture", ("relationship", "kultur", "文化", "文化不合", "关系")),
                ("lost person", ("contact left", "person left", "ansprechpartner weg", "关键人离职", "联系人离职", "人员变动")),
                ("their business", ("bankruptcy", "closed down", "insolvenz", "faillite", "客户业务", "客户倒闭", "客户转型")),
                ("other", ("others", "sonstiges", "autre", "其他", "其它")),
            ),
            required=True,
        ),
        Field(
            "to_whom", Kind.TEXT, N_("Lost to"),
            (
                "to whom", "lost to", "competitor", "went to", "new supplier", "rival", "gewinner", "wettbewerber",
                "concurrent", "流向", "流向对手", "竞争对手", "新供应商", "转向",
            ),
        ),
        Field(
            "note", Kind.TEXT, N_("Note"),
            (
                "note", "notes", "remark", "remarks", "comment", "comments", "bemerkung", "notiz", "commentaire", "备注",
                "说明", "注释", "备注说明",
            ),
        ),
    ),
    distinctive_headers=(
        "reason for leaving", "churn reason", "defection reason", "why they left", "exit reason", "cause of loss",
        "churn date", "defection date", "lost on", "date lost", "abwanderungsgrund", "motif de depart", "流失原因", "离开原因",
        "叛离原因", "流失理由", "流失日期", "流失时间", "终止合作原因",
    ),
)  # fmt: skip
