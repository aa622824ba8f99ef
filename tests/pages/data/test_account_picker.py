"""Account picker of data sets with more accounts than a list can show."""

from pathlib import Path

import pytest

from pages.account import picker
from pages.shell.cache import dataset_cache, store_cache
from tests.pages.data.cube_pages import account_page, opened, page_texts


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
    assert "No account matches C9999." in " ".join(page_texts(app)).replace("\\", "")
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
