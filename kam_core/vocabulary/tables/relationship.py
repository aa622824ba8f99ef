"""What passed between an account and us: touches and feedback."""

from kam_core.vocabulary.field import Field, Kind, Table
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.tables.satisfaction import SATISFACTION
from kam_core.vocabulary.tables.shared import account, date, owner

TOUCHES = Table(
    "touches",
    N_("Touches"),
    N_("who was contacted when, and the care that is due"),
    (
        account(),
        date("contact date", "visit date", "call date", "拜访日期", "联系日期"),
        Field(
            "kind", Kind.TEXT, N_("Kind"),
            (
                "kind", "type", "activity type", "touch type", "contact type", "activity",
                "interaction type", "kind of contact", "aktivitaet", "类别", "类型", "方式", "活动类型", "接触类型",
                "联系方式类型", "拜访类型", "跟进类型", "跟进方式",
            ),
            required=True,
        ),
        Field(
            "contact", Kind.TEXT, N_("Contact"),
            (
                "contact", "contact person", "contact name", "person", "with whom", "met with", "attendee",
                "ansprechpartner", "联系人", "拜访对象", "联系对象", "客户联系人", "联系人姓名", "对方人员",
            ),
        ),
        Field(
            "channel", Kind.TEXT, N_("Channel"),
            (
                "channel", "medium", "means", "contact channel", "communication channel", "via", "kanal",
                "渠道", "沟通渠道", "联系渠道", "沟通方式", "接触渠道", "联系方式",
            ),
        ),
        Field(
            "direction", Kind.CHOICE, N_("Direction"),
            (
                "direction", "inbound outbound", "in out", "in or out", "call direction", "initiated by",
                "richtung", "方向", "呼入呼出", "发起方", "联系方向", "来往方向", "主动方",
            ),
            choices=(
                ("in", ("inbound", "incoming", "客户来", "呼入", "来电")),
                ("out", ("outbound", "outgoing", "我方去", "呼出", "去电")),
            ),
        ),
        Field(
            "minutes", Kind.COUNT, N_("Minutes"),
            (
                "minutes", "duration", "duration minutes", "length", "time spent", "length minutes",
                "dauer", "分钟", "时长", "持续时间", "用时", "通话时长", "拜访时长", "沟通时长",
            ),
            low=0,
        ),
        owner(),
        Field(
            "call_step", Kind.CHOICE, N_("Call step"),
            (
                "call step", "step of the call", "call stage", "call phase", "stage of the call",
                "meeting step", "meeting stage", "拜访步骤", "拜访阶段", "沟通步骤", "会谈步骤", "会谈阶段", "面谈步骤",
            ),
            choices=(
                ("opening", ("开场",)),
                ("investigating", ("调研",)),
                ("demonstrating", ("展示",)),
                ("obtaining commitment", ("承诺",)),
            ),
        ),
        Field(
            "outcome", Kind.CHOICE, N_("Outcome"),
            (
                "outcome", "result", "call outcome", "call result", "meeting outcome", "visit result",
                "ergebnis", "结果", "拜访结果", "沟通结果", "联系结果", "跟进结果", "会谈结果",
            ),
            choices=(
                ("order", ("订单",)),
                ("advance", ("进展",)),
                ("continuation", ("持续",)),
                ("no sale", ("无成交",)),
            ),
        ),
        Field(
            "next_step", Kind.TEXT, N_("Next step"),
            (
                "next step", "next steps", "next action", "follow up", "follow up action",
                "agreed next step", "naechster schritt", "下一步", "下一步行动", "下步计划", "后续行动", "后续计划", "跟进计划",
            ),
        ),
        Field(
            "situation", Kind.TEXT, N_("Situation"),
            (
                "situation", "situation questions", "background", "context", "current situation",
                "ausgangslage", "背景", "背景问题", "现状", "情况", "背景情况", "客户现状",
            ),
        ),
        Field(
            "problem", Kind.TEXT, N_("Problem"),
            (
                "problem", "problems", "problem questions", "difficulty", "difficulties", "issue found",
                "难点", "难点问题", "问题", "困难", "客户难点", "存在问题",
            ),
        ),
        Field(
            "implication", Kind.TEXT, N_("Implication"),
            (
                "implication", "implications", "implication questions", "consequence", "consequences",
                "effect of the problem", "暗示", "暗示问题", "影响", "后果", "问题影响", "隐含影响",
            ),
        ),
        Field(
            "need_payoff", Kind.TEXT, N_("Need-payoff"),
            (
                "need payoff", "need pay off", "payoff", "need payoff questions", "value of a solution",
                "benefit of a solution", "需求效益", "需求效益问题", "效益", "解决价值", "需求回报", "方案价值",
            ),
        ),
    ),
)  # fmt: skip

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
        ),
        Field(
            "nps", Kind.NUMBER, N_("Likelihood to recommend"),
            (
                "nps", "recommend", "likelihood to recommend", "nps score", "recommendation",
                "would recommend", "net promoter", "weiterempfehlung", "推荐度", "推荐意愿", "推荐可能性", "推荐分",
                "净推荐值", "愿意推荐",
            ),
            low=0, high=10,
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
        ),
        Field(
            "received_at", Kind.MOMENT, N_("Received at"),
            (
                "received at", "received", "received on", "opened at", "date received", "time received", "reported at",
                "eingegangen am", "recu le", "接收时间", "受理时间", "收到时间", "报修时间", "受理日期",
            ),
        ),
        Field(
            "first_reply_at", Kind.MOMENT, N_("First reply at"),
            (
                "first reply at", "first reply", "first response", "first response at", "responded at", "response time",
                "replied on", "erste antwort", "premiere reponse", "首次回复时间", "首次响应时间", "响应时间", "首次响应", "首次回复",
            ),
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
