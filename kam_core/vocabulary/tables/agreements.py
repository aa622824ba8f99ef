"""Contracts and payments."""

from kam_core.vocabulary.field import Field, Kind, Table
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.tables.shared_columns import account, currency, date

CONTRACTS = Table(
    "contracts",
    N_("Contracts"),
    N_("which contracts end when, and what has been signed"),
    (
        account(),
        Field(
            "number", Kind.ID, N_("Contract number"),
            (
                "contract no", "contract number", "contract id", "contract", "agreement no", "agreement number",
                "agreement id", "agreement", "vertragsnummer", "vertrag", "numero de contrat", "contrat", "合同编号", "合同号",
                "合同号码", "合同编码", "协议编号", "协议号", "合同",
            ),
            required=True,
        ),
        Field(
            "kind", Kind.TEXT, N_("Contract type"),
            (
                "contract type", "type of contract", "agreement type", "kind of contract", "contract kind", "type", "kind",
                "vertragsart", "type de contrat", "合同类型", "合同类别", "合同种类", "协议类型", "合同性质",
            ),
        ),
        Field(
            "start", Kind.DATE, N_("Contract start"),
            (
                "start", "start date", "contract start", "contract start date", "valid from", "effective date", "begin",
                "signed on", "signing date", "vertragsbeginn", "laufzeitbeginn", "date de debut", "合同开始日期", "开始日期",
                "生效日期", "签订日期", "签约日期", "合同开始", "起始日期",
            ),
        ),
        Field(
            "end", Kind.DATE, N_("Contract end"),
            (
                "end", "end date", "contract end", "contract end date", "valid to", "valid until", "expiry date", "expires",
                "expiration date", "vertragsende", "laufzeitende", "date de fin", "合同结束日期", "结束日期", "到期日期", "到期日",
                "合同到期日", "终止日期", "合同结束", "合同到期",
            ),
            help=N_("The last day of the contract."),
        ),
        Field(
            "value", Kind.MONEY, N_("Contract value"),
            (
                "value", "contract value", "contract amount", "total contract value", "tcv", "agreement value",
                "annual contract value", "acv", "vertragswert", "auftragswert", "montant du contrat", "合同金额", "合同额",
                "合同总额", "合同价款", "签约金额", "协议金额", "合同总价",
            ),
        ),
        Field(
            "renews", Kind.FLAG, N_("Renews automatically"),
            (
                "renews", "auto renew", "auto renewal", "automatic renewal", "renews automatically", "evergreen",
                "autorenew", "verlaengert sich", "renouvellement automatique", "自动续约", "是否自动续约", "自动续签", "自动延期",
                "自动续期",
            ),
            help=N_("Extends automatically unless cancelled."),
        ),
        Field(
            "status", Kind.TEXT, N_("Status"),
            (
                "status", "contract status", "state", "agreement status", "contract state", "vertragsstatus", "statut",
                "合同状态", "状态", "履行状态", "执行状态", "协议状态",
            ),
        ),
        Field(
            "renewal", Kind.CHOICE, N_("Renewal"),
            (
                "renewal", "renewal status", "renewal state", "renewal progress", "renewal stage", "extension",
                "verlaengerung", "renouvellement", "续约", "续约状态", "续签状态", "续约进度", "续签",
            ),
            choices=(
                ("none", ("not started", "no", "open", "offen", "未开始", "无", "未启动", "否")),
                ("in progress", ("negotiating", "in negotiation", "running", "in arbeit", "en cours", "进行中", "洽谈中", "谈判中")),
                ("signed", ("renewed", "done", "yes", "unterschrieben", "verlaengert", "已签", "已续约", "已续签", "是", "signé")),
            ),
            help=N_("Progress of the renewal talks."),
        ),
        currency(),
    ),
    distinctive_headers=(
        "contract no", "contract number", "contract id", "agreement no", "agreement number", "agreement id",
        "contract start", "contract end", "contract value", "vertragsnummer", "numero de contrat", "合同编号", "合同号",
        "合同号码", "合同编码", "协议编号", "协议号",
    ),
    rate_date_columns=("start", "end",),
)  # fmt: skip

