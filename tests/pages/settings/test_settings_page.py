"""Who decided what: versions and their differences, tiers set by hand, imports, the log, columns, data sets."""

import datetime
import io
import sqlite3
from contextlib import closing
from pathlib import Path

import fastexcel
import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from kam_core.locale.language import Language
from kam_core.reports.audit_list import audit_list
from kam_core.scoring.model.model import Model, rebuilt
from kam_core.store.backup.backup import read_manifest
from kam_core.store.imports import SourceFile
from kam_core.store.workspace import Workspace
from kam_core.vocabulary.message import Message, UserError
from pages.settings.audit_log import Filter, entries, log_bytes
from pages.settings.backup import backup_bytes
from pages.settings.data_sets import kind_of_database
from pages.settings.imports import rejected_bytes
from pages.settings.overrides import known
from pages.shell.cache import dataset_cache, model_cache, store_cache
from pages.shell.cache.store_cache import open_store
from tests.datasets import dataset, monthly
from tests.pages.app_session import APP, SECONDS, move_in, said
from tests.store.sample_content import by

ENGLISH = Language("en")
TODAY = datetime.datetime.now(datetime.UTC).date()
MORNING = datetime.datetime(2026, 3, 2, 7, 30, tzinfo=datetime.UTC)
EVENING = datetime.datetime(2026, 3, 2, 23, 59, 30, tzinfo=datetime.UTC)
NEXT_DAY = datetime.datetime(2026, 3, 3, 0, 0, 30, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    move_in(monkeypatch, tmp_path)


def opened(section: str, data_set_id: str | None = None, language: str = "en", who: str = "Kim") -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=SECONDS)
    app.session_state["workspace"] = Workspace(
        "a-test-reader", dataset=data_set_id, view={"who": who, "language": language}
    )
    app.session_state["settings_section"] = section
    app.run()
    app.switch_page("pages/settings/page.py").run()
    assert not app.exception
    return app


