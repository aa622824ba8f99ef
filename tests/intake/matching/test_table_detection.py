"""Which table a file is: payments are no second sale, targets may have their months in columns."""

import polars as pl
import pytest

from kam_core.intake import Choices, OpenQuestionError, Upload, load, summarise_files
from tests.intake.handwritten_files import needs_shared, sentences, shared, text

SALES = text("sold.csv", "Invoice,Customer,Invoice Date,Amount\nI-1,Ash,2024-01-05,100\nI-2,Elm,2024-01-09,60\n")


def table(name: str, content: str) -> str | None:
    (one,) = summarise_files([text(name, content)])
    return one.table


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("a.csv", "Receipt Date,Customer,Amount,Receipt No"),
        ("a.csv", "Customer,Date,Payment ID,Amount"),
        ("a.csv", "客户,回款日期,回款金额"),
        ("a.csv", "客户名称,日期,收款单号,金额"),
        ("a.csv", "Kunde,Zahlungsdatum,Betrag"),
        ("a.csv", "Client,Date de paiement,Montant"),
        ("a.csv", "Zahlungsnr,Kunde,Datum,Betrag"),
        ("a.csv", "Payment Ref,Payment Date,Customer,Invoice No,Amount"),
        ("payments 2024.csv", "Customer,Date,Amount"),
        ("3月回款.csv", "客户,日期,金额"),
    ],
)
def test_payments_of_customers_are_not_counted_as_sales(name: str, header: str) -> None:
    cells = {"date": "2024-02-05", "datum": "2024-02-05", "日期": "2024-02-05"}
    row = [next((day for word, day in cells.items() if word in h.lower()), "") for h in header.split(",")]
    row = [
        cell or ("100" if any(w in h.lower() for w in ("amount", "金额", "betrag", "montant")) else "Ash")
        for cell, h in zip(row, header.split(","), strict=True)
    ]
    paid = text(name, f"{header}\n{','.join(row)}\n")
    intake = load([SALES, paid])
    assert intake.dataset.lines["amount"].sum() == 1_600_000
    assert intake.dataset.tables["payments"]["amount"].to_list() == [1_000_000]
    assert not {found.severity for found in intake.notes} & {"warn", "reject", "ask"}


@pytest.mark.parametrize(
    "header",
    [
        "Customer,Order Date,Order No,Payment Date,Amount",
        "Customer,Invoice Date,Invoice No,Due Date,Amount,Payment Method",
        "客户,订单日期,订单号,回款日期,金额",
        "Order No,Customer,Date,Amount,Payment ID",
        "客户,下单时间,订单编号,付款时间,实付金额",
    ],
)
def test_orders_that_say_when_they_were_paid_stay_orders(header: str) -> None:
    row = ",".join("2024-01-05" if "ate" in h or "日期" in h or "时间" in h else "7" for h in header.split(","))
    assert table("export.csv", f"{header}\n{row}\n") == "transactions"


@pytest.mark.parametrize(
    ("header", "row", "name"),
    [
        ("Currency,Valid from,Exchange rate", "USD,2024-01-01,7.1", "rates"),
        ("币种,生效日期,汇率", "USD,2024-01-01,7.1", "rates"),
        ("Customer,Contract No,Start,End", "Ash,C-1,2024-01-01,2025-01-01", "contracts"),
        ("客户,流失日期,流失原因", "Ash,2024-01-01,价格", "defections"),
        ("Sales rep,Month,Commit,Best case", "Li,2024-01,100,120", "forecasts"),
        ("月份,账面收入", "2024-01,100", "control_totals"),
        ("Customer,Date,Concession,In return", "Ash,2024-01-01,terms,volume", "exchange"),
        ("Customer,Date,Benefit type,Amount", "Ash,2024-01-01,cost savings,5", "benefits"),
        ("客户,检查项,结论", "Ash,是否复购,通过", "checks"),
        ("Customer,Product line,White space state,Reason", "Ash,Pumps,rival holds it,years", "corrections"),
        ("客户,生命周期阶段,原因", "Ash,成熟期,多年合作", "stage_overrides"),
        ("Customer,Name,Phone,Industry,Owner", "1,Ash,040-1,steel,Li", "accounts"),
        ("Customer,Date,Amount", "Ash,2024-01-01,5", "transactions"),
        ("Customer,Date,Amount,Type", "Ash,2024-01-01,5,pump", "transactions"),
        ("Customer,Contract No,Order Date,Amount,Start date,End date", "A,1,2024-01-01,5,2024-01-01,2024-02-01",
         "transactions"),
    ],
)  # fmt: skip
def test_a_table_is_known_by_its_headers(header: str, row: str, name: str) -> None:
    assert table("export.csv", f"{header}\n{row}\n") == name


