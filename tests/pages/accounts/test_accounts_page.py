"""The portfolio page on the demo data."""

import datetime
from pathlib import Path

import fastexcel
import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from kam_core.locale.language import Language
from kam_core.measures.view import View
from kam_core.reports.export import About, table_bytes
from kam_core.services.appraisal import account_measures, built_in_model, score_accounts
from kam_core.vocabulary.enums import RANK_LABELS, STAGES
from pages.accounts.list_files import exported_rows, workbook
from tests.datasets import dataset, monthly
from tests.pages.app_session import demo_rows, drawn, enter, listed, page_text, signed


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_runs_in_both_languages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, language: str) -> None:
    page = enter(monkeypatch, tmp_path, "accounts", language=language)
    assert not page.exception
    assert str(len(demo_rows("accounts"))) in page_text(page)


def filtered_by_region(monkeypatch: pytest.MonkeyPatch, home: Path, region: str) -> AppTest:
    page = enter(monkeypatch, home, "accounts")
    picker = next(widget for widget in page.multiselect if (widget.key or "").startswith("portfolio_region"))
    return picker.set_value([region]).run()


def test_the_filter_narrows_sentence_table_and_picture_alike(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    accounts = demo_rows("accounts")
    bought = {row["account"] for row in demo_rows("transactions")}
    here = [row for row in accounts if row["region"] == "Northeast China"]
    page = filtered_by_region(monkeypatch, tmp_path, "Northeast China")
    assert not page.exception
    assert f"{len(here)} of {len(accounts)} accounts match, with" in page_text(page)
    named = {row["name"] for row in here if row["account"] in bought}
    assert named
    assert set(listed(page, "portfolio_accounts")["name"]) == named
    assert drawn(page) == [], "the list comes first, a chart when it is asked for"
    page.segmented_control(key="portfolio_picture").set_value("value").run()
    assert {point[0] for trace in drawn(page) for point in trace["customdata"]} == {
        row["account"] for row in here if row["account"] in bought
    }


def test_a_chinese_reader_filters_the_demo_by_translated_industries(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = enter(monkeypatch, tmp_path, "accounts", language="zh")
    picker = next(widget for widget in page.multiselect if (widget.key or "").startswith("portfolio_industry"))
    assert set(picker.options) == {
        "医疗", "汽车", "半导体", "航空航天", "科研", "制药", "食品", "能源", "电子", "装备制造"
    }  # fmt: skip
    page = picker.set_value(["Automotive"]).run()
    assert not page.exception
    bought = {row["account"] for row in demo_rows("transactions")}
    automotive = {
        row["name"]: row["account"] in bought for row in demo_rows("accounts") if row["industry"] == "Automotive"
    }
    assert set(listed(page, "portfolio_accounts")["name"]) == {name for name, buys in automotive.items() if buys}
    prospects = listed(page, "portfolio_prospects")
    assert set(prospects["name"]) == {name for name, buys in automotive.items() if not buys}
    assert set(prospects["industry"]) == {"汽车"}


def test_own_industries_and_regions_are_never_translated(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    own = dataset(
        monthly("a", "2024-01-05", 12, 100),
        [{"account": "a", "industry": "Automotive", "region": "EMEA"},
         {"account": "p", "industry": "Food", "region": "EMEA"}],
    )  # fmt: skip
    page = enter(monkeypatch, tmp_path, "accounts", data=own, language="zh")
    options = [list(widget.options) for widget in page.multiselect]
    assert ["Automotive", "Food"] in options
    assert ["EMEA"] in options
    assert listed(page, "portfolio_prospects")["industry"] == ["Food"]


def test_the_filter_is_still_there_after_another_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = filtered_by_region(monkeypatch, tmp_path, "Northeast China")
    page.switch_page("pages/business/loyalty/page.py").run()
    page.switch_page("pages/accounts/page.py").run()
    assert "accounts match, with" in page_text(page)


def test_the_filter_stays_when_the_language_changes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = enter(monkeypatch, tmp_path, "accounts")
    tiers = next(widget for widget in page.multiselect if (widget.key or "").startswith("portfolio_tier"))
    tiers.set_value(["S"]).run()
    before = listed(page, "portfolio_accounts")["name"]
    gated_rows = page.session_state["workspace"]
    page.session_state["workspace"] = type(gated_rows)(gated_rows.id, view={"language": "zh"})
    page.run()
    assert not page.exception
    assert listed(page, "portfolio_accounts")["name"] == before


def test_a_text_that_nobody_has_leaves_a_sentence_and_no_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = enter(monkeypatch, tmp_path, "accounts")
    page.text_input(key="portfolio_text").set_value("nobody is called this").run()
    assert not page.exception
    assert "0 of" in page_text(page)
    assert "No accounts match." in page_text(page)


@pytest.mark.parametrize("picture", ["moves", "boxes"])
def test_every_picture_is_drawn(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, picture: str) -> None:
    page = enter(monkeypatch, tmp_path, "accounts")
    page.segmented_control(key="portfolio_picture").set_value(picture).run()
    assert not page.exception
    assert drawn(page)


def test_prospects_stand_in_a_table_of_their_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bought = {row["account"] for row in demo_rows("transactions")}
    waiting = {row["name"] for row in demo_rows("accounts") if row["account"] not in bought}
    page = enter(monkeypatch, tmp_path, "accounts")
    assert set(listed(page, "portfolio_prospects")["name"]) == waiting


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_file_holds_what_is_seen_the_largest_revenue_first_with_the_reason_in_words(form: str) -> None:
    data = dataset([*monthly("a", "2023-01-05", 24, 100), *monthly("=1+1", "2024-01-07", 12, 30),
                    *monthly("c", "2024-01-07", 12, 400)])  # fmt: skip
    view = View(datetime.date(2024, 12, 31))
    frame = account_measures(data, view)
    portfolio = score_accounts(frame, view, built_in_model(data, frame))
    seen = exported_rows(portfolio, portfolio.accounts.filter(pl.col("account_id") != "a"), Language("en"))
    assert seen["account"].to_list() == ["c", "=1+1"]
    assert seen["revenue"].to_list() == [4800.0, 360.0]
    assert "score" in seen["reason"][0]
    assert len(table_bytes(seen, form)) > 100


def book(language: str = "en", hidden: tuple[str, ...] = ()) -> fastexcel.ExcelReader:
    """The workbook of three accounts; one of them has an open action and a name that looks like a formula."""
    data = dataset([*monthly("a", "2023-01-05", 24, 100.25), *monthly("=1+1", "2024-01-07", 12, 30),
                    *monthly("c", "2024-01-07", 12, 400)], [{"account": "c", "region": "EMEA"}])  # fmt: skip
    view = View(datetime.date(2024, 12, 31))
    frame = account_measures(data, view)
    portfolio = score_accounts(frame, view, built_in_model(data, frame))
    due = (datetime.date(2025, 1, 31) - datetime.date(1970, 1, 1)).days
    row = portfolio.accounts.row(by_predicate=pl.col("account_id") == "c", named=True)
    steps = pl.DataFrame({"account": [row["account"]], "next_step": ["call"], "due": [due]}).cast(
        {"account": portfolio.accounts.schema["account"], "due": pl.Int64}
    )
    words = Language(language)
    exact = exported_rows(portfolio, portfolio.accounts, words)
    about = About.of(portfolio.model, view, data.content_id)
    content = workbook(portfolio, portfolio.accounts, exact, steps, hidden, about, words, {"EMEA": "欧洲"})
    return fastexcel.read_excel(content)


def test_the_workbook_shows_people_the_columns_of_the_screen_first_and_rounded() -> None:
    reader = book()
    assert reader.sheet_names[:2] == ["Account list", "accounts"]
    shown = reader.load_sheet("Account list").to_polars()
    assert shown.columns[:8] == [
        "Tier", "Account", "Score", "Flags", "Revenue", "Margin rate", "Growth", "Stage"
    ]  # fmt: skip
    assert shown["Account"].to_list() == ["c", "a", "'=1+1"]
    # 12 × 100.25 is 1,203: numbers, without the decimals that the screen does not show.
    assert shown["Revenue"].to_list() == [4800, 1203, 360]
    assert shown["Score"].to_list() == [round(score, 1) for score in shown["Score"]]
    assert shown["Next step"].to_list() == ["call", None, None]
    assert shown["Due"].cast(pl.Date)[0] == datetime.date(2025, 1, 31)


def test_the_workbook_speaks_the_readers_language_and_puts_hidden_columns_last() -> None:
    shown = book("zh", hidden=("score", "revenue")).load_sheet(0).to_polars()
    say = Language("zh").say
    assert shown.columns[:3] == [say("Tier"), say("Account"), say("Flags")]
    assert shown.columns.index(say("Revenue")) > shown.columns.index(say("Due"))
    assert set(shown[say("Stage")]) <= {say(RANK_LABELS[stage]) for stage in STAGES}


def test_the_second_sheet_has_the_exact_values_under_the_names_of_code() -> None:
    exact = book("zh").load_sheet("accounts").to_polars()
    assert exact.columns[:2] == ["account", "name"]
    assert exact["account"].to_list() == ["c", "a", "'=1+1"]
    assert exact["revenue"].to_list() == [4800.0, 1203.0, 360.0]
    assert exact["lifecycle_stage"].is_in(STAGES).all()


def test_the_sheet_for_people_translates_a_region_and_the_exact_sheet_keeps_it() -> None:
    reader = book()
    assert reader.load_sheet("Account list").to_polars()["Region"].to_list() == ["欧洲", None, None]
    assert reader.load_sheet("accounts").to_polars()["region"].to_list() == ["EMEA", None, None]


def test_a_saved_view_brings_back_filter_chart_and_column_and_its_name_stands_in_the_address(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = filtered_by_region(monkeypatch, tmp_path, "Northeast China")
    page.segmented_control(key="portfolio_picture").set_value("boxes").run()
    next(one for one in page.multiselect if one.key == "portfolio_columns").set_value(["wallet_share"]).run()
    page.text_input(key="saved_view_name").set_value("North-east")
    signed(page, "saved_view_who", "Lena")
    page.button(key="saved_view_save").click().run()
    assert not page.exception
    assert page.query_params["saved"] in ("North-east", ["North-east"])
    before = listed(page, "portfolio_accounts")
    fresh = enter(monkeypatch, tmp_path, "accounts", link={"saved": "North-east"})
    assert not fresh.exception
    after = listed(fresh, "portfolio_accounts")
    assert (after["name"], after["wallet_share"]) == (before["name"], before["wallet_share"])
    assert "accounts match, with" in page_text(fresh)
    assert fresh.segmented_control(key="portfolio_picture").value == "boxes"


def test_a_box_that_is_clicked_limits_sentence_list_and_matrix(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = enter(monkeypatch, tmp_path, "accounts")
    page.segmented_control(key="portfolio_picture").set_value("boxes").run()
    bars = drawn(page)[0]
    counts = [int(text.removeprefix("<b>").split(" ")[0]) for text in bars["text"]]
    # The box with the fewest accounts, but some: third on x, third on y.
    fewest = min(count for count in counts if count)
    across, up = bars["customdata"][counts.index(fewest)][0].split(",")
    page.session_state["portfolio_box"] = ("realised_points", "potential_points", int(across), int(up))
    page.segmented_control(key="portfolio_picture").set_value("value").run()
    assert not page.exception
    assert sum(len(trace["customdata"]) for trace in drawn(page)) == fewest
    assert len(listed(page, "portfolio_accounts")["name"]) == fewest
    assert f"{fewest} of {len(demo_rows('accounts'))}" in page_text(page)


def test_saved_boundaries_are_in_force_and_say_who_decided(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = enter(monkeypatch, tmp_path, "accounts")
    page.segmented_control(key="portfolio_picture").set_value("boxes").run()
    assert "Boundaries proposed" in page_text(page)
    page.number_input(key="box_boundary_realised_points_low_0").set_value(12.0)
    signed(page, "box_boundaries_who", "Lena")
    page.button(key="box_boundaries_save").click().run()
    assert not page.exception
    assert "Boundaries saved by Lena" in page_text(page)
    assert page.number_input(key="box_boundary_realised_points_low_1").value == 12.0
