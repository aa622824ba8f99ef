"""Browser and server compute the same tier and score for every account."""

import base64
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

from kam_core.locale.language import Language
from kam_core.scoring.model.model import Model, rebuilt
from kam_core.scoring.portfolio import Portfolio
from kam_core.vocabulary.message import Points, plural_number
from kam_core.whatif.browser_payload import browser_payload
from kam_core.whatif.comparison import compare, rescore
from kam_core.whatif.tier_crossings import tier_crossings
from tests.whatif.random_portfolios import drafts, many_accounts

pytestmark = pytest.mark.browser

SCRIPTS = Path(__file__).resolve().parents[3] / "pages" / "rules" / "simulate" / "browser"
ACCOUNT_SCRIPTS = [SCRIPTS / name for name in ("board_data.js", "tiering.js", "results.js", "cut_moves.js")]
CHANGED = (
    "{moved} account changes tier: {up} up, {down} down.",
    "{moved} accounts change tier: {up} up, {down} down.",
    "moved",
)
POINTS = ("{points} point", "{points} points", "points")
READ = """(text) => {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  window.board = readBoard(bytes);
}"""
COUNT = """(levers) => {
  const found = computeResults(window.board, levers);
  return { tier: [...found.tier], score: [...found.score].map((one) => (Number.isFinite(one) ? one : null)),
           counts: found.counts, money: found.money, lines: found.lines, moved: found.moved };
}"""

SAY = """([text, decider, values, format]) => {
  const numbers = new Numbers({ ...format, currency: null }, { weight: 1 });
  try { return { text: filled(decider ? numbers.form(text, values[decider]) : text, values) }; }
  catch (error) { return { refused: error.message }; }
}"""


def load_account_scripts(page: Page) -> None:
    """Load the code that counts accounts under levers."""
    for script in ACCOUNT_SCRIPTS:
        page.add_script_tag(path=script)


def load_sentences(page: Page) -> None:
    """Load the code that says sentences."""
    page.add_script_tag(path=SCRIPTS / "sentences.js")
    page.add_script_tag(content=(SCRIPTS / "part.js").read_text(encoding="utf-8") + "\nwindow.Numbers = Numbers;")


def levers(draft: Model, criteria: list[str]) -> dict[str, Any]:
    weights = {criterion.name: criterion.weight for criterion in draft.criteria}
    places = {
        tier: {"in_all": one.most_in_all, "per_owner": one.most_per_owner}
        for tier, one in zip("sab", draft.capacity.by_tier, strict=True)
    }
    return {
        "weights": [weights[name] for name in criteria],
        "cut": draft.cut.model_dump(mode="json"),
        "missing": draft.missing,
        "hysteresis": draft.hysteresis.model_dump(mode="json"),
        "capacity": None if draft.capacity.unlimited else places,
        "fills": draft.gates.freed_places == "next",
    }


def active_names(published: Portfolio) -> list[str]:
    return [c.name for c, flag in zip(published.model.criteria, published.matrix.active, strict=True) if flag]


def counted_in(page: Page, published: Portfolio, draft: Model, most_bytes: int) -> dict[str, Any]:
    board = browser_payload(published, draft, most_bytes)
    page.evaluate(READ, base64.b64encode(board.data).decode())
    found: dict[str, Any] = page.evaluate(COUNT, levers(draft, active_names(published)))
    return found


@pytest.mark.parametrize("missing", ["share_out", "neutral", "worst"])
def test_every_account_has_the_same_tier_and_the_same_score_to_the_last_bit(page: Page, missing: str) -> None:
    page.goto("about:blank")
    load_account_scripts(page)
    published = many_accounts(300, missing=missing)
    for place, draft in enumerate(drafts(published, 24)):
        if place % 5 < 2:
            draft = rebuilt(draft, gates={"freed_places": "next"})
        scores, tiers = rescore(published, draft)
        found = counted_in(page, published, draft, 3 * 2**20)
        assert found["tier"] == tiers.tier.tolist(), draft.cut
        assert found["score"] == [None if np.isnan(one) else one for one in scores.score.tolist()]


def test_rounded_points_move_only_accounts_that_lie_on_a_cut(page: Page) -> None:
    """65,534 steps to 100 points: a score is off by at most half a step."""
    page.goto("about:blank")
    load_account_scripts(page)
    published = many_accounts(300)
    for draft in drafts(published, 8):
        scores, tiers = rescore(published, draft)
        found = counted_in(page, published, draft, 300 * 40)
        known = ~np.isnan(scores.score)
        score = np.array([np.nan if one is None else one for one in found["score"]])
        assert np.abs(score - scores.score)[known].max() <= 100 / 65_534
        assert (np.array(found["tier"]) != tiers.tier).mean() <= 0.02


