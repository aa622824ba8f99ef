"""Files come in, are understood, corrected, compared, taken over – and taken back."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kam_core.intake.matching.mapping import ColumnMapping, header_set_key
from kam_core.sandbox import Outcome
from kam_core.scoring.model.model import Model
from kam_core.vocabulary.message import UserError
from kam_core.vocabulary.tables import TABLES
from pages.data import reading
from pages.data.columns import said_anew
from pages.shell.cache import store_cache
from pages.shell.cache.store_cache import open_store
from tests.pages.app_session import arrive, link_of, move_in, signed

ORDERS = (
    "客户编号,客户名称,订单日期,金额\n"
    + "".join(f"C{n},公司{n},2024-{month:02d}-15,{100 * n}\n" for n in range(1, 6) for month in range(1, 13))
    + "C1,公司1,2024-12-31,1\n"
)
MORE = "客户编号,客户名称,订单日期,金额\nC1,公司1,2024-12-31,9\nC6,公司6,2024-12-30,600\n"


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    # A browser looks again by itself while files are read; here the page waits for them, on a busy machine for longer.
    monkeypatch.setattr(reading, "AT_ONCE_SECONDS", 50.0)
    move_in(monkeypatch, tmp_path)
    return arrive()


def texts(test: AppTest) -> str:
    assert not test.exception
    shown = [*test.caption, *test.markdown, *test.success, *test.info, *test.warning]
    return "\n".join(str(element.value) for element in shown).replace("\\", "")


def refused(test: AppTest) -> str:
    return "\n".join(error.value for error in test.error).replace("\\", "")


def bring(test: AppTest, *files: tuple[str, bytes]) -> AppTest:
    test.switch_page("pages/data/page.py").run()
    return test.file_uploader[0].set_value([(name, content, "text/csv") for name, content in files]).run()


def take_over(test: AppTest) -> AppTest:
    return signed(test, "who_imports", "Kim").button(key="use_data").click().run()


def test_an_uploaded_list_is_used_and_found_again_by_its_link(app: AppTest) -> None:
    bring(app, ("orders.csv", ORDERS.encode("gb18030")))
    assert "5 accounts and 61 order lines worth 18,001 can be used" in texts(app)
    take_over(app)
    assert "Done: 5 accounts and 61 order lines" in texts(app)
    assert "orders · 5 accounts · currency not given · as of 2024-12-31" in texts(app)
    assert "orders · 5 accounts" in texts(arrive(link_of(app)))


def test_files_that_wait_survive_a_reload_and_a_change_of_page(app: AppTest) -> None:
    bring(app, ("orders.csv", ORDERS.encode()))
    again = arrive(link_of(app)).switch_page("pages/data/page.py").run()
    assert "orders.csv" in texts(again)
    assert "61 order lines" in texts(again)


def test_a_file_that_waits_can_be_taken_away(app: AppTest) -> None:
    bring(app, ("orders.csv", ORDERS.encode()))
    app.button(key="remove_0").click().run()
    assert "can be used" not in texts(app)


def test_a_second_file_shows_its_difference_and_adds_to_the_first(app: AppTest) -> None:
    take_over(bring(app, ("orders.csv", ORDERS.encode())))
    bring(app, ("december.csv", MORE.encode()))
    app.segmented_control(key="step_en").set_value("difference").run()
    counts = next(table.value for table in app.dataframe if "New" in table.value.columns)
    orders = counts[counts["Table"] == "Orders"].iloc[0]
    assert (orders["New"], orders["Changed"], orders["Unchanged"], orders["Not in the files"]) == (1, 1, 0, 60)
    take_over(app)
    assert "Done: 6 accounts and 62 order lines worth 18,609" in texts(app)


def test_a_protected_table_keeps_what_is_there(app: AppTest) -> None:
    take_over(bring(app, ("orders.csv", ORDERS.encode())))
    bring(app, ("december.csv", MORE.encode()))
    app.segmented_control(key="step_en").set_value("difference").run()
    app.selectbox(key="rule_transactions_en").select("never").run()
    take_over(app.run())
    assert "6 accounts and 62 order lines worth 18,601" in texts(app)


def test_an_import_is_undone_by_one_click(app: AppTest) -> None:
    take_over(bring(app, ("orders.csv", ORDERS.encode())))
    take_over(bring(app, ("december.csv", MORE.encode())))
    assert "orders · 6 accounts" in texts(app)
    app.button(key="undo_import").click().run()
    assert "The import was undone" in texts(app)
    assert "orders · 5 accounts" in texts(app)


def test_undoing_the_first_import_leads_back_to_the_demo(app: AppTest) -> None:
    take_over(bring(app, ("orders.csv", ORDERS.encode())))
    app.button(key="undo_import").click().run()
    assert "Demo data · 412 accounts" in texts(app)
    assert store_cache.data_sets() == {}


def test_another_data_set_is_one_choice_away(app: AppTest) -> None:
    take_over(bring(app, ("orders.csv", ORDERS.encode())))
    data_set_id = next(iter(store_cache.data_sets()))
    app.selectbox(key=f"book_{data_set_id}_en").select_index(0).run()
    assert "Demo data · 412 accounts" in texts(app)
    app.selectbox(key="book_None_en").select_index(1).run()
    assert "orders · 5 accounts" in texts(app)


def test_a_new_data_set_has_the_name_that_somebody_gives_it(app: AppTest) -> None:
    bring(app, ("orders.csv", ORDERS.encode()))
    app.text_input(key="target_name").set_value("North 2024").run()
    take_over(app)
    assert "North 2024 · 5 accounts" in texts(app)


def test_who_took_it_over_stands_in_the_books(app: AppTest) -> None:
    bring(app, ("orders.csv", ORDERS.encode()))
    take_over(app)
    (entry,) = open_store().audit.entries(action="import.commit")
    assert entry.who == "Kim"
    assert open_store().audit.verify() > 0


def test_rejected_rows_are_counted_and_can_be_taken_along(app: AppTest) -> None:
    bring(app, ("orders.csv", (ORDERS + "C9,公司9,someday,5\n").encode()))
    assert "Download the 1 rejected row" in app.get("download_button")[0].label
    app.segmented_control(key="step_en").set_value("issues").run()
    assert "row rejected: 1" in texts(app)
    take_over(app)
    assert "Rejected rows" in app.get("download_button")[0].label


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.csv", b"", "empty.csv"),
        ("nodate.csv", b"customer,amount\nA,5\n", "Date"),
        ("noamount.csv", b"customer,date\nA,2024-01-01\n", "no amount column"),
        ("allbad.csv", b"customer,date,amount\nA,someday,5\nB,never,6\n", "none of the 2 rows"),
    ],
)
def test_a_file_that_cannot_be_used_gets_a_sentence_and_the_former_data_stay(
    app: AppTest, name: str, content: bytes, said: str
) -> None:
    bring(app, (name, content))
    assert said in refused(app)
    assert "Demo data · 412 accounts" in texts(app)


def test_an_account_list_alone_shows_its_prospects(app: AppTest) -> None:
    accounts = "客户编号,客户名称,负责人,年采购额\nA,甲公司,李,100\nB,乙公司,王,200\n"
    take_over(bring(app, ("accounts.csv", accounts.encode())))
    assert "accounts · 2 accounts" in texts(app)


def test_contacts_alone_can_be_added_to_the_accounts_that_are_there(app: AppTest) -> None:
    take_over(bring(app, ("orders.csv", ORDERS.encode())))
    take_over(bring(app, ("contacts.csv", "客户编号,联系人,职务\nC1,李,CEO\n".encode())))
    tables = next(table.value for table in app.dataframe if "Switches on" in table.value.columns)
    assert tables.set_index("Table").loc["Contacts", "Rows"] == 1


def test_a_question_is_answered_by_one_click_and_the_answer_lets_the_file_through(app: AppTest) -> None:
    bring(app, ("odd.csv", b"customer,date,amount\nA,3/4/2024,1\nB,5/6/2024,2\n"))
    assert "How to read it" in texts(app)
    app.button(key="answer_date_order_mdy").click().run()
    assert "2 accounts and 2 order lines" in texts(app)


UNCLEAR = (
    "customer,date,amount,status\nA,2024-01-05,100,Delivered\n"
    "A,2024-02-05,40,Awaiting payment\nB,2024-02-06,7,Cancelled\n"
)


def test_what_may_be_a_sale_is_asked_where_the_proposals_can_be_taken_and_it_is_remembered(app: AppTest) -> None:
    bring(app, ("shop.csv", UNCLEAR.encode()))
    assert '"Awaiting payment": 1 line worth 40 (proposal: a sale)' in texts(app)
    app.button(key="take_proposals").click().run()
    assert "1 account and 2 order lines worth 140" in texts(app)
    assert "Download what is no sale" in [button.label for button in app.get("download_button")]
    take_over(app)
    bring(app, ("again.csv", UNCLEAR.replace("2024-02-05,40", "2024-02-05,60").encode()))
    assert "1 account and 2 order lines worth 160" in texts(app)


def test_each_value_may_be_said_to_be_a_sale_a_credit_or_left_out(app: AppTest) -> None:
    bring(app, ("shop.csv", UNCLEAR.encode()))
    headers = ["customer", "date", "amount", "status"]
    answers = app.session_state["given"]
    answers.say_kinds(header_set_key(headers), "status", {"Awaiting payment": "credit"})
    answers.say_kinds(header_set_key(headers), "status", {"Cancelled": "sale"})
    app.run()
    assert "2 accounts and 3 order lines worth 67" in texts(app)
    app.segmented_control(key="step_en").select("sales").run()
    table = next(one.value for one in app.dataframe if "Counts as" in one.value.columns)
    told = dict(zip(table["Value in the file"], table["Counts as"], strict=True))
    assert told == {"Delivered": "sale", "Awaiting payment": "credit (counts negative)", "Cancelled": "sale"}
    assert set(table["Proposal"]) == {"sale", "left out"}


def test_a_missing_column_is_chosen_where_the_question_stands(app: AppTest) -> None:
    bring(
        app,
        ("deals.csv", b"Order No,Purchasing party,Order Date,Net Amount\n1,Olm,2024-01-05,100\n2,Elm,2024-02-05,300\n"),
    )
    choice = next(box for box in app.selectbox if box.key.startswith("missing_account"))
    assert choice.options[0] == "Purchasing party"
    choice.select("Purchasing party").run()
    assert "2 accounts and 2 order lines worth 400" in texts(app)


def test_a_file_without_headers_can_be_told_so(app: AppTest) -> None:
    bring(app, ("bare.csv", b"A,2024-03-04,1\nB,2024-05-06,2\n"))
    app.button(key="answer_header_none").click().run()
    assert "column 1" in refused(app)


def test_the_wizard_speaks_chinese(app: AppTest) -> None:
    app.button(key="language_switch").click().run()
    bring(app, ("orders.csv", ORDERS.encode()))
    assert "5 家客户、61 条订单明细" in texts(app)


def test_a_template_for_each_table_can_be_taken_along(app: AppTest) -> None:
    app.switch_page("pages/data/page.py").run()
    app.selectbox(key="template_table_en").select("contacts").run()
    assert "Download the template" in [button.label for button in app.get("download_button")]


def test_what_was_said_of_columns_holds_for_the_next_file_with_these_headers(app: AppTest) -> None:
    text = b"customer,date,sales,paid\nA,2024-03-04,119,100\n"
    bring(app, ("march.csv", text))
    assert "worth 119" in texts(app)
    headers = ["customer", "date", "sales", "paid"]
    fields = {"account": "customer", "date": "date", "amount": "paid"}
    app.session_state["given"].mapped[header_set_key(headers)] = ColumnMapping(fields, "transactions")
    app.session_state["given"].stamp += 1
    app.run()
    assert "worth 100" in texts(app)
    take_over(app)
    bring(app, ("april.csv", text.replace(b"2024-03", b"2024-04")))
    assert "worth 200" in texts(app)


def test_the_company_data_can_be_what_newcomers_see(app: AppTest) -> None:
    take_over(bring(app, ("orders.csv", ORDERS.encode())))
    assert "Demo data" in texts(arrive())
    app.selectbox(key="first_book_0_en").select_index(1).run()
    assert "orders · 5 accounts" in texts(arrive())
    app.button(key="undo_import").click().run()
    assert "Demo data" in texts(arrive())


def test_of_two_who_import_at_once_the_second_is_told_and_nothing_is_lost(app: AppTest) -> None:
    take_over(bring(app, ("orders.csv", ORDERS.encode())))
    ann, bob = arrive(), arrive()
    data_set_id = next(iter(store_cache.data_sets()))
    for person, file, account in ((ann, "ann.csv", "C7"), (bob, "bob.csv", "C8")):
        bring(person, (file, f"客户编号,订单日期,金额\n{account},2024-12-01,1000\n".encode()))
        person.selectbox(key="target_book_None_en").select_index(1).run()
        assert "there will be 6 accounts and 62 order lines worth 19,001" in texts(person)
    take_over(ann)
    take_over(bob)
    assert "while you worked on it" in refused(bob)
    assert "there will be 7 accounts and 63 order lines worth 20,001" in texts(bob)
    take_over(bob)
    head = open_store().data_sets.find(data_set_id)
    assert head is not None
    assert open_store().snapshots.load(head.head or "").lines["amount"].sum() == 20_001 * 10_000


def test_a_rule_holds_for_what_is_shown_at_once_and_for_what_is_taken_over(app: AppTest) -> None:
    take_over(bring(app, ("orders.csv", ORDERS.encode())))
    bring(app, ("december.csv", MORE.encode()))
    app.segmented_control(key="step_en").set_value("difference").run()
    app.selectbox(key="missing_transactions_en").select("remove").run()
    assert "2 order lines worth 609" in texts(app)
    app.segmented_control(key="step_en").set_value("understood").run()
    app.segmented_control(key="step_en").set_value("difference").run()
    app.selectbox(key="missing_transactions_en").select("keep").run()
    assert "62 order lines worth 18,609" in texts(app)
    take_over(app)
    assert "62 order lines worth 18,609" in texts(app)


def test_a_list_of_accounts_alone_publishes_no_model_that_orders_would_be_measured_with(app: AppTest) -> None:
    take_over(bring(app, ("accounts.csv", b"customer id,customer name\nC1,Ann\nC2,Bob\n")))
    data_set_id = next(iter(store_cache.data_sets()))
    assert open_store().models.versions(data_set_id) == []
    take_over(bring(app, ("orders.csv", ORDERS.encode())))
    app.switch_page("pages/overview/page.py").run()
    (first,) = open_store().models.versions(data_set_id)
    revenue = next(one for one in Model.from_toml(first.document).criteria if one.name == "revenue").utility
    # C1 to C5 bought for 100 to 500 a month: their revenue of the year lies between 1,201 and 6,000.
    assert 1_000 < revenue.lo < revenue.hi < 6_100


def test_a_file_with_unknown_headers_is_said_column_by_column(app: AppTest) -> None:
    bring(app, ("odd.csv", b"k1,k2,k3\n2024-03-04,Ann,5\n2024-03-05,Bob,7\n"))
    app.segmented_control(key="step_en").set_value("columns").run()
    assert "Still missing: Account, Date, and Amount" in texts(app)
    answers = app.session_state["given"]
    key, headers, fed = header_set_key(["k1", "k2", "k3"]), ["k1", "k2", "k3"], {}
    for place, field in ((1, "account"), (0, "date"), (2, "amount")):
        answers.mapped[key] = said_anew(fed, headers, TABLES["transactions"], {place: field})
        fed = answers.mapped[key].fields
        answers.stamp += 1
        app.run()
    assert "2 accounts and 2 order lines worth 12" in texts(app)


def test_answers_and_corrections_survive_a_reload(app: AppTest) -> None:
    bring(app, ("odd.csv", b"customer,date,amount\nA,3/4/2024,1\nB,5/6/2024,2O\n"))
    app.button(key="answer_date_order_mdy").click().run()
    app.session_state["given"].fixes["odd.csv", None, 3, "amount"] = "20"
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