@pytest.mark.parametrize(
    ("name", "content", "rows"),
    [
        (
            "team targets.csv",
            "Owner,Year,Jan,Feb,Mar,Apr,May,Jun\nLi,2025,10,20,,NULL,50,60\n",
            [("Li", f"2025-0{month}-01", month * 10.0) for month in (1, 2, 5, 6)],
        ),
        (
            "2024年销售目标.csv",
            "负责人,1月,2月,3月,4月,5月,6月\n王,1,2,3,4,5,6\n",
            [("王", f"2024-0{month}-01", float(month)) for month in range(1, 7)],
        ),
        (
            "Quota.csv",
            "Sales rep,Jul 2024,Aug 2024,Sep 2024,Oct 2024,Nov 2024,Dec 2024\nMo,1,2,3,4,5,6\n",
            [("Mo", f"2024-{month:02d}-01", float(month - 6)) for month in range(7, 13)],
        ),
    ],
)  # fmt: skip
def test_targets_with_months_in_columns_become_a_row_per_month(
    name: str, content: str, rows: list[tuple[str, str, float]]
) -> None:
    intake = load([SALES, text(name, content)])
    month = pl.col("month").cast(pl.Int32).cast(pl.Date).cast(pl.String)
    assert intake.dataset.tables["targets"].select("owner", month, pl.col("amount") / 10_000).rows() == rows
    assert len(sentences(intake, "target_months")) == 1


def test_sales_by_month_are_no_targets_unless_named_so() -> None:
    assert table("sales.csv", "Owner,Year,Jan,Feb,Mar,Apr,May,Jun\nLi,2025,10,20,30,40,50,60\n") != "targets"


@needs_shared
def test_the_targets_of_the_resellers_are_read() -> None:
    files = [shared(f"adventureworks_resellers/{name}.csv") for name in ("FactResellerSales", "ResellerSalesTargets")]
    targets = load(files).dataset.tables["targets"]
    assert (targets.height, targets["owner"].n_unique()) == (245, 18)
    assert targets["amount"].sum() == 849_100_000


def test_accounts_that_come_again_and_again_with_amounts_are_asked_about() -> None:
    content = (
        "Client ID,Client Name,Signed,Total\nK1,Ash,2024-01-05,100\nK2,Elm,2024-01-09,200\nK1,Ash,2024-02-05,300\n"
    )
    with pytest.raises(OpenQuestionError) as asked:
        load([text("export.csv", content)])
    assert asked.value.question == "table"
    intake = load([text("export.csv", content)], Choices(table="transactions", mapping={"date": "Signed"}))
    assert intake.dataset.lines["amount"].sum() == 6_000_000


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Client ID,Client Name,Amount,Close date", "7,Ash,5,2024-01-05"),
        ("Customer Name,Created,Amount,Method", "Ash,2024-01-05,5,card"),
        ("客户名称,预计成交日期,金额,所属行业", "Ash,2024-01-05,5,钢铁"),
    ],
)
def test_rows_with_a_day_and_an_amount_are_not_taken_for_a_list_of_accounts(header: str, row: str) -> None:
    with pytest.raises(OpenQuestionError, match="does not look like an account list"):
        load([text("export.csv", f"{header}\n{row}\n")])


@pytest.mark.parametrize("header", ["Date,Category,Amount,Employee", "Date,Name,Type,Net"])
def test_a_list_of_expenses_is_no_team(header: str) -> None:
    assert table("export.csv", f"{header}\n2024-01-05,x,5,Li\n") != "team"


def test_deals_are_won_or_lost_by_the_words_of_their_stage() -> None:
    deals = "Deal,Account,Deal stage,Amount\n1,Ash,Won,5\n2,Ash,Closed Lost,5\n3,Ash,Negotiation,5\n4,Ash,赢单,5\n"
    intake = load([SALES, Upload("deals.csv", deals.encode())])
    assert intake.dataset.tables["opportunities"]["status"].to_list() == ["won", "lost", None, "won"]


def test_an_unknown_criterion_is_a_warning_and_its_rows_stay() -> None:
    judged = "account,criterion,score\nAsh,Raises our standard,4\nAsh,创新,5\nAsh,Handshake,3\n"
    intake = load([SALES, text("judged.csv", judged)])
    table = intake.dataset.tables["assessments"]
    assert table["criterion"].to_list() == ["raises_our_standard", "innovation", "Handshake"]
    (message,) = sentences(intake, "unknown_criterion")
    assert message.startswith(
        "judged.csv, criterion: 1 row rates a criterion not used in any score: Handshake. It is saved."
    )


def test_an_expert_of_the_team_needs_no_account() -> None:
    intake = load([SALES, text("team.csv", "account,person,skill\n,Dr Wei,pumps\nAsh,Li,contracts\n")])
    assert intake.dataset.tables["team"]["account"].to_list() == [None, 0]
    assert sentences(intake, "no_account") == []


def test_a_choice_called_none_is_an_answer_and_no_blank() -> None:
    intake = load([SALES, text("c.csv", "Customer,Contract No,Renewal\nAsh,C-1,none\n")])
    assert intake.dataset.tables["contracts"]["renewal"].to_list() == ["none"]


def test_tables_without_accounts_can_be_imported_alone() -> None:
    intake = load([text("booked.csv", "month,booked revenue,month closed\n2024-01,100,yes\n")])
    assert intake.dataset.tables["control_totals"].height == 1
    assert [(one.table, one.loaded) for one in intake.counts] == [("control_totals", 1)]


def test_a_check_is_matched_by_its_words_and_an_unknown_one_is_a_warning_and_stays() -> None:
    checks = "account,check,answer\nAsh,集中采购,pass\nAsh,Our products fit,fail\nAsh,Handshake,pass\n"
    intake = load([SALES, text("checks.csv", checks)])
    assert intake.dataset.tables["checks"]["check"].to_list() == ["central_purchasing", "product_fit", "Handshake"]
    (message,) = sentences(intake, "unknown_check")
    assert message.startswith("checks.csv, check: 1 row answers an unknown check: Handshake. It is saved.")
