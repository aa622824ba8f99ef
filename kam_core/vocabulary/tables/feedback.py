"""Voice of customer: surveys, complaints, incidents, requests and praise."""

from kam_core.vocabulary.field import Field, Kind, Table
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.tables.satisfaction_levels import SATISFACTION
from kam_core.vocabulary.tables.shared_columns import account, date

FEEDBACK = Table(
    "feedback",
    N_("Voice of customer"),
    N_("satisfaction, net promoter score and open complaints"),
    (
        account(),
        date("feedback date", "survey date", "complaint date", "反馈日期", "投诉日期"),
        Field(
            "kind", Kind.CHOICE, N_("Kind"),
            (
                "kind", "type", "feedback type", "case type", "ticket type", "kind of feedback",
                "feedback kind", "类别", "类型", "反馈类型", "反馈类别", "工单类型", "意见类型", "问题类型",
            ),
            choices=(
                ("survey", ("questionnaire", "调查", "满意度调查", "问卷", "回访")),
                ("complaint", ("claim", "投诉", "客诉")),
                ("incident", ("fault", "outage", "事故", "事件", "故障")),
                ("request", ("enquiry", "inquiry", "请求", "需求", "咨询")),
                ("praise", ("compliment", "表扬", "感谢")),
            ),
            required=True,
        ),
        Field(
            "satisfaction", Kind.NUMBER, N_("Satisfaction"),
            (
                "satisfaction", "csat", "satisfaction score", "customer satisfaction",
                "overall satisfaction", "satisfaction rating", "zufriedenheit", "满意度", "满意度评分", "客户满意度",
                "总体满意度", "满意度得分", "满意程度",
            ),
            low=1, high=5, levels=SATISFACTION,
            help=N_("5 = very satisfied, 4 = fairly satisfied, 3 = no opinion, 2 = somewhat dissatisfied, 1 = very "
                "dissatisfied."),
        ),
        Field(
            "nps", Kind.NUMBER, N_("Likelihood to recommend"),
            (
                "nps", "recommend", "likelihood to recommend", "nps score", "recommendation",
                "would recommend", "net promoter", "weiterempfehlung", "推荐度", "推荐意愿", "推荐可能性", "推荐分",
                "净推荐值", "愿意推荐",
            ),
            low=0, high=10,
            help=N_("0 = would not recommend us at all, 10 = certainly would."),
        ),
        Field(
            "topic", Kind.TEXT, N_("Topic"),
            (
                "topic", "subject", "issue", "theme", "feedback topic", "complaint topic", "about", "thema",
                "主题", "反馈主题", "投诉主题", "问题主题", "标题", "反馈事项", "议题",
            ),
        ),
        Field(
            "severity", Kind.NUMBER, N_("Severity"),
            (
                "severity", "severity level", "priority", "seriousness", "impact level", "urgency",
                "schweregrad", "严重程度", "严重等级", "严重级别", "紧急程度", "优先级", "严重性",
            ),
            low=1, high=3,
            help=N_("1 = minor, 3 = serious."),
        ),
        Field(
            "text", Kind.TEXT, N_("Text"),
            (
                "text", "comment", "comments", "feedback text", "verbatim", "feedback", "description",
                "details", "kommentar", "内容", "意见", "反馈内容", "投诉内容", "反馈意见", "客户意见", "描述", "详情",
            ),
        ),
        Field(
            "status", Kind.CHOICE, N_("Status"),
            (
                "status", "state", "case status", "ticket status", "complaint status", "handling status",
                "bearbeitungsstand", "状态", "处理状态", "工单状态", "处理进度", "投诉状态", "解决状态",
            ),
            choices=(
                ("open", ("new", "unresolved", "未处理", "待处理")),
                ("handled", ("in progress", "已处理", "处理中")),
                ("closed", ("resolved", "solved", "已关闭", "已解决", "已结案")),
            ),
        ),
        Field(
            "closed_on", Kind.DATE, N_("Closed on"),
            (
                "closed on", "closed", "closed date", "close date", "resolved on", "resolved date",
                "date closed", "erledigt am", "关闭日期", "解决日期", "处理完成日期", "完成日期", "关闭时间", "办结日期",
            ),
            past_only=True,
        ),
        Field(
            "respondent", Kind.TEXT, N_("Respondent"),
            (
                "respondent", "answered by", "contact", "responder", "participant", "given by",
                "complainant", "teilnehmer", "受访者", "受访人", "反馈人", "投诉人", "填写人", "答复人", "联系人",
            ),
        ),
        Field(
            "importance", Kind.NUMBER, N_("Importance"),
            (
                "importance", "importance score", "how important", "weight of topic", "relevance", "importance rating",
                "importance to you", "wichtigkeit", "bedeutung", "importance pour vous", "重要性", "重要程度", "重要度", "重视程度",
            ),
            low=1, high=5,
            help=N_("Importance to the customer: 1 = low, 5 = very high."),
        ),
        Field(
            "received_at", Kind.MOMENT, N_("Received at"),
            (
                "received at", "received", "received on", "opened at", "date received", "time received", "reported at",
                "eingegangen am", "recu le", "接收时间", "受理时间", "收到时间", "报修时间", "受理日期",
            ),
            past_only=True,
            help=N_("When we received it."),
        ),
        Field(
            "first_reply_at", Kind.MOMENT, N_("First reply at"),
            (
                "first reply at", "first reply", "first response", "first response at", "responded at", "response time",
                "replied on", "erste antwort", "premiere reponse", "首次回复时间", "首次响应时间", "响应时间", "首次响应", "首次回复",
            ),
            past_only=True,
            help=N_("When we first replied to the customer."),
        ),
        Field(
            "channel", Kind.TEXT, N_("Channel"),
            (
                "channel", "source", "medium", "came in by", "contact channel", "feedback channel", "kanal", "canal",
                "origin", "渠道", "反馈渠道", "来源", "来源渠道", "受理渠道",
            ),
        ),
    ),
)  # fmt: skip
