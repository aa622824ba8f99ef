"""Tabs of Loyalty about the lifecycle: cohorts, win back, and rules that apply to every screen once saved."""

import datetime
from pathlib import Path

import pytest

from tests.datasets import dataset, monthly
from tests.pages.app_session import columns, drawn, enter, listed, open_screen, page_text, signed


def test_saved_rules_apply_to_every_screen_and_their_effect_is_seen_before(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Every ten days up to 10 November: on 31 December that is 51 days, less than 60 and more than 30."""
    first = datetime.date(2024, 1, 15)
    days = [first + datetime.timedelta(days=10 * place) for place in range(31)]
    lines = [{"account": "weekly", "date": day.isoformat(), "amount": 10} for day in days]
    data = dataset([*lines, *monthly("steady", "2022-01-10", 36, 10)])
    assert days[-1] == datetime.date(2024, 11, 10)
    page = enter(monkeypatch, tmp_path, "loyalty", {"tab": "lifecycle"}, data=data, as_of="2024-12-31", language="en")
    assert "No account is cooling" in page_text(page)
    page.session_state["lifecycle_rules"] = True
    page.run()
    (rhythm,) = [one for one in page.radio if one.label == "Rhythm of purchases"]
    rhythm.set_value("fast").run()
    counts = columns(page, "lifecycle_rule_counts")
    shown = dict(
        zip(counts["stage"], zip(counts["before"], counts["after"], counts["change"], strict=True), strict=True)
    )
    assert shown["Cooling"] == ("0", "1", "+1")
    assert "No account is cooling" in page_text(page)
    signed(page, "lifecycle_rules_who", "Lena")
    page.button(key="lifecycle_rules_save").click().run()
    assert "1 account is cooling" in page_text(page)
    open_screen(page, "today")
    assert "Start with weekly" in page_text(page)


def test_cohorts_and_the_win_back_list_are_drawn_and_say_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    data = dataset([*monthly("gone", "2022-01-10", 12, 50), *monthly("steady", "2022-05-10", 32, 10)])
    page = enter(monkeypatch, tmp_path, "loyalty", {"tab": "cohorts"}, data=data, as_of="2024-11-30", language="en")
    assert not page.exception
    (grid,) = [trace for trace in drawn(page) if trace["type"] == "heatmap"]
    # A year after their quarter "steady" still buys, "gone" does not; it was there when the data begin.
    assert grid["text"][0][4] == "100"
    assert grid["text"][1][:5] == ["100", "100", "100", "100", "0"]
    assert grid["text"][2][-2:] == ["", ""]
    assert "Hatched: the quarter is not over on 2024-11-30" in page_text(page)
    page = enter(monkeypatch, tmp_path, "loyalty", {"tab": "win_back"}, data=data, as_of="2024-11-30", language="en")
    assert listed(page, "lifecycle_win_back")["name"] == ["gone"]
    assert "Load order lines with a product family" in page_text(page)


def test_a_manual_stage_with_a_reason_counts_on_every_screen_and_can_be_taken_back(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    data = dataset([*monthly("silent", "2022-01-10", 29, 10), *monthly("steady", "2022-01-10", 36, 10)])
    page = enter(
        monkeypatch, tmp_path, "account", {"id": "silent", "tab": "score"}, data=data, as_of="2024-12-31", language="en"
    )
    assert "Cooling since 2024-07-31 (153 days)." in page_text(page)
    assert "the next purchase was due on 2024-06-09" in page_text(page)
    page.button(key="stage_overrides_add").click().run()
    signed(page, "entry_stage_overrides_who_1", "Lena")
    page.selectbox(key="entry_stage_overrides_stage_1_en").set_value("mature")
    page.text_area(key="entry_stage_overrides_reason_1").set_value("orders again in spring")
    page.button(key="entry_stage_overrides_save_1").click().run()
    assert not page.exception
    assert "A manual stage; by the rules it would be Cooling." in page_text(page)
    page.query_params["tab"] = "lifecycle"
    open_screen(page, "loyalty")
    assert "No account is cooling" in page_text(page)
    manual = listed(page, "lifecycle_manual")
    assert (manual["name"], manual["stage"], manual["stage_by_rule"]) == (["silent"], ["Mature"], ["Cooling"])
    page.query_params["id"], page.query_params["tab"] = "silent", "score"
    open_screen(page, "account")
    page.session_state["account_score_history"] = True
    page.run()
    assert not page.exception
    assert "Score and tier under the model of today" in page_text(page)
    page.button(key="entry_undo_stage_overrides").click().run()
    assert "Cooling since 2024-07-31 (153 days)." in page_text(page)
