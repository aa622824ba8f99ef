"""The first page, the header and the data page, as a session sees them."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.door import arrive, link_of, move_in

ORDERS = (
    "客户编号,客户名称,订单日期,金额\n"
    + "".join(f"C{n},公司{n},2024-{month:02d}-15,{100 * n}\n" for n in range(1, 6) for month in range(1, 13))
    + "C1,公司1,2024-12-31,1\n"
)


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    move_in(monkeypatch, tmp_path)
    return arrive()


def texts(test: AppTest) -> str:
    assert not test.exception
    return "\n".join(str(element.value) for element in [*test.caption, *test.markdown]).replace("\\", "")


def data_page(test: AppTest, name: str, content: bytes) -> AppTest:
    test.switch_page("pages/data.py").run()
    return test.file_uploader(key="files").set_value([(name, content, "text/csv")]).run()


def test_the_first_page_answers_in_words_and_numbers(app: AppTest) -> None:
    shown = texts(app)
    assert "in the 12 months to 2026-09-30" in shown
    assert "Demo data · 412 accounts · CNY" in shown
    assert [metric.label for metric in app.metric][:2] == ["Revenue", "Margin"]


def test_both_dates_of_a_comparison_are_named(app: AppTest) -> None:
    shown = texts(app)
    assert "2025-10-01 – 2026-09-30, against 2024-10-01 – 2025-09-30" in shown
    assert "Tier moves from 2026-06-30 to 2026-09-30" in shown


def test_another_date_and_window_are_kept_and_shown(app: AppTest) -> None:
    app.selectbox(key="choose_window_en").select("all").run()
    app.selectbox(key="choose_compare_en").select(12).run()
    assert "(all months)" in texts(app)
    as_of = app.selectbox(key="choose_as_of")
    as_of.select_index(3).run()
    assert "order lines are later than this and not in this view" in texts(app)
    assert "Tier moves from 2025-06-30 to 2026-06-30" in texts(app)


def test_groups_can_be_looked_at_instead_of_accounts(app: AppTest) -> None:
    app.segmented_control(key="choose_unit").set_value("group").run()
    assert "groups · CNY" in texts(app)


def test_a_link_that_names_nothing_of_ours_is_told_and_opens_the_demo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    move_in(monkeypatch, tmp_path)
    test = arrive("../../etc")
    assert "names no workspace of ours" in test.error[0].value
    assert "Demo data" in texts(test)


def test_an_uploaded_list_is_used_and_found_again_by_its_link(app: AppTest) -> None:
    data_page(app, "orders.csv", ORDERS.encode("gb18030"))
    assert "5 accounts and 61 order lines worth" in app.success[0].value.replace("\\", "")
    app.button(key="use_data").click().run()
    assert "orders.csv · 5 accounts · currency not given · as of 2024-12-31" in texts(app)
    assert "orders.csv · 5 accounts" in texts(arrive(link_of(app)))


def test_the_way_back_to_the_demo_is_one_click(app: AppTest) -> None:
    data_page(app, "orders.csv", ORDERS.encode())
    app.button(key="use_data").click().run()
    app.switch_page("pages/data.py").run()
    app.button(key="use_demo").click().run()
    assert "Demo data · 412 accounts" in texts(app)


def test_rejected_rows_are_counted_and_can_be_taken_along(app: AppTest) -> None:
    data_page(app, "orders.csv", (ORDERS + "C9,公司9,someday,5\n").encode())
    assert "Download the 1 rejected rows" in app.get("download_button")[0].label
    assert "row left behind: 1" in texts(app)


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
    data_page(app, name, content)
    assert said in app.error[0].value.replace("\\", "")
    assert "Demo data · 412 accounts" in texts(app)


def test_an_account_list_alone_shows_its_prospects(app: AppTest) -> None:
    accounts = "客户编号,客户名称,负责人,年采购额\nA,甲公司,李,100\nB,乙公司,王,200\n"
    data_page(app, "accounts.csv", accounts.encode())
    app.button(key="use_data").click().run()
    assert "accounts.csv · 2 accounts" in texts(app)


def test_a_question_says_where_to_answer_it_and_the_answer_lets_the_file_through(app: AppTest) -> None:
    data_page(app, "odd.csv", b"customer,date,amount\nA,3/4/2024,1\nB,5/6/2024,2\n")
    assert "How to read it" in app.info[0].value
    app.selectbox(key="date_order_en").select("mdy").run()
    assert "2 accounts and 2 order lines" in app.success[0].value.replace("\\", "")


def test_a_file_without_headers_can_be_told_so(app: AppTest) -> None:
    data_page(app, "bare.csv", b"A,2024-03-04,1\nB,2024-05-06,2\n")
    assert "How to read it" in app.info[0].value
    app.selectbox(key="header_en").select("none").run()
    assert not app.exception
    assert not app.info
