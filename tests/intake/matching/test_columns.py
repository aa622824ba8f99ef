"""Headers to fields: the words of many systems, one column to one field, and a person's word above all."""

import pytest

from kam_core.intake import Choices, Upload, load, summarise_files
from kam_core.intake.headers import header_unit, normalise_header
from kam_core.intake.matching.columns import match_columns
from kam_core.vocabulary.tables import TABLES
from tests.intake.handwritten_files import refusal, text


def fields(headers: str, table: str = "transactions", **wanted: str) -> dict[str, str]:
    names = headers.split(",")
    return {field: names[match.column] for field, match in match_columns(names, TABLES[table], wanted).items()}


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_table_is_read_under_its_own_column_names(table: str) -> None:
    names = TABLES[table].names
    assert fields(",".join(names), table) == {name: name for name in names}


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_table_is_recognised_by_its_own_column_names_whatever_the_file_is_called(table: str) -> None:
    header = ",".join(TABLES[table].names)
    row = ",".join("1" for _ in TABLES[table].names)
    assert summarise_files([text("export.csv", f"{header}\n{row}\n")])[0].table == table


def test_chinese_ids_and_names_are_distinguished() -> None:
    assert fields("行 ID,订单 ID,客户 ID,客户名称,产品 ID,产品名称,订单日期,销售额") == {
        "order_id": "订单 ID",
        "account": "客户 ID",
        "account_name": "客户名称",
        "product": "产品 ID",
        "product_name": "产品名称",
        "date": "订单日期",
        "amount": "销售额",
    }


def test_a_bare_word_beside_a_key_is_the_name() -> None:
    assert fields("ProductKey,Product,Customer,CustomerNo") == {
        "product": "ProductKey",
        "product_name": "Product",
        "account_name": "Customer",
        "account": "CustomerNo",
    }
    assert fields("Kunde,Kundennummer") == {"account": "Kundennummer", "account_name": "Kunde"}


def test_a_bare_word_alone_is_the_key() -> None:
    assert fields("Product,Customer") == {"product": "Product", "account": "Customer"}


def test_without_numbers_the_name_is_the_key() -> None:
    assert fields("客户名称,品名") == {
        "account_name": "客户名称",
        "account": "客户名称",
        "product_name": "品名",
        "product": "品名",
    }
    assert fields("Company,City", "accounts") == {"name": "Company", "account": "Company"}
    assert fields("公司名称,姓名", "contacts") == {"account": "公司名称", "name": "姓名"}


@pytest.mark.parametrize(
    "header",
    ["Sales Amount", "salesAmount", "SALES_AMOUNT", "sales-amount", " Sales  amount (EUR) ", "Sales Amount 2024",
     "ｓａｌｅｓ amount",
     "销售额", "销售额（元）", "2024年销售额", "销售额[万元]", "销售额万元"],
)  # fmt: skip
def test_one_header_in_many_spellings(header: str) -> None:
    assert fields(header) == {"amount": header}


def test_a_slip_of_the_pen_is_a_match_that_is_less_sure() -> None:
    match = match_columns(["Custmer Number"], TABLES["transactions"], {})
    assert 0.88 <= match["account"].confidence < 1


@pytest.mark.parametrize("header", ["备注", "last price", "Remarks", "日志", "行号", "x", "phone"])
def test_merely_similar_headers_are_not_matched(header: str) -> None:
    assert fields(header) == {}


def test_each_field_has_one_column_and_the_nearer_word_wins() -> None:
    assert fields("total,amount,net sales") == {"amount": "amount"}
    assert fields("国家/地区,区域") == {"region": "区域"}


def test_a_column_moves_over_where_that_gives_another_column_a_place() -> None:
    # 商品 may be the product or its name; 品名 can only be the name.
    assert fields("商品,品名") == {"product": "商品", "product_name": "品名"}
    # "Opportunity" would be the id, but beside "deal id" it is the name.
    assert fields("opportunity,deal id", "opportunities") == {"id": "deal id", "name": "opportunity"}


