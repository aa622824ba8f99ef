"""Import wizard: questions, column matching, line kinds, corrections, and answers that outlive a reload."""

from streamlit.testing.v1 import AppTest

from kam_core.intake.matching.mapping import ColumnMapping, header_set_key
from kam_core.sandbox import Outcome
from kam_core.vocabulary.message import UserError
from kam_core.vocabulary.tables import TABLES
from pages.data.column_matching import changed_mapping
from tests.pages.app_session import arrive, link_of
from tests.pages.data.data_page import ORDERS, bring, headlines, refused, take_over, texts


def test_a_question_is_answered_by_one_click_and_the_answer_lets_the_file_through(app: AppTest) -> None:
    bring(app, ("odd.csv", b"customer,date,amount\nA,3/4/2024,1\nB,5/6/2024,2\n"))
    assert "import settings" in texts(app)
    app.button(key="answer_date_order_mdy").click().run()
    assert "2 accounts and 2 order lines" in texts(app)


UNCLEAR = (
    "customer,date,amount,status\nA,2024-01-05,100,Delivered\n"
    "A,2024-02-05,40,Awaiting payment\nB,2024-02-06,7,Cancelled\n"
)


def test_what_may_be_a_sale_is_asked_where_the_proposals_can_be_taken_and_it_is_remembered(app: AppTest) -> None:
    bring(app, ("shop.csv", UNCLEAR.encode()))
    assert 'One question: is 1 "Awaiting payment" line a sale?' in headlines(app)
    assert "They are worth 40" in texts(app)
    assert app.button(key="take_proposals").label == '"Awaiting payment" is a sale, continue'
    app.button(key="take_proposals").click().run()
    assert "1 account and 2 order lines worth 140" in texts(app)
    assert "Download excluded lines" in [button.label for button in app.get("download_button")]
    take_over(app)
    bring(app, ("again.csv", UNCLEAR.replace("2024-02-05,40", "2024-02-05,60").encode()))
    assert "1 account and 2 order lines worth 160" in texts(app)


def test_each_value_can_be_set_to_a_sale_a_credit_or_left_out(app: AppTest) -> None:
    bring(app, ("shop.csv", UNCLEAR.encode()))
    headers = ["customer", "date", "amount", "status"]
    answers = app.session_state["import_answers"]
    answers.set_line_kinds(header_set_key(headers), "status", {"Awaiting payment": "credit"})
    answers.set_line_kinds(header_set_key(headers), "status", {"Cancelled": "sale"})
    app.run()
    assert "2 accounts and 3 order lines worth 67" in texts(app)
    app.segmented_control(key="step_en").select("sales").run()
    counted = [choice.value for choice in app.segmented_control if str(choice.key).startswith("counts_as_")]
    assert sorted(counted) == ["credit", "sale", "sale"]


def test_the_button_repeats_another_answer_and_the_lines_follow_it(app: AppTest) -> None:
    bring(app, ("shop.csv", UNCLEAR.encode()))
    # Open values come first.
    choice = next(one for one in app.segmented_control if str(one.key).startswith("counts_as_0_0"))
    choice.select("left_out").run()
    assert app.button(key="take_proposals").label == '"Awaiting payment" is left out, continue'
    app.button(key="take_proposals").click().run()
    assert "1 account and 1 order line worth 100" in texts(app)


def test_a_missing_column_is_chosen_beside_its_question(app: AppTest) -> None:
    bring(
        app,
        ("deals.csv", b"Order No,Purchasing party,Order Date,Net Amount\n1,Olm,2024-01-05,100\n2,Elm,2024-02-05,300\n"),
    )
    choice = next(box for box in app.selectbox if box.key.startswith("missing_account"))
    assert choice.options[0] == "Purchasing party"
    choice.select("Purchasing party").run()
    assert "2 accounts and 2 order lines worth 400" in texts(app)


def test_a_file_can_be_set_to_have_no_headers(app: AppTest) -> None:
    bring(app, ("bare.csv", b"A,2024-03-04,1\nB,2024-05-06,2\n"))
    app.button(key="answer_header_none").click().run()
    assert "column 1" in refused(app)


def test_the_wizard_speaks_chinese(app: AppTest) -> None:
    app.button(key="language_switch").click().run()
    bring(app, ("orders.csv", ORDERS.encode()))
    assert "5 家客户、61 条订单明细" in texts(app)


def test_a_template_for_each_table_can_be_downloaded(app: AppTest) -> None:
    app.switch_page("pages/data/page.py").run()
    app.selectbox(key="template_table_en").select("contacts").run()
    assert "Download template" in [button.label for button in app.get("download_button")]


def test_a_column_mapping_is_used_for_the_next_file_with_these_headers(app: AppTest) -> None:
    text = b"customer,date,sales,paid\nA,2024-03-04,119,100\n"
    bring(app, ("march.csv", text))
    assert "worth 119" in texts(app)
    headers = ["customer", "date", "sales", "paid"]
    fields = {"account": "customer", "date": "date", "amount": "paid"}
    app.session_state["import_answers"].mapped[header_set_key(headers)] = ColumnMapping(fields, "transactions")
    app.session_state["import_answers"].revision += 1
    app.run()
    assert "worth 100" in texts(app)
    take_over(app)
    bring(app, ("april.csv", text.replace(b"2024-03", b"2024-04")))
    assert "worth 200" in texts(app)


def test_the_columns_of_a_file_with_unknown_headers_are_set_one_by_one(app: AppTest) -> None:
    bring(app, ("odd.csv", b"k1,k2,k3\n2024-03-04,Ann,5\n2024-03-05,Bob,7\n"))
    app.segmented_control(key="step_en").set_value("columns").run()
    assert "Still missing: Account, Date, and Amount" in texts(app)
    answers = app.session_state["import_answers"]
    key, headers, fed = header_set_key(["k1", "k2", "k3"]), ["k1", "k2", "k3"], {}
    for place, field in ((1, "account"), (0, "date"), (2, "amount")):
        answers.mapped[key] = changed_mapping(fed, headers, TABLES["transactions"], {place: field})
        fed = answers.mapped[key].fields
        answers.revision += 1
        app.run()
    assert "2 accounts and 2 order lines worth 12" in texts(app)


def test_answers_and_corrections_survive_a_reload(app: AppTest) -> None:
    bring(app, ("odd.csv", b"customer,date,amount\nA,3/4/2024,1\nB,5/6/2024,2O\n"))
    app.button(key="answer_date_order_mdy").click().run()
    app.session_state["import_answers"].fixes["odd.csv", None, 3, "amount"] = "20"
    app.run()
    again = arrive(link_of(app)).switch_page("pages/data/page.py").run()
    assert "2 accounts and 2 order lines worth 21" in texts(again)


def test_a_reading_that_was_cancelled_can_begin_again(app: AppTest) -> None:
    bring(app, ("orders.csv", ORDERS.encode()))
    running = app.session_state["reading"]
    running.job._outcome = Outcome(UserError("cancelled"))
    app.run()
    assert "cancelled" in refused(app)
    app.button(key="read_again").click().run()
    assert "61 order lines" in texts(app)
