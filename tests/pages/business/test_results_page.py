"""Results screen and header on the demo data."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.app_session import arrive, context_pills, demo_rows, enter, move_in, page_text


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    move_in(monkeypatch, tmp_path)
    return arrive()


def texts(test: AppTest) -> str:
    assert not test.exception
    return "\n".join(str(element.value) for element in [*test.caption, *test.markdown]).replace("\\", "")


def test_the_first_page_answers_in_words_and_numbers(app: AppTest) -> None:
    shown = texts(app)
    assert [element.value.replace("\\", "") for element in app.subheader] == [
        "Revenue is up 11.1% over 12 months, but down 10.4% in the last three months."
    ]
    assert context_pills(app) == [
        "Demo data", "12 months to 2026-09-30", "vs the previous 12 months", "All owners", "CNY",
    ]  # fmt: skip
    assert "412 accounts · CNY · working day 2026-09-30" in shown
    assert [metric.label for metric in app.metric][:2] == ["Revenue", "Last three months"]


def test_both_dates_of_a_comparison_are_named(app: AppTest) -> None:
    shown = texts(app)
    assert "2025-10-01 – 2026-09-30, compared with 2024-10-01 – 2025-09-30" in shown
    assert "Tier changes from 2025-09-30 to 2026-09-30" in shown


def test_another_date_and_window_are_saved_and_shown(app: AppTest) -> None:
    app.selectbox(key="choose_window_en").select("all").run()
    app.selectbox(key="choose_compare_en").select(12).run()
    assert context_pills(app)[1:3] == ["all data to 2026-09-30", "vs the same period last year"]
    as_of = app.selectbox(key="choose_as_of")
    as_of.select_index(3).run()
    assert "order lines are dated later and not included" in texts(app)
    assert "Tier changes from 2025-06-30 to 2026-06-30" in texts(app)


def test_groups_can_be_looked_at_instead_of_accounts(app: AppTest) -> None:
    app.segmented_control(key="choose_unit").set_value("group").run()
    # A group is its head and the accounts that name it as their parent.
    heads = sum(1 for row in demo_rows("accounts") if not row["parent"])
    assert f"{heads} groups · CNY · working day" in texts(app)


def test_a_link_to_unknown_data_shows_an_error_and_opens_the_demo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    move_in(monkeypatch, tmp_path)
    test = arrive("../../etc")
    assert "workspace in this link does not exist" in test.error[0].value
    assert context_pills(test)[0] == "Demo data"


def test_a_window_and_a_comparison_of_one_month_are_no_plurals(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    app = enter(monkeypatch, tmp_path, "results", window=1, compare=1)
    assert not app.exception
    window, comparison = context_pills(app)[1:3]
    assert window == "1 month to 2026-09-30"
    assert comparison.startswith("vs the previous")
    assert "months" not in comparison
    assert "on the month before" in page_text(app)
    assert "1 months" not in page_text(app)
    # A window of one month before is the window directly before: it is offered once, under that name.
    assert app.selectbox(key="choose_compare_en").options[1:] == [
        "the same period last year", "tiers and stages: 3 months earlier", "tiers and stages: 6 months earlier",
    ]  # fmt: skip
