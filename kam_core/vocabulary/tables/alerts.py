"""Alerts: accounts that need attention, with who does what until when, and the outcome."""

from kam_core.vocabulary.field import Field, Kind, Table
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.tables.shared_columns import account, owner

ALERT_KINDS = (
    ("open incident", ("incident", "incident open", "störung", "vorfall", "事故未结", "未结事故")),
    ("one order only", ("no second order", "one time buyer", "einmalkauf", "未再下单", "仅一次采购")),
    ("cooling", ("silence", "no purchase", "stille", "久未采购", "沉默")),
    ("ended", ("lost", "churned", "beendet", "已流失", "流失客户")),
    ("revenue fall", ("revenue drop", "decline", "umsatzrückgang", "收入下滑", "收入下降")),
    ("late payment", ("overdue payment", "payment late", "zahlungsverzug", "付款逾期", "逾期未付")),
    ("open complaint", ("complaint", "reklamation", "投诉未结", "未结投诉")),
    ("loss", ("loss making", "loss-making", "negative margin", "verlust", "亏损", "负毛利")),
    ("overdue action", ("action overdue", "plan action", "überfällige maßnahme", "行动逾期", "计划逾期")),
    ("overdue contact", ("contact overdue", "no contact", "kontakt überfällig", "联系逾期", "未按时联系")),
    ("contract end", ("contract ends", "renewal", "vertragsende", "合同到期", "合同将到期", "即将到期")),
    ("low satisfaction", ("dissatisfied", "unhappy", "unzufrieden", "满意度低", "不满意")),
    ("high discount", ("discount", "hoher rabatt", "折扣过高", "高折扣")),
    ("no owner", ("without owner", "ohne betreuer", "无负责人", "未分配")),
    ("churn risk", ("may leave", "risk of leaving", "abwanderungsrisiko", "流失风险", "可能流失")),
    ("score fall", ("score drop", "score fell", "drift", "punkte gefallen", "得分下降", "评分下降")),
    ("lower tier", ("tier fell", "downgrade", "abgestuft", "等级下降", "降级")),
)
"""Reasons for attention, the most urgent first, and other spellings of them."""

ALERTS = Table(
    "alerts",
    N_("Alerts"),
    N_("what was done, postponed or assigned on Today"),
    (
        account(),
        Field(
            "kind", Kind.CHOICE, N_("Main reason"),
            (
                "alert kind", "kind of alert", "alert type", "main reason", "kind", "type", "alarmart", "art der warnung",
                "type d'alerte", "预警类型", "提醒类型", "主要原因", "预警类别", "告警类型",
            ),
            choices=ALERT_KINDS,
            required=True,
        ),
        Field(
            "raised_on", Kind.DATE, N_("Raised on"),
            (
                "raised on", "date raised", "alert date", "alerted on", "triggered on", "ausgelöst am", "gemeldet am",
                "date d'alerte", "提醒日期", "预警日期", "触发日期", "告警日期",
            ),
            required=True, past_only=True,
        ),
        Field(
            "stake", Kind.MONEY, N_("Revenue at stake"),
            (
                "stake", "at stake", "revenue at stake", "money at stake", "amount at stake", "umsatz in gefahr",
                "montant en jeu", "涉及收入", "涉及金额", "风险金额",
            ),
            low=0,
        ),
        Field(
            "remedy", Kind.TEXT, N_("Remedy"),
            (
                "remedy", "measure", "next step", "countermeasure", "what to do", "maßnahme", "gegenmaßnahme", "mesure",
                "应对措施", "下一步", "处理措施", "措施",
            ),
        ),
        owner(),
        Field(
            "due", Kind.DATE, N_("Due"),
            ("due", "due date", "due on", "due by", "deadline", "fällig am", "échéance", "到期", "到期日", "截止日期", "期限"),
        ),
        Field(
            "state", Kind.CHOICE, N_("Alert state"),
            ("alert state", "alert status", "state", "status", "warnstatus", "statut", "预警状态", "提醒状态", "处理状态", "状态"),
            choices=(
                ("open", ("assigned", "offen", "待处理", "未处理", "已转交")),
                ("snoozed", ("postponed", "deferred", "zurückgestellt", "稍后提醒", "已推迟")),
                ("done", ("handled", "finished", "erledigt", "已处理", "已完成")),
            ),
        ),
        Field(
            "until", Kind.DATE, N_("Snoozed until"),
            (
                "snoozed until", "until", "postponed until", "remind on", "reminder on", "zurückgestellt bis", "reporté au",
                "推迟至", "提醒时间", "稍后提醒日期",
            ),
        ),
        Field(
            "result", Kind.TEXT, N_("Result"),
            (
                "result", "outcome", "what came of it", "what happened", "conclusion", "ergebnis", "résultat", "resultado",
                "结果", "处理结果", "成果", "跟进结果",
            ),
        ),
        Field(
            "measured", Kind.TEXT, N_("Measured then"),
            (
                "measured", "measured then", "values then", "measured values", "trigger values", "alert values",
                "damals gemessen", "valeurs mesurées", "当时数值", "触发时数值", "触发数值",
            ),
            help=N_("The numbers behind the reasons; the account returns to the list when one of them gets worse."),
        ),
    ),
    distinctive_headers=(
        "alert kind", "kind of alert", "alert type", "raised on", "date raised", "alert date", "alerted on",
        "snoozed until", "alert state", "alert status", "预警类型", "提醒类型", "预警日期", "提醒日期", "预警状态", "提醒状态",
        "告警类型", "告警日期", "warnstatus", "alarmart",
    ),
    title_words=("alert", "alerts", "预警", "提醒", "告警"),
)  # fmt: skip