def test_a_persons_mapping_wins_where_the_column_exists() -> None:
    assert fields("amount,betrag", amount="betrag") == {"amount": "betrag"}
    assert fields("amount,other", amount="not here") == {"amount": "amount"}
    assert fields("Amount Net,date", amount="amount net")["amount"] == "Amount Net"


def test_a_mapping_is_used_in_reading() -> None:
    upload = text("o.csv", "who,when,worth\nA,2024-01-02,5\n")
    mapping = {"account": "who", "date": "when", "amount": "worth"}
    assert load([upload], Choices(mapping=mapping)).dataset.lines["amount"].to_list() == [50_000]


def test_a_mapping_to_nothing_is_refused() -> None:
    upload = text("o.csv", "account,date,amount\nA,2024-01-02,5\n")
    assert refusal(upload, mapping={"amount": "worth"}) == (
        "No file has the column worth mapped to amount. Files checked: o.csv."
    )
    assert refusal(upload, mapping={"colour": "amount"}).startswith("colour is not a known field")


@pytest.mark.parametrize(
    ("header", "unit"),
    [("金额(万元)", ("万元", 1e4)), ("Revenue (in thousands)", ("thousands", 1e3)), ("Amount [TEUR]", ("teur", 1e3)),
     ("销售额万元", ("万元", 1e4)), ("Discount %", ("%", 0.01)), ("金额(单位:千元)", ("千元", 1e3)), ("金额(元)", None),
     ("万元", None), ("Amount", None)],
)  # fmt: skip
def test_a_unit_in_the_header_is_seen(header: str, unit: tuple[str, float] | None) -> None:
    assert header_unit(header) == unit


def test_headers_that_are_only_a_year_or_a_bracket_keep_their_words() -> None:
    assert [normalise_header("2024"), normalise_header("(备注)"), normalise_header("SalesOrderNumber")] == [
        "2024",
        "备注",
        "sales order number",
    ]


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        ("account,amount", "o.csv has no column for Date, so it cannot be read as Orders."),
        ("account,date", "o.csv has no amount column, and no quantity and price to calculate it."),
        ("date,amount", "o.csv has no column for Account, so it cannot be read as Orders."),
        ("date,quantity,price", "o.csv has no column for Account"),
        ("colour,size", "o.csv has no column for Account"),
    ],
)
def test_a_missing_column_is_named_with_the_existing_headers(header: str, sentence: str) -> None:
    row = ",".join("x" for _ in header.split(","))
    message = refusal(text("o.csv", f"{header}\n{row}\n"))
    assert message.startswith(sentence)
    assert message.endswith(f"Columns in the file: {header.replace(',', ', ')}.")


def test_many_columns_are_not_all_listed() -> None:
    header = ",".join(f"c{i}" for i in range(40))
    assert refusal(text("o.csv", f"{header}\n{header.replace('c', 'd')}\n")).endswith("c10, c11, ….")


def test_a_stated_table_is_not_overruled() -> None:
    upload = text("o.csv", "account,date,amount\nA,2024-01-02,5\n", role="account_costs")
    known = text("a.csv", "account,name\nA,Alpha\n")
    assert load([upload, known]).dataset.tables["account_costs"]["amount"].to_list() == [50_000]
    assert refusal(Upload(upload.name, upload.content, "contacts"), known).startswith("o.csv has no column for Name")
    assert refusal(Upload(upload.name, upload.content, "invoices")).startswith("invoices is not a table. Tables: ")


def test_a_file_named_like_a_table_breaks_a_tie() -> None:
    content = "account,month,amount,owner\nA,2024-01,5,Ann\n"
    assert summarise_files([text("targets.csv", content)])[0].table == "targets"
    assert summarise_files([text("sales.csv", content)])[0].table == "transactions"


def test_too_many_columns_are_refused() -> None:
    header = ",".join(["account", "date", "amount", *(f"x{i}" for i in range(498))])
    assert refusal(text("o.csv", f"{header}\n{header}x\n")) == "o.csv line 1: a table can have at most 500 columns."


def test_a_word_of_another_table_is_no_slip_of_the_pen() -> None:
    columns = {
        one.header: one.field
        for one in summarise_files([text("c.csv", "account,Contract,title\nA,C-17,CEO\n")])[0].columns
    }
    assert columns["Contract"] != "name"
