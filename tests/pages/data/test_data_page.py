"""Import of files: upload, merge with existing data, rejected rows, undo."""

import pytest
from streamlit.testing.v1 import AppTest

from kam_core.scoring.model.model import Model
from pages.shell.cache import store_cache
from pages.shell.cache.store_cache import open_store
from tests.pages.app_session import arrive, columns, context_pills, link_of
from tests.pages.data.data_page import MORE, ORDERS, bring, refused, seen, take_over, texts


def test_an_uploaded_list_is_used_and_found_again_by_its_link(app: AppTest) -> None:
    bring(app, ("orders.csv", ORDERS.encode("gb18030")))
    assert "Ready to import: 5 accounts and 61 order lines worth 18,001" in texts(app)
    take_over(app)
    assert "Import complete: 5 accounts and 61 order lines" in texts(app)
    assert seen(app) == ("orders", 5)
    assert context_pills(app)[1::3] == ["12 months to 2024-12-31", "no currency given"]
    assert seen(arrive(link_of(app))) == ("orders", 5)


def test_files_that_wait_survive_a_reload_and_a_change_of_page(app: AppTest) -> None:
    bring(app, ("orders.csv", ORDERS.encode()))
    again = arrive(link_of(app)).switch_page("pages/data/page.py").run()
    assert "orders.csv" in texts(again)
    assert "61 order lines" in texts(again)


def test_a_file_that_waits_can_be_taken_away(app: AppTest) -> None:
    bring(app, ("orders.csv", ORDERS.encode()))
    app.button(key="remove_0").click().run()
    assert "Ready to import" not in texts(app)


def test_a_second_file_shows_its_difference_and_adds_to_the_first(app: AppTest) -> None:
    take_over(bring(app, ("orders.csv", ORDERS.encode())))
    bring(app, ("december.csv", MORE.encode()))
    app.segmented_control(key="step_en").set_value("difference").run()
    counts = columns(app, "difference_counts")
    (orders,) = [place for place, table in enumerate(counts["table"]) if table == "Orders"]
    assert [counts[name][orders] for name in ("new", "changed", "unchanged", "missing")] == ["1", "1", "0", "60"]
    take_over(app)
    assert "Import complete: 6 accounts and 62 order lines worth 18,609" in texts(app)


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
    assert seen(app) == ("orders", 6)
    app.button(key="undo_import").click().run()
    assert "Import undone" in texts(app)
    assert seen(app) == ("orders", 5)


def test_undoing_the_first_import_leads_back_to_the_demo(app: AppTest) -> None:
    take_over(bring(app, ("orders.csv", ORDERS.encode())))
    app.button(key="undo_import").click().run()
    assert seen(app) == ("Demo data", 412)
    assert store_cache.data_sets() == {}


def test_another_data_set_is_one_choice_away(app: AppTest) -> None:
    take_over(bring(app, ("orders.csv", ORDERS.encode())))
    data_set_id = next(iter(store_cache.data_sets()))
    app.selectbox(key=f"book_{data_set_id}_en").select_index(0).run()
    assert seen(app) == ("Demo data", 412)
    app.selectbox(key="book_None_en").select_index(1).run()
    assert seen(app) == ("orders", 5)


def test_a_new_data_set_has_the_name_that_somebody_gives_it(app: AppTest) -> None:
    bring(app, ("orders.csv", ORDERS.encode()))
    app.text_input(key="target_name").set_value("North 2024").run()
    take_over(app)
    assert seen(app) == ("North 2024", 5)


def test_the_author_of_an_import_is_recorded(app: AppTest) -> None:
    bring(app, ("orders.csv", ORDERS.encode()))
    take_over(app)
    (entry,) = open_store().audit.entries(action="import.commit")
    assert entry.who == "Kim"
    assert open_store().audit.verify() > 0


def test_rejected_rows_are_counted_and_can_be_downloaded(app: AppTest) -> None:
    bring(app, ("orders.csv", (ORDERS + "C9,公司9,someday,5\n").encode()))
    assert "Download the 1 rejected row" in app.get("download_button")[0].label
    app.segmented_control(key="step_en").set_value("issues").run()
    assert "row rejected: 1" in texts(app)
    take_over(app)
    assert "Rejected rows" in app.get("download_button")[0].label


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.csv", b"", "empty.csv"),
        ("nodate.csv", b"customer,amount\nA,5\n", "Date"),
        ("noamount.csv", b"customer,date\nA,2024-01-01\n", "no amount column"),
        ("allbad.csv", b"customer,date,amount\nA,someday,5\nB,never,6\n", "none of the 2 rows"),
    ],
)
def test_a_file_that_cannot_be_used_gets_a_sentence_and_the_former_data_stay(
    app: AppTest, name: str, content: bytes, message: str
) -> None:
    bring(app, (name, content))
    assert len(app.error) == 1
    assert message in refused(app)
    assert refused(app).strip().endswith(".")
    assert seen(app) == ("Demo data", 412)


