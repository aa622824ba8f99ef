"""A cube is a data set like others: every page shows of it what it shows of the same lines uploaded."""

import shutil
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from kam_core.__main__ import main
from kam_core.intake import Choices, Upload, load
from kam_core.store.workspace import Workspace
from pages.account import picker
from pages.shell.cache import dataset_cache, frame_cache, store_cache
from pages.shell.cache.store_cache import open_store
from pages.shell.navigation import PAGES
from tests.engines.lines import lines
from tests.pages.app_session import APP, SECONDS, colleague, kept, move_in
from tests.pages.data.test_data_page import ORDERS, refused

SHOWN_APART = ("account", "data", "settings")
"""Pages that show where the lines come from, or one account: they have tests of their own."""
SHOWN = ("caption", "markdown", "metric", "info", "warning", "error")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lines and the cube of them, made once."""
    folder = tmp_path_factory.mktemp("made")
    dates = pl.col("day").cast(pl.Int32).cast(pl.Date).alias("date")
    lines(4_000, 150).filter(pl.col("month") >= 2023 * 12).select(
        (pl.lit("C") + pl.col("account").cast(pl.String).str.zfill(4)).alias("account"),
        dates, pl.col("order").alias("order_id"), "amount", "margin", "list_amount",
    ).write_parquet(folder / "lines.parquet")  # fmt: skip
    given, out = str(folder / "lines.parquet"), str(folder / "sales")
    assert main(["build", "--lines", given, "--out", out, "--name", "Sales", "--currency", "EUR"]) == 0
    return folder


@pytest.fixture
def cube(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cube on the shelf of a home of one's own."""
    move_in(monkeypatch, tmp_path / "home")
    shutil.copy2(made / "lines.parquet", tmp_path)
    return shutil.copytree(made / "sales", tmp_path / "home" / "cubes" / "sales")


def uploaded(tmp_path: Path) -> str:
    """The same lines through the import, as a data set."""
    cells = pl.read_parquet(tmp_path / "lines.parquet").with_columns(
        pl.col("amount", "margin", "list_amount").cast(pl.Float64) / 10_000
    )
    content = cells.write_csv().encode()
    return kept(load([Upload("lines.csv", content)], Choices(name="Sales", currency="EUR")).dataset)


def page_of(data_set_id: str, page: str, **view: object) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=SECONDS)
    app.session_state["workspace"] = Workspace(f"reader-{page}", dataset=data_set_id, view=view)
    app.run()
    return app.switch_page(f"pages/{page}/page.py").run()


def said(app: AppTest) -> list[str]:
    assert not app.exception
    texts = [str(element.value) for kind in SHOWN for element in getattr(app, kind)]
    return [text for text in texts if text]


def tables(app: AppTest) -> list[str]:
    return [table.value.to_csv() for table in app.dataframe]


def opened(capsys: pytest.CaptureFixture[str], cube: Path) -> str:
    assert main(["open", str(cube), "--who", "Kim"]) == 0
    return capsys.readouterr().out.split("(")[1].split(")")[0]


