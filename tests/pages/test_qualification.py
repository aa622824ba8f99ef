"""Qualify screen and the section of one account: which accounts in S and A are none, and an answer with undo."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kam_core.entries.entry_rows import rows as entry_rows
from kam_core.services import entries
from kam_core.services.key_dropouts_notice import confirm
from kam_core.store.data_sets import DEMO
from kam_core.vocabulary.actor import Role
from pages.shell.cache import dataset_cache
from pages.shell.cache.store_cache import open_store
from tests.pages.account.test_touches_and_plan import AS_OF, COLLEAGUE, press
from tests.pages.app_session import NOW, colleague, enter, head_texts, page_text, signed
from tests.pages.rules.test_withdrawn_publication import demo_model, publish
from tests.store.sample_content import by


def test_the_screen_says_how_many_accounts_in_s_and_a_are_no_key_accounts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = enter(monkeypatch, tmp_path, "qualify", language="en")
    assert not app.exception
    assert any("no key accounts" in text for text in head_texts(app))


def test_an_account_bought_by_dispersed_units_says_so_in_its_score_tab(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = enter(monkeypatch, tmp_path, "account", {"account": "A161", "tab": "character"}, language="en")
    assert not app.exception
    assert any("all its purchasing is dispersed" in one.value for one in app.markdown)


def test_the_list_of_who_drops_out_is_shown_until_it_is_confirmed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = enter(monkeypatch, tmp_path, "qualify", language="en")
    assert any("These drop out" in one.value for one in app.markdown)
    confirm(open_store(), DEMO, by("a manager", NOW))
    app.run()
    assert not app.exception
    assert not any("These drop out" in one.value for one in app.markdown)


def answer(app: AppTest, given: str, evidence: str) -> AppTest:
    """Answer the check that the page asks for."""
    asked = next(one for one in app.get("button_group") if str(one.key).startswith("check_answer_"))
    place = str(asked.key).removeprefix("check_answer_")
    asked.set_value(given)  # type: ignore[attr-defined]
    app.text_input(key=f"check_evidence_{place}").set_value(evidence)
    return app.button(key=f"check_save_{place}").click().run()


def stored() -> list[tuple[str, str]]:
    entries = open_store().entries.of_data_set(DEMO, "checks")
    rows = entry_rows(dataset_cache.dataset(None), entries, "checks", "A001")
    own = [row for row in rows if row.values["check"] == "known_industry"]
    return [(str(row.values["answer"]), str(row.values.get("evidence"))) for row in own]


def ask(app: AppTest, check: str) -> AppTest:
    return app.selectbox(key="qualification_check").set_value(check).run()


def test_an_answer_is_stored_with_who_gave_it_listed_by_its_label_and_undone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = enter(monkeypatch, tmp_path, "account", {"id": "A001", "tab": "character"}, language="en")
    app = ask(signed(app, "", "Li Na").run(), "known_industry")
    answer(app, "pass", "Pilot line since May")
    assert not app.exception
    assert stored() == [("pass", "Pilot line since May")]
    (entry,) = open_store().entries.of_data_set(DEMO, "checks")
    assert (entry.actor, entry.fields["answered_by"]) == ("Li Na", "Li Na")
    assert "We know their industry" in page_text(app)
    assert "known_industry" not in page_text(app)
    press(app, "Undo")
    assert stored() == []


def test_an_answer_in_the_worklist_is_named_and_undone_though_the_next_account_is_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = signed(enter(monkeypatch, tmp_path, "qualify", language="en"), "", "Li Na").run()
    before = head_texts(app)
    question = next(text for text in page_text(app).splitlines() if text.endswith("?**"))
    account = question.strip("*").split(":")[0]
    answer(app, "fail", "They said so")
    assert not app.exception
    assert question not in page_text(app)
    (saved,) = [text for text in page_text(app).splitlines() if "Failed, saved." in text]
    assert account in saved
    press(app, "Undo")
    assert not [one for one in open_store().entries.of_data_set(DEMO, "checks") if one.is_active]
    assert head_texts(app) == before
    assert question in page_text(app)


def test_the_second_editor_of_a_check_sees_the_answer_of_the_first_and_decides(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = enter(monkeypatch, tmp_path, "account", {"id": "A001", "tab": "character"}, language="en")
    app = ask(signed(app, "", "Li Na").run(), "known_industry")
    theirs = {"account": "A001", "check": "known_industry", "answer": "fail", "answered_by": "Wang Fang"}
    entries.enter(open_store(), DEMO, dataset_cache.dataset(None), "checks", theirs, COLLEAGUE, working_day=AS_OF)
    answer(app, "pass", "Pilot line since May")
    assert "Wang Fang changed this at 2026-11-02 09:30 UTC" in app.warning[-1].value.replace("\\", "")
    assert "Answer: their value **Failed**, your value **Passed**" in page_text(app)
    assert stored() == [("fail", "None")]
    press(app, "Use mine")
    assert not app.exception
    assert stored() == [("pass", "Pilot line since May")]


def test_the_header_names_who_drops_out_to_those_who_may_confirm_until_it_is_confirmed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = enter(monkeypatch, tmp_path, "accounts", language="en")
    assert not [one for one in app.button if one.key == "dropouts_open"], "no tier was published yet"
    publish(demo_model())
    assert [one for one in app.run().button if one.key == "dropouts_open"]
    app.session_state["person"] = colleague("Mia", Role.VIEWER).id
    assert not [one for one in app.run().button if one.key == "dropouts_open"]
    app.session_state["person"] = colleague("Li Na", Role.ADMINISTRATOR).id
    assert [one for one in app.run().button if one.key == "dropouts_open"]
    confirm(open_store(), DEMO, by("a manager", NOW))
    assert not [one for one in app.run().button if one.key == "dropouts_open"]
