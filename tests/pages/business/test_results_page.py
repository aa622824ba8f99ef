"""Results screen and header on the demo data."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.app_session import arrive, context_pills, demo_rows, enter, move_in, open_screen, page_text


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    move_in(monkeypatch, tmp_path)
    return arrive()


def texts(test: AppTest) -> str:
    assert not test.exception
    return "\n".join(str(element.value) for element in [*test.caption, *test.markdown]).replace("\\", "")


def test_the_first_page_answers_in_words_and_numbers(app: AppTest) -> None:
    shown = texts(app)
    # The year against the year before, and July to September against April to June, as the orders of the demo say.
    assert app.subheader[0].value.replace("\\", "") == (
        "Revenue is up 11.1% over 12 months, but down 10.4% in the last three months."
    )
    assert "July to September (¥42.7M) lies below April to June (¥47.6M)." in shown
    assert context_pills(app) == [
        "Demo data", "12 months to 2026-09-30", "vs the previous 12 months", "All owners", "CNY",
    ]  # fmt: skip
    assert "412 accounts · CNY · working day 2026-09-30" in shown
    assert [metric.label for metric in app.metric] == [
        "Revenue", "Last three months", "Target reached", "Margin", "Revenue kept", "Key accounts cooling",
    ]  # fmt: skip


def test_the_population_is_bold_and_ends_before_its_sign(app: AppTest) -> None:
    line = next(element.value for element in app.markdown if "active customers" in element.value)
    assert line.startswith("**¥183M from 354 active customers**\\. 99")


def test_every_card_says_what_its_figure_is_compared_with(app: AppTest) -> None:
    below = {metric.label: metric.delta.replace("\\", "") for metric in app.metric}
    assert below["Revenue"] == "**▲ 11.1%** from ¥165M"
    assert below["Last three months"] == "**▼ 10.4%** on Apr–Jun"
    # 183.36 sold of a target of 184.74 million.
    assert below["Target reached"] == "**−¥1.39M** of ¥185M"
    # Of the accounts of the earlier window, computed from the orders of the demo by hand.
    value = next(metric.value for metric in app.metric if metric.label == "Revenue kept")
    assert (value, below["Revenue kept"]) == ("88.8%", "**103.1%** with growth")
    assert all(below.values())


def test_the_tiers_add_up_to_the_key_accounts_and_the_gates_say_who_is_missing(app: AppTest) -> None:
    shown = texts(app)
    found = re.search(
        r"S (\d+) \+ A (\d+) = (\d+): (\d+)% of customers, (\d+)% of revenue\. "
        r"(\d+) accounts in S or A failed a check, which leaves (\d+) key accounts",
        shown,
    )
    assert found is not None
    s, a, both, customers, _, failed, key = map(int, found.groups())
    assert s + a == both == key + failed
    assert customers == round(100 * both / 354)
    assert f"{s} S and {a} A. By score it would be" in shown


def test_both_dates_of_a_comparison_are_named(app: AppTest) -> None:
    shown = texts(app)
    assert "2025-10-01 – 2026-09-30, compared with 2024-10-01 – 2025-09-30" in shown
    app.query_params["tab"] = "tiers"
    assert "Tier changes from 2025-09-30 to 2026-09-30" in texts(open_screen(app, "results"))


def test_another_date_and_window_are_saved_and_shown(app: AppTest) -> None:
    app.selectbox(key="choose_window_en").select("all").run()
    app.selectbox(key="choose_compare_en").select(12).run()
    assert context_pills(app)[1:3] == ["all data to 2026-09-30", "vs the same period last year"]
    as_of = app.selectbox(key="choose_as_of")
    as_of.select_index(3).run()
    assert "order lines are dated later and not included" in texts(app)
    app.query_params["tab"] = "tiers"
    assert "Tier changes from 2025-06-30 to 2026-06-30" in texts(open_screen(app, "results"))


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
    assert "on the month before, but down 10.4% in the last three months." in page_text(app)
    assert "1 months" not in page_text(app)
    # A window of one month before is the window directly before: it is offered once, under that name.
    assert app.selectbox(key="choose_compare_en").options[1:] == [
        "the same period last year", "tiers and stages: 3 months earlier", "tiers and stages: 6 months earlier",
    ]  # fmt: skip


def test_the_whole_data_have_no_period_before_and_the_page_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = enter(monkeypatch, tmp_path, "results", window="all")
    assert not app.exception
    assert app.subheader[0].value.replace("\\", "") == "Revenue is down 10.4% in the last three months."
    assert "All data have no earlier period to compare with" in page_text(app)


def test_one_owner_is_compared_with_the_own_target(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    app = enter(monkeypatch, tmp_path, "results", owner="Anna Keller")
    assert not app.exception
    own = [row for row in demo_rows("targets") if row["owner"] == "Anna Keller" and row["month"] >= "2025-10"]
    target = sum(float(row["amount"]) for row in own) / 1e6
    below = next(metric.delta for metric in app.metric if metric.label == "Target reached")
    assert f"of ¥{target:.1f}M" in below.replace("\\", "")
    # Gates are about all accounts, so they are not told of one owner's.
    assert "By score it would be" not in page_text(app)
