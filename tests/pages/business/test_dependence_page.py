"""The concentration page on the demo data."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.app_session import account_lists, columns, demo_rows, drawn, enter, page_text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_runs_in_both_languages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, language: str) -> None:
    page = enter(monkeypatch, tmp_path, "dependence", language=language)
    assert not page.exception
    assert len(drawn(page)) >= 1


def lose(page: AppTest, count: int) -> AppTest:
    return page.slider[0].set_value(count).run()


def test_losing_the_top_five_changes_the_sentence_and_draws_the_curve_before(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = enter(monkeypatch, tmp_path, "dependence")
    before, curves = page_text(page), len(drawn(page))
    assert "Without the top" not in before
    lose(page, 5)
    assert not page.exception
    assert "Without the top 5," in page_text(page)
    assert len(drawn(page)) == curves  # the mark at 80 % goes, the curve before comes
    assert max(drawn(page)[0]["y"]) == pytest.approx(1.0)
    assert max(drawn(page)[1]["y"]) < 0.95


@pytest.mark.parametrize("measure", ["revenue", "margin", "score"])
@pytest.mark.parametrize("unit", ["account_id", "parent", "owner", "industry", "region"])
def test_every_measure_by_every_unit_has_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, measure: str, unit: str
) -> None:
    page = enter(monkeypatch, tmp_path, "dependence")
    page.segmented_control(key="concentration_measure").set_value(measure)
    page.segmented_control(key="concentration_unit").set_value(unit).run()
    lose(page, 1)
    assert not page.exception
    assert "Without the top 1," in page_text(page)


@pytest.mark.parametrize("measure", ["revenue", "score"])
def test_the_top_accounts_are_sorted_by_what_they_are_worth_not_by_its_text(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, measure: str
) -> None:
    page = enter(monkeypatch, tmp_path, "dependence")
    page.segmented_control(key="concentration_measure").set_value(measure).run()
    sent = account_lists(page)["concentration_accounts"]["columns"]
    ranks = {column["n"]: column["s"] for column in sent if column["n"] in ("value", "cumulative")}
    assert ranks["value"] == sorted(ranks["value"], reverse=True)
    assert ranks["cumulative"] == sorted(set(ranks["cumulative"]))


def test_by_region_there_are_as_many_rows_as_regions(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    regions = {row["region"] for row in demo_rows("accounts")}
    page = enter(monkeypatch, tmp_path, "dependence")
    page.segmented_control(key="concentration_unit").set_value("region").run()
    assert set(columns(page, 0)["name"]) == regions


def test_a_chinese_reader_sees_the_regions_of_the_demo_in_chinese(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = enter(monkeypatch, tmp_path, "dependence", language="zh")
    page.segmented_control(key="concentration_unit").set_value("region").run()
    assert set(columns(page, 0)["name"]) == {
        "华东", "华北", "华南", "华中", "西南", "西北", "东北", "欧洲、中东及非洲", "美洲", "亚太"
    }  # fmt: skip


def test_the_slider_keeps_its_place_after_another_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = lose(enter(monkeypatch, tmp_path, "dependence"), 3)
    page.switch_page("pages/business/loyalty/page.py").run()
    page.switch_page("pages/business/dependence/page.py").run()
    assert "Without the top 3," in page_text(page)
