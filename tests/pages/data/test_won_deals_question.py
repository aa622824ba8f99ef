"""Deals in the import wizard: whether won deals are sales is asked, remembered and said beside the revenue."""

from streamlit.testing.v1 import AppTest

from pages.shell.cache.store_cache import open_store
from tests.pages.data.data_page import bring, headlines, take_over, texts

DEALS = (
    "opportunity id,account,deal stage,amount,closed\n"
    "D1,Ash,Won,700,2024-03-05\nD2,Elm,Won,300,2024-12-31\nD3,Ash,Lost,90,2024-05-07\nD4,Elm,Won,50,\n"
)
ORDERS = "order_id,account,date,amount\n1,Ash,2024-03-05,700\n2,Elm,2024-12-31,20\n"
RESULTS = "pages/business/results/page.py"


def test_deals_alone_ask_whether_won_deals_are_sales_before_anything_is_imported(app: AppTest) -> None:
    bring(app, ("deals.csv", DEALS.encode()))
    assert "One question: are 3 won deals sales?" in headlines(app)
    assert not [button for button in app.button if button.key == "use_data"]
    app.button(key="take_proposals").click().run()
    assert "2 accounts and 2 order lines worth 1,000" in texts(app)


def test_revenue_of_won_deals_is_called_so_and_a_deal_without_close_date_is_named_with_its_money(app: AppTest) -> None:
    bring(app, ("deals.csv", DEALS.encode()))
    take_over(app.button(key="take_proposals").click().run())
    app.switch_page(RESULTS).run()
    assert "Revenue = won deals by close date." in texts(app)
    assert "1 won deal (50) without a close date is not included." in texts(app)


def test_the_margin_of_won_deals_is_a_dash(app: AppTest) -> None:
    bring(app, ("deals.csv", DEALS.encode()))
    take_over(app.button(key="take_proposals").click().run())
    app.switch_page(RESULTS).run()
    assert [metric.value for metric in app.metric if metric.label == "Margin"] == ["–"]


def test_the_answer_no_imports_deals_without_revenue(app: AppTest) -> None:
    bring(app, ("deals.csv", DEALS.encode()))
    choice = next(one for one in app.segmented_control if str(one.key).startswith("counts_as_0_0"))
    choice.select("left_out").run()
    assert app.button(key="take_proposals").label == "Won deals are not sales, continue"
    app.button(key="take_proposals").click().run()
    assert "2 accounts, no order lines" in texts(app)


def test_orders_that_come_to_deals_ask_and_are_counted_alone_on_request(app: AppTest) -> None:
    bring(app, ("deals.csv", DEALS.encode()))
    take_over(app.button(key="take_proposals").click().run())
    bring(app, ("orders.csv", ORDERS.encode()))
    assert "2 won deals worth 1.00K count as sales so far, and now there are orders as well" in texts(app)
    app.button(key="answer_won_deals_leave").click().run()
    assert "2 accounts and 2 order lines worth 720" in texts(app)


def test_beside_orders_nothing_is_asked_and_won_deals_would_count_twice(app: AppTest) -> None:
    bring(app, ("deals.csv", DEALS.encode()), ("orders.csv", ORDERS.encode()))
    assert "2 accounts and 2 order lines worth 720" in texts(app)
    app.segmented_control(key="step_en").select("sales").run()
    assert "Orders are loaded; would count twice" in texts(app)


def test_the_audit_log_says_what_was_answered(app: AppTest) -> None:
    bring(app, ("deals.csv", DEALS.encode()))
    take_over(app.button(key="take_proposals").click().run())
    entries = open_store().audit.entries()
    assert [one.details["answers"] for one in entries if one.action == "import.commit"] == [{"won_deals": "sale"}]


def test_open_deals_without_an_amount_are_worth_an_unknown_sum_and_not_0(app: AppTest) -> None:
    bring(app, ("deals.csv", (DEALS + "D5,Elm,Proposal,,\n").encode()))
    take_over(app.button(key="take_proposals").click().run())
    app.switch_page("pages/today/page.py").run()
    assert [metric.delta for metric in app.metric if metric.label == "Open deals"] == ["–, weighted –"]
