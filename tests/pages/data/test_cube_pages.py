"""Cubes as data sets: every page shows the same as of uploaded lines."""

import shutil
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from kam_core.__main__ import main
from kam_core.store.workspace import Workspace
from pages.navigation.screens import SCREENS
from pages.shell.cache import store_cache
from pages.shell.cache.store_cache import open_store
from tests.pages.app_session import APP, SECONDS, colleague, columns, context_pills, move_in
from tests.pages.data.cube_pages import opened, page_of, page_texts, tables, uploaded
from tests.pages.data.data_page import ORDERS, refused

SHOWN_APART = ("account", "data", "settings")
"""Pages that show where the lines come from, or one account: they have tests of their own."""


def test_every_page_shows_the_same_of_a_cube_and_of_the_same_lines_uploaded(
    cube: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from_cube, from_file = opened(capsys, cube), uploaded(tmp_path)
    for page in (name for name in SCREENS if name not in SHOWN_APART):
        ours, theirs = page_of(from_cube, page), page_of(from_file, page)
        assert page_texts(ours) == page_texts(theirs), page
        assert tables(ours) == tables(theirs), page
        assert len(page_texts(ours)) > 3


def test_a_cube_is_seen_as_of_the_date_that_its_builder_gave(
    cube: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dated = cube.parent / "dated"
    built = ["build", "--lines", str(tmp_path / "lines.parquet"), "--out", str(dated), "--as-of", "2024-06-30"]
    assert main(built) == 0
    capsys.readouterr()
    assert context_pills(page_of(opened(capsys, dated), "results"))[1] == "12 months to 2024-06-30"


def test_the_page_of_an_account_finds_its_lines_in_the_files(
    cube: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data_set_id = opened(capsys, cube)
    app = AppTest.from_file(str(APP), default_timeout=SECONDS)
    app.session_state["workspace"] = Workspace("a-reader", dataset=data_set_id)
    app.run()
    app.query_params["account"] = "C0001"
    app.query_params["tab"] = "money"
    app.switch_page("pages/account/page.py").run()
    assert not app.exception
    given = pl.read_parquet(tmp_path / "lines.parquet").with_row_index("line", 1).filter(pl.col("account") == "C0001")
    shown = columns(app, "account_lines")
    newest = given.sort("date", "line", descending=True).head(len(shown["line"]))
    assert newest.height > 10
    assert {int(line) for line in shown["line"]} == set(newest["line"])
    assert set(shown["source"]) == {"lines.parquet"}


def test_the_data_page_opens_a_cube_of_the_server(cube: Path) -> None:
    app = AppTest.from_file(str(APP), default_timeout=SECONDS).run()
    app.session_state["person"] = colleague("Kim").id
    app.switch_page("pages/data/page.py").run()
    app.button(key="open_cube").click().run()
    assert not app.exception
    (data_set,) = store_cache.data_sets().values()
    assert (data_set.name, data_set.created_by) == ("Sales", "Kim")
    pills = context_pills(app)
    assert (pills[0], pills[-1]) == ("Sales", "EUR")
    app.button(key="open_cube").click().run()
    assert len(store_cache.data_sets()) == 1


def test_a_cube_that_was_built_again_is_shown_anew(
    cube: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data_set_id = opened(capsys, cube)
    before = page_of(data_set_id, "results").metric[0].value
    given = tmp_path / "lines.parquet"
    pl.read_parquet(given).with_columns(pl.col("amount") * 3).write_parquet(given)
    assert main(["build", "--lines", str(given), "--out", str(cube)]) == 0
    assert page_of(data_set_id, "results").metric[0].value != before


def test_files_cannot_be_imported_into_a_cube(cube: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    opened(capsys, cube)
    (tmp_path / "orders.csv").write_text(ORDERS, encoding="utf-8")
    assert main(["import", str(tmp_path / "orders.csv"), "--into", "Sales"]) == 1
    assert "Sales is built from its own files and cannot take imports." in capsys.readouterr().err


def test_a_folder_without_a_cube_is_refused_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    move_in(monkeypatch, tmp_path)
    assert main(["open", str(tmp_path)]) == 1
    assert f"There is no cube in {tmp_path}." in capsys.readouterr().err


def test_opening_a_cube_again_under_another_name_renames_its_data_set(
    cube: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data_set_id = opened(capsys, cube)
    assert main(["open", str(cube), "--name", "Other", "--who", "Kim"]) == 0
    assert f"Other ({data_set_id})" in capsys.readouterr().out
    assert [one.name for one in open_store().data_sets.all()] == ["Other"]
    assert opened(capsys, cube) == data_set_id
    assert [one.name for one in open_store().data_sets.all()] == ["Other"]


def test_cubes_of_the_server_are_listed_by_their_own_names(cube: Path) -> None:
    shutil.copytree(cube, cube.with_name("torn"))
    (cube.with_name("torn") / "manifest.json").write_text("{", encoding="utf-8")
    app = AppTest.from_file(str(APP), default_timeout=SECONDS).run()
    app.switch_page("pages/data/page.py").run()
    assert app.selectbox(key="cube_en").options == ["Sales · sales", "torn"]


def test_groups_and_days_within_a_month_are_refused_in_a_sentence(
    cube: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data_set_id = opened(capsys, cube)
    assert "cannot be analysed by group" in refused(page_of(data_set_id, "results", unit="group"))
    assert "only month-end dates are available" in refused(page_of(data_set_id, "results", as_of="2024-06-15"))