def test_counts_money_and_what_crosses_each_line_are_those_of_the_server(page: Page) -> None:
    page.goto("about:blank")
    load_account_scripts(page)
    published = many_accounts(300)
    revenue = published.inputs.revenue
    for draft in drafts(published, 6):
        result = compare(published, draft)
        tiers = result.tiers
        found = counted_in(page, published, draft, 3 * 2**20)
        assert found["counts"] == [int((tiers.tier == code).sum()) for code in range(4)]
        assert found["money"] == [int(revenue[tiers.tier == code].sum()) for code in range(4)]
        assert found["moved"] == result.moved
        assert [
            (line["falling"], line["fallingMoney"], line["rising"], line["risingMoney"]) for line in found["lines"]
        ] == [(line.falling, line.falling_revenue, line.rising, line.rising_revenue) for line in tier_crossings(result)]


def test_on_a_sample_nobody_has_moved_before_a_lever_has(page: Page) -> None:
    """Of a sample with rounded points some lie on the other side of a cut: that is no move."""
    page.goto("about:blank")
    load_account_scripts(page)
    published = many_accounts(300)
    still = {**levers(published.model, active_names(published)), "comparable": True}
    for most_bytes in range(640, 4_800, 160):
        found = counted_in(page, published, published.model, most_bytes)
        if found["moved"]:
            break
    else:
        pytest.fail("no sample shows what this test is about")
    page.evaluate("(published) => alignPublishedTiers(window.board, published)", still)
    again = page.evaluate(COUNT, still)
    assert again["counts"] == found["counts"]
    assert again["moved"] == 0
    page.evaluate("(published) => alignPublishedTiers(window.board, published)", {**still, "comparable": False})
    assert page.evaluate(COUNT, still)["moved"] == found["moved"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (CHANGED, {"moved": 1, "up": 1, "down": 0}),
        (CHANGED, {"moved": 2, "up": 1, "down": 1}),
        (CHANGED, {"moved": 0, "up": 0, "down": 0}),
        (CHANGED, {"moved": 1_234, "up": 1_000, "down": 234}),
        (POINTS, {"points": Points(1.0)}),
        (POINTS, {"points": Points(1.5)}),
        (("{first} {then}",), {"first": "Paid in $& and {then}.", "then": "Then."}),
    ],
)
def test_a_sentence_says_the_same_from_the_browser_as_from_the_server(
    page: Page, text: tuple[str, ...], values: dict[str, object]
) -> None:
    page.goto("about:blank")
    load_sentences(page)
    for words in (Language("en"), Language("zh")):
        sent = {
            name: {"shown": words.show(value), "number": plural_number(value)}
            if plural_number(value) is not None
            else value
            for name, value in values.items()
        }
        # Without values the server hands on the text with its places, as it does for the browser.
        handed = [words.plural_forms(*text[:2]), text[2]] if len(text) > 1 else [words.say(text[0]), None]
        assert page.evaluate(SAY, [*handed, sent, words.spec.browser_format]) == {"text": words.say(*text, **values)}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("{moved}", {"up": 1}),
        ("{moved:accounts}", {"moved": 1}),
        ("{moved:account|accounts}", {"moved": 1}),
    ],
)
def test_what_the_server_refuses_to_say_the_browser_refuses_too(
    page: Page, text: str, values: dict[str, object]
) -> None:
    page.goto("about:blank")
    load_sentences(page)
    with pytest.raises((KeyError, TypeError, ValueError)):
        Language("en").say(text, **values)
    sent = {name: {"shown": str(one), "number": one} if isinstance(one, int) else one for name, one in values.items()}
    assert list(page.evaluate(SAY, [text, None, sent, Language("en").spec.browser_format])) == ["refused"]


def test_accounts_of_a_sample_are_counted_as_all_that_they_represent(page: Page) -> None:
    """One account of a sample of every third stands for three."""
    page.goto("about:blank")
    load_sentences(page)
    say = """([forms, weight, moved, format]) => {
      const numbers = new Numbers({ ...format, currency: null }, { weight });
      const counted = numbers.counted(moved);
      return filled(numbers.form(forms, counted), { moved: counted, up: counted, down: numbers.counted(0) });
    }"""
    words = Language("en")
    forms, english = words.plural_forms(*CHANGED[:2]), words.spec.browser_format
    assert page.evaluate(say, [forms, 3, 1, english]) == "≈ 3 accounts change tier: ≈ 3 up, ≈ 0 down."
    assert page.evaluate(say, [forms, 1, 1, english]) == "1 account changes tier: 1 up, 0 down."
    assert page.evaluate(say, [forms, 1.2, 1, english]) == "≈ 1 account changes tier: ≈ 1 up, ≈ 0 down."