PAYMENTS = Table(
    "payments",
    N_("Payments"),
    N_("collected and outstanding amounts"),
    (
        account(),
        date(
            "payment date", "date of payment", "paid on", "date paid", "received on", "receipt date", "collection date",
            "value date", "clearing date", "zahlungsdatum", "zahlungseingang", "date de paiement", "fecha de pago", "date de reglement",
            "date de règlement", "fecha pago", "data pagamento", "betaaldatum", "入金日", "到款日期", "收款日",
            "回款日期", "收款日期", "到账日期", "收款时间", "回款时间", "到账时间", "付款日期",
        ),
        Field(
            "amount", Kind.MONEY, N_("Amount"),
            (
                "amount", "payment amount", "amount paid", "paid amount", "amount received", "received amount", "payment",
                "paid", "receipt amount", "collected", "collected amount", "zahlbetrag", "zahlung", "betrag",
                "zahlungsbetrag", "montant paye", "montant payé", "importe pagado", "importo pagato", "montant", "入金額", "到款金额", "收款额",
                 "回款金额", "收款金额", "到账金额", "回款", "收款", "实收金额", "付款金额", "本次回款金额", "本次收款金额",
                "金额",
                "回款额",
            ),
            required=True,
        ),
        Field(
            "number", Kind.ID, N_("Payment number"),
            (
                "payment no", "payment number", "payment id", "payment reference", "receipt no", "receipt number",
                "receipt id", "voucher no", "remittance no", "payment ref", "zahlungsnr", "zahlungs nr", "zahlungsreferenz", "numero de pago", "zahlungsnummer", "zahlungsbeleg", "numero de paiement",
                "回款单号", "收款单号", "回款编号", "收款编号", "付款单号", "收据号", "凭证号",
            ),
        ),
        Field(
            "order_id", Kind.ID, N_("Order"),
            (
                "order id", "order", "order no", "order number", "invoice", "invoice no", "invoice number",
                "invoice id", "against invoice", "document no", "rechnungsnummer", "numero facture", "订单号", "订单编号",
                "发票号", "发票号码", "销售订单号", "合同号", "合同编号", "单据编号",
            ),
        ),
        Field(
            "due", Kind.DATE, N_("Payment due"),
            (
                "due", "due date", "payment due", "due on", "payable by", "net due date", "date due", "faellig am", "faelligkeit",
                "echeance", "应收日期", "到期日", "到期日期", "应付日期", "约定付款日", "应回款日期",
            ),
        ),
        currency(),
    ),
    distinctive_headers=(
        "zahlungsnr", "zahlungs nr", "zahlungsreferenz", "zahlungsbetrag", "date de reglement", "date de règlement",
        "montant payé", "fecha pago", "numero de pago", "importe pagado", "data pagamento", "importo pagato", "betaaldatum",
        "入金日", "入金額", "到款日期", "到款金额", "收款额", "收款日", "payment", "payment no", "payment number", "payment id", "payment date", "date of payment", "payment amount", "paid on",
        "date paid", "amount received", "received on", "collection date", "collected amount",
        "receipt date", "receipt amount", "zahlungsdatum", "zahlungsnummer", "zahlungseingang", "zahlbetrag",
        "zahlungsbeleg", "date de paiement", "numero de paiement", "montant paye", "fecha de pago",
        "回款日期", "收款日期", "到账日期", "收款时间", "回款时间", "到账时间", "回款金额", "收款金额", "到账金额", "回款",
        "收款", "回款额", "回款单号", "收款单号", "回款编号", "收款编号",
    ),
    title_words=(
        "payment", "payments", "collections", "cash receipts", "zahlungen", "zahlungseingaenge", "paiements",
        "encaissements", "pagos", "cobros", "回款", "收款", "到账",
    ),
    rate_date_columns=("date",),
)  # fmt: skip
