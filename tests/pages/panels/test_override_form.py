"""Override form on the account page: set, change, withdraw, expire, conflict."""

import datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kam_core.store.workspace import Workspace
from kam_core.vocabulary.dataset import Dataset
from pages.shell.cache import store_cache
from pages.shell.cache.store_cache import open_store
from tests.datasets import dataset, monthly
from tests.pages.app_session import APP, NOW, SECONDS, columns, context_pills, enter, page_text, signed
from tests.pages.rules.test_publishing import publish
from tests.store.sample_content import by

ACCOUNT = "C1"
TODAY = datetime.datetime.now(datetime.UTC).date()


def orders(months: int = 12) -> Dataset:
    """Ten accounts, each larger than the one before: C1 is the smallest and has the lowest tier."""
    return dataset([row for n in range(1, 11) for row in monthly(f"C{n}", "2024-01-15", months, 100.0 * n)])


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AppTest:
    return enter(monkeypatch, tmp_path, "account", {"account": ACCOUNT}, data=orders())


def again() -> AppTest:
    """The account's page as another reader opens it."""
    other = AppTest.from_file(str(APP), default_timeout=SECONDS)
    other.session_state["workspace"] = Workspace("another-reader", dataset=the_data_set(), view={})
    other.run()
    other.query_params["account"] = ACCOUNT
    return other.switch_page("pages/account/page.py").run()


def fields(page: AppTest, tier: str, reason: str, until: datetime.date | None = None, who: str = "Kim") -> AppTest:
    (choice,) = [one for one in page.selectbox if one.key and one.key.startswith("override_tier")]
    (words,) = [one for one in page.text_area if one.key and one.key.startswith("override_reason")]
    (end,) = [one for one in page.date_input if one.key and one.key.startswith("override_until")]
    choice.select(tier)
    words.set_value(reason)
    end.set_value(until)
    return signed(page, f"override_who_{ACCOUNT}", who).run()


def keep(page: AppTest) -> AppTest:
    page.button(key=f"override_save_{ACCOUNT}").click().run()
    assert not page.exception
    return page


def refused(page: AppTest) -> str:
    return "\n".join(error.value for error in page.error).replace("\\", "")


def the_data_set() -> str:
    return next(iter(store_cache.data_sets()))


def test_a_tier_set_by_hand_wins_and_is_shown_with_author_and_reason(page: AppTest) -> None:
    assert "set manually" not in page_text(page)
    keep(fields(page, "S", "founding customer"))
    assert "S, set manually by Kim: founding customer." in page_text(page)
    assert "S, set by Kim" in page.toast[0].value.replace("\\", "")


@pytest.mark.parametrize(
    ("reason", "who", "sentence"),
    [("", "Kim", "Enter a reason for the manual tier"), ("flagship", "", "Enter your name first")],
)
def test_a_tier_without_reason_or_author_is_not_taken(page: AppTest, reason: str, who: str, sentence: str) -> None:
    keep(fields(page, "S", reason, who=who))
    assert sentence in refused(page)
    assert open_store().overrides.all(the_data_set()) == []


def test_an_end_that_is_over_is_not_taken(page: AppTest) -> None:
    yesterday = TODAY - datetime.timedelta(days=1)
    keep(fields(page, "S", "flagship", yesterday))
    assert f"{yesterday} is in the past" in refused(page)
    keep(fields(page, "S", "flagship"))
    keep(fields(page, "S", "flagship", yesterday))
    assert f"{yesterday} is in the past" in refused(page)
    (one,) = open_store().overrides.all(the_data_set())
    assert one.until is None


def test_it_is_changed_and_the_page_says_until_when(page: AppTest) -> None:
    keep(fields(page, "S", "flagship"))
    end = TODAY + datetime.timedelta(days=30)
    keep(fields(page, "A", "flagship for a while", end, who="Lee"))
    assert f"A, set manually by Lee until {end}: flagship for a while." in page_text(page)
    actions = [entry.action for entry in open_store().audit.entries() if entry.action.startswith("override")]
    assert actions == ["override.change", "override.set"]