def click(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click().run()
    assert not page.exception
    return page


def table(page: AppTest, column: str, place: int = 0) -> pl.DataFrame:
    """The table with that column; the first of them or a later one."""
    found = [one.value for one in page.dataframe if column in one.value.columns]
    return pl.from_pandas(found[place])


def told(page: AppTest) -> str:
    shown = [*page.error, *page.success, *page.toast]
    return "\n".join(str(one.value) for one in shown).replace("\\", "")


def built_in() -> Model:
    """The model that the demo begins with, its bounds proposed from its own numbers."""
    demo = dataset_cache.demo()
    return model_cache.proposed_model(demo, demo.content_id)


def version(number: int, weight: float, who: str = "Kim", expected: str | None = None) -> str:
    """A published version of the demo's model; its id."""
    model = built_in().with_weights({"revenue": weight})
    done = open_store().models.publish(
        data_set_id="demo", home="12/account", name=f"Model {number}", document=model.to_toml(),
        note=f"because {number}", by=by(who, MORNING + datetime.timedelta(days=number)), expected=expected,
    )  # fmt: skip
    return done.id


def imported(months: int = 12, data_set_id: str | None = None, rejected: pl.DataFrame | None = None) -> str:
    """An import of ten accounts into a data set, a new one where none is given; the data set's id."""
    lines = [row for n in range(1, 11) for row in monthly(f"C{n}", "2024-01-15", months, 100.0 * n)]
    count = {"file": "orders.csv", "sheet": None, "table": "transactions", "read": len(lines) + 2,
             "loaded": len(lines), "left_out": 1, "rejected": 1}  # fmt: skip
    done = open_store().imports.commit(
        data_set=None if data_set_id is None else open_store().data_sets.find(data_set_id),
        name="North",
        dataset=dataset(lines),
        records={},
        files=[SourceFile("orders.csv", "0" * 64, 10)],
        summary={
            "counts": [count],
            "differences": [{"table": "transactions", "new": 10, "changed": 0, "unchanged": 0, "missing": 0}],
        },
        rejected=rejected,
        by=by("Lee", MORNING),
    )
    return done.data_set_id


def override(account_id: str, tier: str = "S", until: datetime.date | None = None, data_set_id: str = "demo") -> None:
    open_store().overrides.set(
        data_set_id=data_set_id, account_id=account_id, tier=tier, reason="flagship", until=until,
        by=by("Lee", datetime.datetime(2026, 1, 5, tzinfo=datetime.UTC)),
    )  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("section", ["models", "overrides", "imports", "log", "columns", "books"])
def test_every_part_of_a_new_house_says_the_next_step(section: str, language: str) -> None:
    page = opened(section, language=language)
    hints = {
        "models": "Publish a draft on the what-if page",
        "overrides": "Choose an account below",
        "imports": "Bring your own files on the data page",
        "log": "The log is empty",
        "columns": "Nothing is remembered",
        "books": "you look at the demo",
    }
    if language == "en":
        assert hints[section] in said(page)
        assert "Nothing was decided yet" in said(page)


def test_the_first_sentence_says_who_did_what_last() -> None:
    version(1, 20.0)
    assert "Kim, 2026-03-03 07:30 UTC – Model published: “Model 1 v1”" in said(opened("models"))


def test_versions_are_listed_with_state_window_who_when_and_why() -> None:
    version(2, 25.0, "Lee", expected=version(1, 20.0))
    rows = table(opened("models"), "status").select("number", "status", "home", "who", "at", "note").rows()
    assert rows == [
        (2, "published", "12 months, by account", "Lee", "2026-03-04 07:30 UTC", "because 2"),
        (1, "archived", "12 months, by account", "Kim", "2026-03-03 07:30 UTC", "because 1"),
    ]


def test_any_two_versions_are_set_side_by_side() -> None:
    version(2, 25.0, expected=version(1, 20.0))
    page = opened("models")
    assert "- Weight of Revenue: 20 → **25**" in said(page)
    page.selectbox(key="compare_0_demo_en").select_index(0).run()
    assert "Both are the same" in said(page)


def test_an_old_version_is_taken_as_draft_and_can_be_published_again() -> None:
    version(2, 25.0, expected=version(1, 20.0))
    page = opened("models")
    page.selectbox(key="version_demo_en").select_index(1).run()
    click(page, "take_version")
    assert "It is your draft now" in told(page)
    page.switch_page("pages/what_if/page.py").run().toggle(key="plain_levers").set_value(True).run()
    assert float(page.session_state["lever_w_revenue"]) == 20
    assert table(opened("models"), "status")["status"].to_list() == ["draft", "published", "archived"]
    page.text_area[0].set_value("back to the old one")
    page.button(key="publish_now").click().run()
    assert not page.exception
    states = [(one.number, one.status) for one in open_store().models.versions("demo")]
    assert states == [(3, "published"), (2, "archived"), (1, "archived")]


@pytest.mark.parametrize("begun_anew", ["reset_draft", "take_preset"])
def test_a_draft_that_was_taken_and_then_begun_anew_is_not_what_is_published(begun_anew: str) -> None:
    version(2, 25.0, expected=version(1, 20.0))
    page = click(opened("models"), "take_version")
    page.switch_page("pages/what_if/page.py").run()
    page.selectbox(key="start_from").select("growth").run()
    click(page, begun_anew)
    page.text_area[0].set_value("as it was")
    click(page, "publish_now")
    states = [(one.number, one.status) for one in open_store().models.versions("demo")]
    assert states == [(4, "published"), (3, "draft"), (2, "archived"), (1, "archived")]


def test_a_version_that_this_app_cannot_read_is_told_and_the_pages_go_on() -> None:
    version(1, 20.0)
    open_store().models.publish(
        data_set_id="demo", home="12/account", name="Tomorrow", document="version = 9", note="x",
        by=by("Kim", NEXT_DAY), expected=open_store().models.versions("demo")[0].id,
    )  # fmt: skip
    page = opened("models")
    assert "model of version 9" in told(page)
    assert table(page, "status")["name"].to_list() == ["Tomorrow", "Model 1"]
    click(page, "take_version")
    assert len(open_store().models.versions("demo")) == 2


def test_a_version_of_another_home_view_is_taken_as_draft_in_the_view_in_use() -> None:
    model = rebuilt(built_in().with_weights({"revenue": 33.0}), home="24/group")
    open_store().models.publish(
        data_set_id="demo", home="24/group", name="Long", document=model.to_toml(), note="x", by=by("Kim", MORNING),
        expected=None,
    )  # fmt: skip
    page = opened("models")
    assert table(page, "status")["home"].to_list() == ["24 months, by group"]
    click(page, "take_version")
    assert "(12 months)" in said(page)
    assert "ranges of 24 months, by group" in said(page)
    draft = Model.from_toml(page.session_state["workspace"].drafts["demo"])
    assert (draft.home, draft.criterion("revenue").weight) == ("24/group", 33.0)


def test_a_draft_is_archived_and_a_published_version_is_not_offered_for_it() -> None:
    version(1, 20.0)
    page = opened("models")
    assert "archive_version" not in [one.key for one in page.button]
    click(page, "take_version")
    page.selectbox(key="version_demo_en").select_index(0).run()
    click(page, "archive_version")
    assert table(page, "status")["status"].to_list() == ["archived", "published"]


def test_nobody_decides_without_a_name() -> None:
    version(1, 20.0)
    page = opened("models", who="")
    click(page, "take_version")
    assert "Give your name first" in told(page)
    assert len(open_store().models.versions("demo")) == 1


def test_a_tier_is_set_by_hand_from_the_list() -> None:
    page = opened("overrides")
    page.selectbox(key="override_account").select("A002").run()
    page.text_area[0].set_value("flagship")
    click(page, "override_keep_A002")
    row = table(page, "tier").row(0, named=True)
    assert (row["account"], row["tier"], row["state"], row["author"]) == (
        "Northmarch Automotive GmbH", "S", "counts", "Kim",
    )  # fmt: skip
    assert "Tiers set by hand that count as of 2026-09-30: 1." in said(page)


def test_expired_and_withdrawn_ones_are_listed_apart_and_do_not_count() -> None:
    override("A001")
    override("A002", until=datetime.date(2026, 6, 30))
    override("A003")
    gone = open_store().overrides.all("demo")[-1]
    open_store().overrides.withdraw(gone, by("Kim", MORNING))
    page = opened("overrides")
    assert "In force as of 2026-09-30: 1" in said(page)
    assert "Expired, the model decides again: 1" in said(page)
    lists = [table(page, "tier", place).select("id", "state").rows() for place in range(3)]
    assert lists == [[("A001", "counts")], [("A002", "expired")], [("A003", "withdrawn")]]
    page.query_params["account"] = "A002"
    page.switch_page("pages/account/page.py").run()
    assert "Set to S" not in said(page)
    assert "S until 2026-06-30, set by Lee" in said(page)


def test_one_that_is_over_by_now_but_not_on_the_date_of_the_view_says_so() -> None:
    override("A001", until=datetime.date(2026, 10, 31))
    page = opened("overrides")
    wanted = "counts" if datetime.date(2026, 10, 31) >= TODAY else "over by now, counts on the date of the view"
    assert table(page, "tier")["state"].to_list() == [wanted]


def test_one_is_withdrawn_from_the_list() -> None:
    override("A002")
    page = opened("overrides")
    page.selectbox(key="override_account").select("A002").run()
    click(page, "override_withdraw_A002")
    assert "In force as of 2026-09-30: 0" in said(page)
    assert table(page, "tier")["state"].to_list() == ["withdrawn"]


def test_an_id_that_no_account_has_is_told() -> None:
    names = {"A001": "One"}
    assert known(" A001 ", names) == "A001"
    with pytest.raises(UserError, match="No account has the id nobody"):
        known("nobody", names)


def test_one_for_an_account_that_left_the_data_is_not_lost() -> None:
    data_set_id = imported()
    override("GONE", data_set_id=data_set_id)
    row = table(opened("overrides", data_set_id), "tier").row(0, named=True)
    assert (row["id"], row["account"]) == ("GONE", "not in these data")


def test_imports_are_listed_with_their_rows_and_what_they_changed() -> None:
    row = table(opened("imports", imported()), "files").row(0, named=True)
    assert (row["number"], row["at"], row["who"], row["files"]) == (1, "2026-03-02 07:30 UTC", "Lee", "orders.csv")
    assert (row["read"], row["loaded"], row["left_out"], row["rejected"]) == (122, 120, 1, 1)
    assert (row["new"], row["changed"], row["unchanged"], row["missing"]) == (10, 0, 0, 0)
    assert row["undone"] is None


def test_the_last_import_is_undone_and_says_by_whom() -> None:
    data_set_id = imported()
    imported(13, data_set_id)
    page = opened("imports", data_set_id)
    assert "as of 2024-12-31" in "\n".join(one.value for one in page.caption)
    click(page, "undo_last")
    assert "as of 2024-11-30" in "\n".join(one.value for one in page.caption).replace("\\", "")
    assert "by Kim" in table(page, "files")["undone"].to_list()[0]
    assert "Undo import 1" in page.button(key="undo_last").label


def test_the_rejected_rows_of_an_import_are_a_file() -> None:
    bad = pl.DataFrame({"金额": ["=1+1"], "line": [7], "reason": ["not a number"]})
    data_set_id = imported(rejected=bad)
    page = opened("imports", data_set_id)
    assert "Rejected rows" in [one.label for one in page.get("download_button")]
    kept = open_store().imports.list(data_set_id)[0]
    assert rejected_bytes(kept.id).decode("utf-8-sig") == "金额,line,reason\n'=1+1,7,not a number\n"


def log_of_three() -> None:
    settings = open_store().settings
    settings.put("colour", "green", expected=0, by=by("Kim", MORNING))
    settings.put("shape", "=round", expected=0, by=by("Lee", EVENING))
    settings.put("colour", "blue", expected=1, by=by("Lee", NEXT_DAY))


def numbers(chosen: Filter) -> list[int]:
    return [entry.seq for entry in entries(chosen, ENGLISH)]


def test_the_log_is_filtered_by_who_what_day_and_words() -> None:
    log_of_three()
    override("A002")
    assert numbers(Filter()) == [4, 3, 2, 1]
    assert numbers(Filter(who="Lee")) == [4, 3, 2]
    assert numbers(Filter(who="Lee", action="setting.put")) == [3, 2]
    assert numbers(Filter(text="COLOUR")) == [3, 1]
    assert numbers(Filter(text="flagship")) == [4]
    day = MORNING.date()
    assert numbers(Filter(since=day, until=day)) == [2, 1]
    assert numbers(Filter(since=NEXT_DAY.date())) == [3]


def test_the_page_shows_what_the_filter_lets_through_the_newest_first() -> None:
    log_of_three()
    page = opened("log")
    assert table(page, "about")["entry"].to_list() == [3, 2, 1]
    page.selectbox(key="log_who_en").select("Kim").run()
    assert table(page, "about").select("entry", "who", "action", "about").rows() == [
        (1, "Kim", "Setting changed", "colour")
    ]
    page.text_input(key="log_text").set_value("nothing like it").run()
    assert "No entry fits" in said(page)


def test_a_long_log_shows_its_newest_entries_and_the_files_hold_all() -> None:
    for number in range(205):
        open_store().settings.put("count", number, expected=number, by=by("Kim", MORNING))
    page = opened("log")
    assert table(page, "about")["entry"].to_list() == list(range(205, 5, -1))
    assert "The newest 200. The files hold all that fit." in said(page)
    assert log_bytes(Filter(), "csv", ENGLISH).count(b"setting.put") == 205


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_filtered_can_be_taken_along(form: str) -> None:
    log_of_three()
    content = log_bytes(Filter(who="Lee"), form, ENGLISH)
    read = (
        pl.read_csv(io.BytesIO(content)) if form == "csv" else fastexcel.read_excel(content).load_sheet(0).to_polars()
    )
    assert read["entry"].to_list() == [3, 2]
    assert read["who"].to_list() == ["Lee", "Lee"]
    assert read["at"].to_list() == ["2026-03-03 00:00:30 UTC", "2026-03-02 23:59:30 UTC"]
    assert read.columns == audit_list([]).columns
    labels = [one.label for one in opened("log").get("download_button")]
    assert f"Save as {form}" in labels


def test_an_unbroken_log_is_said_to_be_so() -> None:
    log_of_three()
    assert "3 entries, chain unbroken." in told(click(opened("log"), "verify_log"))


def test_a_row_that_somebody_changed_behind_the_app_is_found(tmp_path: Path) -> None:
    log_of_three()
    with closing(sqlite3.connect(tmp_path / "kam.sqlite")) as home, home:
        triggers = [name for (name,) in home.execute("select name from sqlite_master where type = 'trigger'")]
        assert triggers
        for name in triggers:
            home.execute(f'drop trigger "{name}"')
        home.execute("update audit set who = 'Nobody' where seq = 2")
    page = click(opened("log"), "verify_log")
    assert "entry 2 is not as it was written" in told(page)
    assert "unbroken" not in told(page)


def test_remembered_columns_are_seen_and_forgotten() -> None:
    said_before = {"fields": {"amount": "金额", "date": "日期", "margin": ""}, "table": "transactions"}
    open_store().mappings.remember("abc", said_before, by("Lee", MORNING))
    page = opened("columns")
    row = table(page, "columns").row(0, named=True)
    assert row == {
        "table": "Orders",
        "columns": "Amount ← 金额, Date ← 日期",
        "who": "Lee",
        "at": "2026-03-02 07:30 UTC",
    }
    click(page, "forget_columns")
    assert "Nothing is remembered" in said(page)
    assert open_store().mappings.all() == {}


def test_a_data_set_is_renamed_archived_and_restored() -> None:
    data_set_id = imported()
    page = opened("books", data_set_id)
    field = next(one for one in page.text_input if one.key and one.key.startswith("book_name"))
    field.set_value("South").run()
    click(page, "rename_book")
    assert table(page, "imports").select("name", "state", "imports").rows() == [("South", "in use here", 1)]
    click(page, "archive_book")
    assert store_cache.data_sets() == {}
    assert table(page, "imports")["state"].to_list() == ["archived"]
    click(page, "restore_book")
    assert [one.name for one in store_cache.data_sets().values()] == ["South"]


def test_a_data_set_is_not_renamed_to_what_moves_a_cursor() -> None:
    data_set_id = imported()
    before = store_cache.data_sets()[data_set_id].name
    page = opened("books", data_set_id)
    field = next(one for one in page.text_input if one.key and one.key.startswith("book_name"))
    field.set_value("South\x1b[31m").run()
    click(page, "rename_book")
    assert "a line break or a control character" in told(page)
    assert store_cache.data_sets()[data_set_id].name == before


def test_two_who_rename_a_data_set_do_not_overwrite_each_other() -> None:
    data_set_id = imported()
    page = opened("books", data_set_id)
    page.text_input(key=f"book_name_{data_set_id}").set_value("South").run()
    kept = open_store().data_sets.find(data_set_id)
    assert kept is not None
    open_store().data_sets.rename(kept, "West", by("Lee", MORNING))
    click(page, "rename_book")
    assert "changed by Lee at 2026-03-02 07:30 UTC" in told(page)
    assert table(page, "imports")["name"].to_list() == ["West"]
    assert page.text_input(key=f"book_name_{data_set_id}").value == "South"
    click(page.run(), "rename_book")
    assert table(page, "imports")["name"].to_list() == ["South"]
    assert "South · 10 accounts" in said(page)


def test_a_data_set_whose_imports_were_undone_says_that_it_is_empty() -> None:
    data_set_id = imported()
    open_store().imports.undo(open_store().imports.list(data_set_id)[0].id, by("Kim", MORNING))
    page = opened("books")
    assert table(page, "imports")["state"].to_list() == ["empty: its imports were undone"]
    assert "restore_book" not in [one.key for one in page.button]


def test_the_page_says_where_everything_is_kept(tmp_path: Path) -> None:
    text = said(opened("books"))
    assert str(tmp_path) in text
    assert "SQLite, a file in the folder" in text
    assert "Everything can be saved" in text


def test_a_database_on_a_server_is_named() -> None:
    assert "PostgreSQL, named by KAM_DATABASE_URL" in ENGLISH.say(kind_of_database(on_server=True))


def test_where_nothing_can_be_saved_the_page_says_why_and_shows_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    version(1, 20.0)
    why = Message("Nothing can be saved: the database may only be read. Let its owner allow writing.")
    monkeypatch.setattr(open_store().database, "retry", lambda: why)
    page = opened("models")
    assert "the database may only be read" in told(page)
    assert page.button(key="take_version").disabled
    assert table(page, "status")["status"].to_list() == ["published"]


def test_a_backup_can_be_taken_along_and_holds_the_store(tmp_path: Path) -> None:
    page = opened("books")
    assert "Save a backup" in [button.label for button in page.get("download_button")]
    file = tmp_path / "taken.backup"
    file.write_bytes(backup_bytes(by("Kim").actor))
    assert read_manifest(file).rows["workspaces"] == 0
