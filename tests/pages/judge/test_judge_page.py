"""Judge screen: a mark is stored with its assessor and day, can be undone, and a second window is told."""

import datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kam_core.services.marks import Mark, save_mark
from kam_core.store.data_sets import DEMO
from kam_core.vocabulary.actor import Actor, By, Role
from kam_core.vocabulary.message import UserError
from pages.shell.cache import dataset_cache
from pages.shell.cache.store_cache import open_store
from tests.pages.app_session import NOW, enter, head_texts, page_text, signed

AS_OF = datetime.date(2026, 9, 30)
ANNA = By(Actor("Anna", Role.MANAGER), NOW)


def answer(page: AppTest, mark: int) -> AppTest:
    """Choose an answer to the question on the screen."""
    (radio,) = [one for one in page.radio if str(one.key).startswith("judge_answer")]
    return radio.set_value(mark).run()


def stored() -> list[dict[str, object]]:
    return [dict(one.fields) for one in open_store().entries.of_data_set(DEMO, "assessments") if one.is_active]


def test_an_answer_is_stored_with_assessor_and_day_and_the_next_question_follows(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = signed(enter(monkeypatch, tmp_path, "judge"), "", "Li Na").run()
    assert not page.exception
    # 354 accounts with revenue in the year × 11 criteria; marks of the criteria counted in the file.
    assert "354 active customers, 1,388 of 3,894 marks given (36%)" in head_texts(page)[2]
    question = next(text for text in page_text(page).splitlines() if text.startswith("####"))
    answer(page, 4)
    (evidence,) = [one for one in page.text_input if str(one.key).startswith("judge_evidence")]
    evidence.set_value("https://example.org/visit").run()
    page.button(key="judge_save").click().run()
    (row,) = stored()
    assert (row["score"], row["assessor"], row["assessed_on"]) == (4, "Li Na", "2026-09-30")
    assert row["evidence"] == "https://example.org/visit"
    assert question not in page_text(page)
    assert "1,389 of 3,894" in head_texts(page)[2]
    page.button(key="entry_undo_assessments").click().run()
    assert stored() == []
    assert "1,388 of 3,894" in head_texts(page)[2]


def test_without_an_answer_nothing_is_saved_and_unknown_goes_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = signed(enter(monkeypatch, tmp_path, "judge"), "", "Li Na").run()
    page.button(key="judge_save").click().run()
    assert "Choose an answer from 1 to 5 first" in page.error[0].value
    page.button(key="judge_unknown").click().run()
    assert stored() == []
    assert "Question 2 of" in page_text(page)


def test_whoever_has_given_no_name_yet_is_asked_for_it_and_keeps_the_answer(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = answer(enter(monkeypatch, tmp_path, "judge"), 4)
    page.button(key="judge_save").click().run()
    assert not page.exception
    assert "your name" in page.error[0].value
    assert stored() == []
    page.text_input(key="entry_who_assessments").set_value("Li Na").run()
    page.button(key="judge_save").click().run()
    assert [(row["score"], row["assessor"]) for row in stored()] == [(4, "Li Na")]


def test_a_mark_in_the_score_tab_stands_there_in_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = signed(enter(monkeypatch, tmp_path, "account", {"id": "A009", "tab": "character"}), "", "Li Na").run()
    assert not page.exception
    (criterion,) = [one for one in page.selectbox if str(one.key).startswith("account_mark_criterion")]
    criterion.set_value("Trust").run()
    (radio,) = [one for one in page.radio if str(one.key).startswith("judge_answer_A009")]
    assert "5 Shares its plans with us" in radio.options[4].replace("*", "")
    radio.set_value(5).run()
    page.button(key="account_mark_save").click().run()
    assert [(row["criterion"], row["score"]) for row in stored()] == [("trust", 5)]
    assert "Trust: 5 saved." in page_text(page)


def test_the_same_person_changes_the_mark_of_the_day_and_another_window_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    enter(monkeypatch, tmp_path, "judge")
    store, data = open_store(), dataset_cache.demo()

    def save(mark: Mark, seen: float | None) -> None:
        save_mark(store, DEMO, data, mark, ANNA, working_day=AS_OF, seen=seen)

    save(Mark("A300", "trust", 2, "heard it"), None)
    save(Mark("A300", "trust", 4), 2.0)
    rows = [one for one in store.entries.of_data_set(DEMO, "assessments") if one.is_active]
    assert len({one.row_id for one in rows}) == 1
    # A window that still shows the 2, and one that shows no mark at all.
    for seen in (2.0, None):
        with pytest.raises(UserError, match="in another window you gave a 4"):
            save(Mark("A300", "trust", 3), seen)
    save(Mark("A300", "trust", None), 4.0)
    with pytest.raises(UserError, match="withdrawn in another window"):
        save(Mark("A300", "trust", 3), 4.0)


@pytest.mark.parametrize(
    ("mark", "sentence"),
    [
        (Mark("A300", "trust", 6), "A mark of 6 is not possible: marks go from 1 to 5."),
        (Mark("A300", "charm", 3), "charm is not a criterion that people judge."),
    ],
)
def test_a_mark_of_six_and_an_unknown_criterion_are_refused_with_a_sentence(
    mark: Mark, sentence: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    enter(monkeypatch, tmp_path, "judge")
    with pytest.raises(UserError) as refused:
        save_mark(open_store(), DEMO, dataset_cache.demo(), mark, ANNA, working_day=AS_OF)
    assert str(refused.value) == sentence