def test_a_withdrawn_override_is_gone_from_the_account_and_stays_in_the_list(page: AppTest) -> None:
    keep(fields(page, "S", "flagship"))
    page.button(key=f"override_withdraw_{ACCOUNT}").click().run()
    assert not page.exception
    assert "set manually" not in page_text(page)
    (one,) = open_store().overrides.all(the_data_set())
    assert one.withdrawn_by == "Kim"


def test_it_outlives_a_new_import(page: AppTest) -> None:
    keep(fields(page, "S", "flagship"))
    store = open_store()
    store.imports.commit(
        data_set=store.data_sets.find(the_data_set()), name="test", dataset=orders(13), records={}, files=[],
        summary={}, rejected=None, by=by("a test", NOW),
    )  # fmt: skip
    other = again()
    assert context_pills(other)[1] == "12 months to 2024-12-31"
    assert "S, set manually by Kim: flagship." in page_text(other)


def test_an_override_outlives_a_new_model_and_is_in_the_published_tiers(page: AppTest) -> None:
    keep(fields(page, "S", "flagship"))
    page.switch_page("pages/rules/simulate/page.py").run().toggle(key="plain_levers").set_value(True).run()
    page.slider(key="lever_g_realised").set_value(20.0).run()
    publish(page)
    other = again()
    assert "S, set manually by Kim: flagship." in page_text(other)
    other.query_params["tab"] = "score"
    other.run()
    history = columns(other, "past_tiers")
    assert (history["tier"], history["model"], history["who"]) == (["S"], ["Sharper v2"], ["Kim"])


def test_an_expired_override_no_longer_counts_and_is_shown_as_expired(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = enter(monkeypatch, tmp_path, "account", {"account": ACCOUNT}, data=orders())
    open_store().overrides.set(
        data_set_id=the_data_set(), account_id=ACCOUNT, tier="S", reason="flagship",
        until=datetime.date(2024, 10, 31), by=by("Kim", datetime.datetime(2024, 10, 1, tzinfo=datetime.UTC)),
    )  # fmt: skip
    page.run()
    assert "set manually" not in page_text(page)
    assert "S until 2024-10-31, set by Kim" in page_text(page)
    assert "It has expired" in page_text(page)
    keep(fields(page, "A", "flagship again", who="Lee"))
    assert "A, set manually by Lee: flagship again." in page_text(page)


def test_the_second_of_two_editors_sees_the_conflict_and_keeps_the_typed_values(page: AppTest) -> None:
    second = again()
    fields(second, "A", "good friends", who="Lee")
    keep(fields(page, "S", "flagship"))
    keep(second)
    assert "S, set by Kim at" in refused(second)
    assert "flagship" in refused(second)
    assert second.text_area[0].value == "good friends"
    (one,) = open_store().overrides.all(the_data_set())
    assert (one.tier, one.author) == ("S", "Kim")
    second.button(key=f"override_mine_{ACCOUNT}").click().run()
    keep(second)
    assert "A, set manually by Lee: good friends." in page_text(second)


def test_the_second_editor_can_take_the_values_of_the_first(page: AppTest) -> None:
    second = again()
    fields(second, "A", "good friends", who="Lee")
    keep(fields(page, "S", "flagship"))
    second.run()
    second.button(key=f"override_theirs_{ACCOUNT}").click().run()
    assert refused(second) == ""
    assert second.text_area[0].value == "flagship"


def test_a_reader_sees_the_overrides_of_others_without_a_question(page: AppTest) -> None:
    second = again()
    keep(fields(page, "S", "flagship"))
    second.run()
    assert refused(second) == ""
    assert second.text_area[0].value == "flagship"


def test_a_reason_is_shown_as_text_and_never_as_markup(page: AppTest) -> None:
    keep(fields(page, "S", "![x](http://elsewhere)"))
    assert not page.exception
    marked = [str(one.value) for one in (*page.markdown, *page.caption)]
    assert not any("![x](http" in text for text in marked)


def test_without_a_publication_the_history_says_how_it_begins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = enter(monkeypatch, tmp_path, "account", {"id": "A002", "tab": "score"})
    assert "No published tiers yet" in page_text(page)