def test_every_page_shows_the_same_of_a_cube_and_of_the_same_lines_uploaded(
    cube: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from_cube, from_file = opened(capsys, cube), uploaded(tmp_path)
    for page in (name for name in PAGES if name not in SHOWN_APART):
        ours, theirs = page_of(from_cube, page), page_of(from_file, page)
        assert said(ours) == said(theirs), page
        assert tables(ours) == tables(theirs), page
        assert len(said(ours)) > 3


def test_a_cube_is_seen_as_of_the_date_that_its_builder_gave(
    cube: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dated = cube.parent / "dated"
    built = ["build", "--lines", str(tmp_path / "lines.parquet"), "--out", str(dated), "--as-of", "2024-06-30"]
    assert main(built) == 0
    capsys.readouterr()
    assert any("as of 2024-06-30 (12 months)" in text for text in said(page_of(opened(capsys, dated), "overview")))


def test_the_page_of_an_account_finds_its_lines_in_the_files(
    cube: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data_set_id = opened(capsys, cube)
    app = AppTest.from_file(str(APP), default_timeout=SECONDS)
    app.session_state["workspace"] = Workspace("a-reader", dataset=data_set_id)
    app.run()
    app.query_params["account"] = "C0001"
    app.switch_page("pages/account/page.py").run()
    assert not app.exception
    given = pl.read_parquet(tmp_path / "lines.parquet").with_row_index("line", 1).filter(pl.col("account") == "C0001")
    shown = (
        app.dataframe(key="account_lines").value if "account_lines" in str(app.dataframe) else app.dataframe[-1].value
    )
    newest = given.sort("date", "line", descending=True).head(len(shown))
    assert len(shown) > 10
    assert set(shown.iloc[:, -1]) == set(newest["line"])
    assert set(shown.iloc[:, -2]) == {"lines.parquet"}


def test_the_data_page_opens_a_cube_from_the_shelf(cube: Path) -> None:
    app = AppTest.from_file(str(APP), default_timeout=SECONDS).run()
    app.session_state["person"] = colleague("Kim").id
    app.switch_page("pages/data/page.py").run()
    app.button(key="open_cube").click().run()
    assert not app.exception
    (data_set,) = store_cache.data_sets().values()
    assert (data_set.name, data_set.created_by) == ("Sales", "Kim")
    assert any("Sales" in caption.value and "EUR" in caption.value for caption in app.caption)
    app.button(key="open_cube").click().run()
    assert len(store_cache.data_sets()) == 1


def test_a_cube_that_was_built_again_is_shown_anew(
    cube: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data_set_id = opened(capsys, cube)
    before = page_of(data_set_id, "overview").metric[0].value
    given = tmp_path / "lines.parquet"
    pl.read_parquet(given).with_columns(pl.col("amount") * 3).write_parquet(given)
    assert main(["build", "--lines", str(given), "--out", str(cube)]) == 0
    assert page_of(data_set_id, "overview").metric[0].value != before


def test_files_cannot_be_imported_into_a_cube(cube: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    opened(capsys, cube)
    (tmp_path / "orders.csv").write_text(ORDERS, encoding="utf-8")
    assert main(["import", str(tmp_path / "orders.csv"), "--into", "Sales"]) == 1
    assert "Sales is built from files of its own and takes no others." in capsys.readouterr().err


def test_a_folder_without_a_cube_is_refused_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    move_in(monkeypatch, tmp_path)
    assert main(["open", str(tmp_path)]) == 1
    assert f"There is no cube in {tmp_path}." in capsys.readouterr().err


def account_page(data_set_id: str, account: str | None = None) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=SECONDS)
    app.session_state["workspace"] = Workspace("a-reader", dataset=data_set_id, view={})
    app.run()
    if account is not None:
        app.query_params["account"] = account
    return app.switch_page("pages/account/page.py").run()


def lying(cube: Path, kind: str) -> list[Path]:
    found = sorted((cube / kind).rglob("*.parquet"))
    assert found
    return found


@pytest.mark.parametrize("harm", ["cut", "emptied", "gone"])
def test_order_lines_damaged_under_the_running_app_are_a_sentence_on_the_account_page(
    cube: Path, capsys: pytest.CaptureFixture[str], harm: str
) -> None:
    app = account_page(opened(capsys, cube), "C0001")
    assert not app.error
    for file in lying(cube, "lines"):
        if harm == "gone":
            file.unlink()
        else:
            file.write_bytes(file.read_bytes()[: 0 if harm == "emptied" else file.stat().st_size * 2 // 3])
    app.run()
    assert not app.exception
    assert "are damaged or gone" in refused(app)
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
    app = page_of(data_set_id, "overview", **({"as_of": "2024-06-30"} if kind == "cells" else {}))
    assert not app.exception
    assert "damaged or gone" in refused(app) or f"cannot read {cube}" in refused(app)
    assert not app.metric
    app.button(key="go_to_demo").click().run()
    assert not app.error
    assert app.metric


def test_a_cube_that_was_moved_away_shows_no_other_data_and_comes_back_with_its_draft(
    cube: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data_set_id = opened(capsys, cube)
    app = page_of(data_set_id, "overview")
    before = said(app)
    away = cube.rename(cube.with_name("away"))
    for page in ("overview", "what_if", "settings", "account", "data"):
        app.switch_page(f"pages/{page}/page.py").run()
        assert not app.exception
        assert [error.value.count("There is no cube in") for error in app.error] == [1], page
        assert not app.metric
        assert not app.dataframe
        assert not app.get("plotly_chart")
        assert "publish_now" not in str(app.button)
        assert "Demo data" not in "".join(caption.value for caption in app.caption)
    app.button(key="language_switch").click().run()
    assert app.button(key="language_switch").label == "EN"
    app.button(key="language_switch").click().run()
    away.rename(cube)
    app.switch_page("pages/overview/page.py").run()
    assert said(app) == before


def test_nothing_is_kept_for_the_book_of_a_cube_that_is_not_there(
    cube: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data_set_id = opened(capsys, cube)
    shutil.rmtree(cube)
    page_of(data_set_id, "what_if")
    assert open_store().models.published(data_set_id) is None
    assert open_store().published_tiers.proposal(data_set_id, "12/account") is None


def test_from_a_lost_cube_the_reader_goes_to_the_demo_or_to_another_data_set(
    cube: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lost, other = opened(capsys, cube), uploaded(tmp_path)
    shutil.rmtree(cube)
    app = page_of(lost, "overview")
    assert not app.metric
    app.selectbox(key=f"book_{lost}_en").select(other).run()
    assert not app.error
    assert app.metric
    app = page_of(lost, "portfolio")
    app.button(key="go_to_demo").click().run()
    assert not app.error
    assert "Demo data" in said(app)[0]


def test_two_data_sets_of_one_name_can_be_told_apart_in_the_list(
    cube: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = opened(capsys, cube), uploaded(tmp_path)
    app = page_of(first, "data")
    listed = app.selectbox(key=f"book_{first}_en").options
    assert sorted(listed) == sorted(["Demo data", f"Sales ({first})", f"Sales ({second})"])


def test_a_view_that_a_cube_cannot_give_leads_back_to_the_first_one(
    cube: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app = page_of(opened(capsys, cube), "overview", unit="group")
    assert refused(app)
    app.button(key="first_view").click().run()
    assert not app.error
    assert app.metric


def test_an_uploaded_data_set_whose_file_is_damaged_shows_no_other_data(cube: Path, tmp_path: Path) -> None:
    data_set_id = uploaded(tmp_path)
    blobs = [path for path in (tmp_path / "home").rglob("*") if path.is_file() and path.read_bytes()[:4] == b"PAR1"]
    blobs = [path for path in blobs if cube not in path.parents]
    assert blobs
    for file in blobs:
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    dataset_cache._kept_dataset.clear()
    app = page_of(data_set_id, "what_if")
    assert not app.exception
    assert "damaged" in refused(app)
    assert not app.metric
    assert "publish_now" not in str(app.button)
    app.button(key="go_to_demo").click().run()
    assert not app.error


def test_of_more_accounts_than_the_list_holds_one_is_found_by_its_id_in_full_and_no_other_opens(
    cube: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picker, "MOST_CHOICES", 5)
    app = account_page(opened(capsys, cube))
    listed = app.selectbox(key="account_choice").options
    assert len(listed) == 5
    ids = dataset_cache.dataset(store_cache.data_sets().popitem()[1].head).accounts["account_id"].to_list()
    small = next(one for one in ids if one not in listed)
    app.text_input(key="account_typed").set_value(f" {small} ").run()
    assert app.subheader[0].value == small
    assert app.selectbox(key="account_choice").value == small
    app.text_input(key="account_typed").set_value("C9999").run()
    assert "No account has C9999 in its id or name." in " ".join(said(app)).replace("\\", "")
    assert app.selectbox(key="account_choice").value == small


def test_part_of_an_id_lists_the_accounts_that_have_it_and_opens_none(
    cube: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picker, "MOST_CHOICES", 5)
    app = account_page(opened(capsys, cube))
    app.text_input(key="account_typed").set_value("00").run()
    assert app.selectbox(key="account_choice").value is None
    listed = app.selectbox(key="account_choice").options
    assert listed
    assert all("00" in one for one in listed)


def test_an_account_that_is_called_by_its_id_is_listed_under_it_once(
    cube: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app = account_page(opened(capsys, cube))
    assert "C0001" in app.selectbox(key="account_choice").options


def test_opening_a_cube_again_under_another_name_renames_its_data_set(
    cube: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data_set_id = opened(capsys, cube)
    assert main(["open", str(cube), "--name", "Other", "--who", "Kim"]) == 0
    assert f"Other ({data_set_id})" in capsys.readouterr().out
    assert [one.name for one in open_store().data_sets.all()] == ["Other"]
    assert opened(capsys, cube) == data_set_id
    assert [one.name for one in open_store().data_sets.all()] == ["Other"]


def test_the_shelf_lists_cubes_by_their_own_names(cube: Path) -> None:
    shutil.copytree(cube, cube.with_name("torn"))
    (cube.with_name("torn") / "manifest.json").write_text("{", encoding="utf-8")
    app = AppTest.from_file(str(APP), default_timeout=SECONDS).run()
    app.switch_page("pages/data/page.py").run()
    assert app.selectbox(key="cube_en").options == ["Sales · sales", "torn"]


def test_groups_and_days_within_a_month_are_refused_in_a_sentence(
    cube: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data_set_id = opened(capsys, cube)
    assert "cannot be united into groups" in refused(page_of(data_set_id, "overview", unit="group"))
    assert "can be seen as of month-ends" in refused(page_of(data_set_id, "overview", as_of="2024-06-15"))
