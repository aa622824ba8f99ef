"""Cubes that are damaged, moved away or lost while the app is running."""

import shutil
from pathlib import Path

import pytest

from pages.shell.cache import dataset_cache, frame_cache
from pages.shell.cache.store_cache import open_store
from tests.pages.app_session import context_pills, open_screen, sent_tables
from tests.pages.data.cube_pages import account_page, opened, page_of, page_texts, stored_files, uploaded
from tests.pages.data.data_page import refused


@pytest.mark.parametrize("harm", ["cut", "emptied", "gone"])
def test_order_lines_damaged_under_the_running_app_are_a_sentence_on_the_account_page(
    cube: Path, capsys: pytest.CaptureFixture[str], harm: str
) -> None:
    app = account_page(opened(capsys, cube), "C0001")
    assert not app.error
    for file in stored_files(cube, "lines"):
        if harm == "gone":
            file.unlink()
        else:
            file.write_bytes(file.read_bytes()[: 0 if harm == "emptied" else file.stat().st_size * 2 // 3])
    app.run()
    assert not app.exception
    assert "are damaged or missing" in refused(app)
    assert app.button(key="language_switch").label == "中文"


@pytest.mark.parametrize("kind", ["cells", "features"])
def test_sums_damaged_under_the_running_app_are_a_sentence_that_leaves_the_way_to_other_data(
    cube: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    data_set_id = opened(capsys, cube)
    page_of(data_set_id, "data")
    files = sorted(path for path in cube.rglob("*.parquet") if kind in str(path.relative_to(cube)))
    assert files
    for file in files:
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    frame_cache.frame.clear()
    frame_cache.ledger.clear()
    app = page_of(data_set_id, "results", **({"as_of": "2024-06-30"} if kind == "cells" else {}))
    assert not app.exception
    assert "damaged or missing" in refused(app) or f"cannot read {cube}" in refused(app)
    assert not app.metric
    app.button(key="go_to_demo").click().run()
    assert not app.error
    assert app.metric


def test_a_cube_that_was_moved_away_shows_no_other_data_and_comes_back_with_its_draft(
    cube: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data_set_id = opened(capsys, cube)
    app = page_of(data_set_id, "results")
    before = page_texts(app)
    away = cube.rename(cube.with_name("away"))
    for page in ("results", "simulate", "settings", "account", "data"):
        open_screen(app, page)
        assert not app.exception
        assert [error.value.count("There is no cube in") for error in app.error] == [1], page
        assert not app.metric
        assert not sent_tables(app)
        assert not app.get("plotly_chart")
        assert "publish_now" not in str(app.button)
        assert context_pills(app) == []
    app.button(key="language_switch").click().run()
    assert app.button(key="language_switch").label == "EN"
    app.button(key="language_switch").click().run()
    away.rename(cube)
    app.switch_page("pages/business/results/page.py").run()
    assert page_texts(app) == before


def test_nothing_is_stored_for_the_data_set_of_a_missing_cube(cube: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data_set_id = opened(capsys, cube)
    shutil.rmtree(cube)
    page_of(data_set_id, "simulate")
    assert open_store().models.published(data_set_id) is None
    assert open_store().published_tiers.proposal(data_set_id, "12/account") is None


def test_from_a_lost_cube_the_reader_goes_to_the_demo_or_to_another_data_set(
    cube: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lost, other = opened(capsys, cube), uploaded(tmp_path)
    shutil.rmtree(cube)
    app = page_of(lost, "results")
    assert not app.metric
    app.selectbox(key=f"book_{lost}_en").select(other).run()
    assert not app.error
    assert app.metric
    app = page_of(lost, "accounts")
    app.button(key="go_to_demo").click().run()
    assert not app.error
    assert context_pills(app)[0] == "Demo data"


def test_two_data_sets_of_one_name_are_distinguishable_in_the_list(
    cube: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = opened(capsys, cube), uploaded(tmp_path)
    app = page_of(first, "data")
    listed = app.selectbox(key=f"book_{first}_en").options
    assert sorted(listed) == sorted(["Demo data", f"Sales ({first})", f"Sales ({second})"])


def test_a_view_that_a_cube_cannot_give_leads_back_to_the_first_one(
    cube: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app = page_of(opened(capsys, cube), "results", unit="group")
    assert refused(app)
    app.button(key="first_view").click().run()
    assert not app.error
    assert app.metric


def test_an_uploaded_data_set_whose_file_is_damaged_shows_no_other_data(cube: Path, tmp_path: Path) -> None:
    data_set_id = uploaded(tmp_path)
    data_files = [
        path for path in (tmp_path / "home").rglob("*") if path.is_file() and path.read_bytes()[:4] == b"PAR1"
    ]
    data_files = [path for path in data_files if cube not in path.parents]
    assert data_files
    for file in data_files:
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    dataset_cache._stored_dataset.clear()
    app = page_of(data_set_id, "simulate")
    assert not app.exception
    assert "damaged" in refused(app)
    assert not app.metric
    assert "publish_now" not in str(app.button)
    app.button(key="go_to_demo").click().run()
    assert not app.error