def test_an_account_list_alone_shows_its_prospects(app: AppTest) -> None:
    accounts = "客户编号,客户名称,负责人,年采购额\nA,甲公司,李,100\nB,乙公司,王,200\n"
    take_over(bring(app, ("accounts.csv", accounts.encode())))
    assert seen(app) == ("accounts", 2)


def test_contacts_alone_can_be_added_to_the_accounts_that_are_there(app: AppTest) -> None:
    take_over(bring(app, ("orders.csv", ORDERS.encode())))
    take_over(bring(app, ("contacts.csv", "客户编号,联系人,职务\nC1,李,CEO\n".encode())))
    tables = columns(app, "tables")
    assert dict(zip(tables["table"], tables["rows"], strict=True))["Contacts"] == "1"


def test_the_company_data_can_be_what_newcomers_see(app: AppTest) -> None:
    assert seen(arrive()) == ("Demo data", 412)
    take_over(bring(app, ("orders.csv", ORDERS.encode())))
    assert seen(arrive()) == ("orders", 5), "whoever comes after the first import sees it"
    app.selectbox(key="first_book_0_en").select_index(0).run()
    assert seen(arrive()) == ("Demo data", 412)
    app.selectbox(key="first_book_1_en").select_index(1).run()
    assert seen(arrive()) == ("orders", 5)
    app.button(key="undo_import").click().run()
    assert seen(arrive()) == ("Demo data", 412)


def test_of_two_simultaneous_imports_the_second_sees_an_error_and_nothing_is_lost(app: AppTest) -> None:
    take_over(bring(app, ("orders.csv", ORDERS.encode())))
    ann, bob = arrive(), arrive()
    data_set_id = next(iter(store_cache.data_sets()))
    for person, file, account in ((ann, "ann.csv", "C7"), (bob, "bob.csv", "C8")):
        bring(person, (file, f"客户编号,订单日期,金额\n{account},2024-12-01,1000\n".encode()))
        person.selectbox(key=f"target_book_{data_set_id}_en").set_value(data_set_id).run()
        assert "After the import: 6 accounts and 62 order lines worth 19,001" in texts(person)
    take_over(ann)
    take_over(bob)
    assert "while you were editing" in refused(bob)
    assert "After the import: 7 accounts and 63 order lines worth 20,001" in texts(bob)
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
    take_over(bring(app, ("accounts.csv", "customer id,customer name\nC1,公司1\nC2,公司2\n".encode())))
    data_set_id = next(iter(store_cache.data_sets()))
    assert open_store().models.versions(data_set_id) == []
    take_over(bring(app, ("orders.csv", ORDERS.encode())))
    app.switch_page("pages/business/results/page.py").run()
    (first,) = open_store().models.versions(data_set_id)
    revenue = next(one for one in Model.from_toml(first.document).criteria if one.name == "revenue").utility
    # C1 to C5 bought for 100 to 500 a month: their revenue of the year lies between 1,201 and 6,000.
    assert 1_000 < revenue.lo < revenue.hi < 6_100


def test_files_of_another_business_become_a_data_set_of_their_own(app: AppTest) -> None:
    """The same ids under other names: not customers that are known."""
    take_over(bring(app, ("orders.csv", ORDERS.encode())))
    other = ORDERS.replace("公司", "Kunde ")
    page = bring(app, ("andere.csv", other.encode()))
    assert "orders knows 0 of the 5 accounts in these files, so they become a data set of their own." in texts(page)
    take_over(page)
    assert seen(page) == ("andere", 5)
    assert {one.name for one in open_store().data_sets.all()} == {"orders", "andere"}


def test_newer_orders_of_the_same_customers_stay_with_them(app: AppTest) -> None:
    take_over(bring(app, ("orders.csv", ORDERS.encode())))
    page = bring(app, ("more.csv", MORE.encode()))
    assert "data set of their own" not in texts(page)
    take_over(page)
    assert seen(page) == ("orders", 6)
