"""Concessions with what was received in return, and benefits of either side."""

from kam_core.vocabulary.field import Field, Kind, Table
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.tables.shared_columns import account, date

EXCHANGE = Table(
    "exchange",
    N_("Give and get"),
    N_("concessions and what was asked for in return"),
    (
        account(),
        date("agreed on", "concession date", "negotiated on", "让步日期", "商定日期"),
        Field(
            "given", Kind.TEXT, N_("What we gave"),
            (
                "given", "gave", "we gave", "what we gave", "concession", "our concession", "give", "conceded",
                "zugestaendnis", "concession accordee", "让步", "我方让步", "我方给予", "给予", "付出", "让步内容", "让步事项",
            ),
            required=True,
            help=N_("What we conceded: price, terms, service."),
        ),
        Field(
            "given_value", Kind.MONEY, N_("Worth of what we gave"),
            (
                "given value", "value given", "concession value", "cost of concession", "value of the concession",
                "worth given", "give value", "wert des zugestaendnisses", "让步金额", "让步价值", "给予金额", "付出金额", "让步成本",
            ),
            help=N_("What the concession costs us."),
        ),
        Field(
            "got", Kind.TEXT, N_("What we got"),
            (
                "got", "we got", "what we got", "in return", "asked in return", "get", "return", "counterpart",
                "gegenleistung", "contrepartie", "换取", "所得", "回报", "换取内容", "我方所得", "对方回报", "换取事项",
            ),
            help=N_("What the customer gives in return."),
        ),
        Field(
            "got_value", Kind.MONEY, N_("Worth of what we got"),
            (
                "got value", "value got", "return value", "value of the return", "worth got", "get value",
                "value received", "wert der gegenleistung", "换取金额", "换取价值", "所得金额", "回报金额", "回报价值",
            ),
            help=N_("What the return is worth to us."),
        ),
        Field(
            "status", Kind.CHOICE, N_("Status"),
            (
                "status", "state", "exchange status", "negotiation status", "progress", "stand", "statut", "状态", "进展",
                "执行状态", "商谈状态", "落实状态",
            ),
            choices=(
                ("asked", ("requested", "proposed", "gefordert", "已提出", "提出", "待定", "demandé")),
                ("agreed", ("accepted", "vereinbart", "已同意", "已商定", "已约定", "accordé")),
                ("done", ("fulfilled", "completed", "erledigt", "fait", "已完成", "已兑现", "已落实")),
            ),
        ),
    ),
)  # fmt: skip

BENEFITS = Table(
    "benefits",
    N_("Benefits"),
    N_("value to the customer and to us, promised and realised"),
    (
        account(),
        date("benefit date", "realised on", "realized on", "promised on", "收益日期", "效益日期", past_only=False),
        Field(
            "kind", Kind.CHOICE, N_("Kind of benefit"),
            (
                "kind", "kind of benefit", "benefit kind", "benefit type", "type of benefit", "benefit", "value driver",
                "nutzenart", "type de benefice", "收益类型", "效益类型", "价值类型", "效益类别", "收益类别",
            ),
            choices=(
                ("cost saving", ("cost savings", "savings", "saving", "kosteneinsparung", "降本", "成本节约", "节约成本")),
                ("market share", ("share", "sales growth", "marktanteil", "市场份额", "增加销量")),
                ("brand", ("image", "marke", "品牌", "品牌提升")),
                ("product", ("product improvement", "produkt", "产品", "产品改进", "产品提升")),
                ("other", ("others", "sonstiges", "其他", "其它")),
            ),
            required=True,
        ),
        Field(
            "amount", Kind.MONEY, N_("Amount"),
            (
                "amount", "benefit amount", "benefit value", "value", "worth", "savings amount", "nutzen",
                "nutzenbetrag", "montant", "收益金额", "效益金额", "金额", "节约金额", "价值金额",
            ),
            required=True,
        ),
        Field(
            "side", Kind.CHOICE, N_("Side"),
            (
                "side", "whose benefit", "beneficiary", "for whom", "benefit side", "party", "benefits whom", "seite",
                "beneficiaire", "受益方", "哪一方", "归属方", "收益方", "受益者",
            ),
            choices=(
                ("theirs", ("customer", "client", "them", "kunde", "客户", "对方", "客户方")),
                ("ours", ("us", "supplier", "wir", "我方", "我们", "供应商")),
            ),
        ),
        Field(
            "promised", Kind.FLAG, N_("Promised only"),
            (
                "promised", "is promised", "promise", "promised only", "planned", "not yet realised", "zugesagt",
                "versprochen", "promis", "承诺", "是否承诺", "仅承诺", "承诺收益", "计划收益",
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
        "kind of benefit", "benefit kind", "benefit type", "type of benefit", "benefit", "benefit amount", "benefit value",
        "benefit date", "nutzenart", "收益类型", "效益类型", "效益金额", "收益金额", "效益类别", "收益类别",
    ),
)  # fmt: skip
