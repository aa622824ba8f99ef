"""Page layout at several widths, themes and languages; and tests of the defect detector."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.page_defects import is_left_in_english, problems
from tests.browser.screenshots import CORNERS, Look, take

pytestmark = pytest.mark.browser


EACH_RUN = CORNERS[1:]
"""Both widths, schemes and languages; the trips go through the app as the one that is left for long runs."""


@pytest.mark.parametrize("look", [pytest.param(CORNERS[0], marks=pytest.mark.long), *EACH_RUN], ids=str)
def test_nothing_looks_wrong_on_any_page(look: Look, app_url: str, browser: Browser, tmp_path: Path) -> None:
    taken, wrong = take(browser, app_url, tmp_path, [look])
    assert taken == len(list(tmp_path.glob("*.png"))) > 1
    assert wrong == []


def shown(page: Page, main: str) -> list[str]:
    """The problems of a page with this content, for a Chinese reader."""
    page.set_content(
        f'<div data-testid="stApp"><div data-testid="stMain" style="overflow: auto; width: 300px">{main}</div></div>'
    )
    return problems(page, "zh")


def test_a_good_page_has_no_problems(page: Page) -> None:
    assert shown(page, "<p>概览</p>") == []


def test_what_is_wider_than_the_page_is_a_problem(page: Page) -> None:
    assert shown(page, '<p data-testid="stText" style="width: 340px">概览</p>') == [
        "main is 40 px wider than the screen: stText  概览"
    ]


def test_what_is_wider_than_its_own_scrolling_box_is_none(page: Page) -> None:
    assert shown(page, '<div style="overflow: auto; width: 200px"><p style="width: 900px">概览</p></div>') == []


def test_an_exception_an_error_and_a_toast_are_problems(page: Page) -> None:
    kinds = ("stException", "stAlertContentError", "stToast")
    defects = shown(page, "".join(f'<p data-testid="{kind}">{kind}</p>' for kind in kinds))
    assert defects == [f"an error is shown: {kind}" for kind in kinds]


def test_english_on_a_chinese_page_is_a_problem(page: Page) -> None:
    assert shown(page, "<p>What if the rules change?</p>") == ["still in English: What if the rules change?"]


def test_an_english_sentence_with_values_is_known_by_its_words() -> None:
    assert is_left_in_english("Ready to import: 412 accounts and 15,429 order lines worth ¥1M.", "zh")
    assert is_left_in_english("Ready to import: 1 account and 1 order line worth ¥1M.", "zh")
    assert not is_left_in_english("Northmarch Automotive GmbH", "zh")
