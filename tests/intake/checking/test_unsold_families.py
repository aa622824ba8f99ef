"""Rows on how accounts buy a product family that was never sold: told with the families, and kept."""

from kam_core.intake import load
from tests.intake.handwritten_files import sentences, text

ORDERS = text("orders.csv", "order id,customer,date,amount,product,product family\n7,Alm,2025-01-05,80,P1,Sensors\n")
PLAIN_ORDERS = text("orders.csv", "order id,customer,date,amount\n7,Alm,2025-01-05,80\n")
BUYING = text(
    "buying.csv",
    "account,product family,purchasing\nAlm,Sensors,central\nAlm,Paper,dispersed\nAlm,Paper mills,central\n",
)


def test_rows_for_families_that_no_order_has_are_warned_of_by_name_and_kept() -> None:
    intake = load([ORDERS, BUYING])
    (warning,) = sentences(intake, "unsold_family")
    assert warning == (
        "buying.csv: 2 rows name product families that no order line has: Paper, Paper mills (first in row 3). "
        "They are kept. Families in the orders: Sensors."
    )
    families = intake.dataset.tables["buying"]["product_family"].cast(str).to_list()
    assert sorted(families) == ["Paper", "Paper mills", "Sensors"]


def test_nothing_is_said_where_the_orders_name_no_families() -> None:
    assert sentences(load([PLAIN_ORDERS, BUYING]), "unsold_family") == []
