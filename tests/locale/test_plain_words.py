"""Texts are plain business language: phrases that were replaced are in no language of the catalogue any more."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from kam_core.locale import catalogue
from tests.source_files import ROOT

REPLACED_TEXTS = ROOT.parent / "shared" / "words.md"
"""Tables of replaced texts, the old one on the left; a document beside the project that need not be there."""
RIGHT_ELSEWHERE = {"系统", "未署名"}
"""Words of the tables that were wrong in one place only."""
BANNED = {
    "pictures": r"\b(?:put|puts) (?:it )?away\b|\bthe dearest\b|\brests? on\b|\bhangs? on\b|\bgoes for\b",
    "people where a noun does": r"\bnobody\b|\beverybody\b|\bsomebody\b|\bwhoever\b|\banybody\b",
    "old-fashioned": r"\bsuffic|\bof then\b|\bas you said\b|\bparted by\b|\bit stands\b|\bthey stand\b|\bmade anew\b",
    "another word for import, draft or withdraw": r"\btake it (?:over|back|as draft)\b|\bbring them\b",
    "another word for customer": r"\bclients?\b|(?<!economic )(?<!technical )(?<!heavy )\bbuyers?\b",
    "another word for a manual tier": r"\boverrid|\bset by hand\b|\bby hand\b",
    "another word for refused settings": r"\bdoes not hold\b|\blast good state\b",
    "another word for a change of tier": r"\bchanges? side\b|\bflip",
}
BANNED_IN_CHINESE = r"门槛|钱包份额|钱包余量|加权需求|经济购买者|上一次的有效设置。保留"


def texts() -> Iterator[str]:
    """All English texts of the source."""
    ids = (message.id for message in catalogue.extracted() if message.id)
    return (form for text in ids for form in ([text] if isinstance(text, str) else text))


def chinese_texts() -> list[str]:
    """All Chinese texts of the catalogue."""
    return [form for message in catalogue.read("zh") if message.id for form in catalogue.strings(message)]


def replaced(markdown: str) -> Iterator[str]:
    """The parts of the left column of the tables that stand alone: no remark in brackets, no ellipsis."""
    for line in markdown.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and len(cells) > 1 and not set(cells[0]) <= set("-: ") and "better" not in cells[1]:
            text = re.sub(r"\s*[(（][^()（）]*[)）]$", "", cells[0])
            yield from (part.strip() for part in re.split(r" / |…|: (?=[a-z])", text) if len(part.strip()) > 2)


def pattern(old: str) -> re.Pattern[str]:
    """Match the text with any number, tier or file in it; a short text only as a whole, a longer one within another."""
    words = re.sub(r"\\\.?[\d.]+|\b\d[\d.]*\b|\b[SAB]\b|\w+\\\.xlsx", r"(?:\\{\\w+\\}|[\\d.]+)", re.escape(old))
    is_short = len(old) < 5 if re.search("[一-鿿]", old) else len(old.split()) < 3
    return re.compile(rf"^{words}$" if is_short else words, re.NOFLAG if is_short else re.IGNORECASE)


def test_a_replaced_text_is_found_with_other_numbers_and_within_a_longer_text_unless_it_is_short() -> None:
    table = "| English, now | better |\n|---|---|\n| the places down to 17 are S / before (chart) | x |\n"
    long, short = map(pattern, replaced(table))
    assert long.search("Rank {rank}; the places down to {end} are {tier}.")
    assert short.search("before")
    assert not short.search("the month before")


@pytest.mark.skipif(not REPLACED_TEXTS.exists(), reason="the tables of replaced texts are not here")
def test_no_replaced_text_is_left_in_the_catalogue() -> None:
    old = [text for text in replaced(REPLACED_TEXTS.read_text(encoding="utf-8")) if text not in RIGHT_ELSEWHERE]
    assert len(old) > 60
    now = [*texts(), *chinese_texts()]
    assert [(one, text) for one in old for text in now if pattern(one).search(text)] == []


@pytest.mark.parametrize("why", BANNED)
def test_no_text_uses_a_phrase_that_a_colleague_would_not_say(why: str) -> None:
    # A placeholder may carry the name of a value, and a command the name of an option.
    shown = [re.sub(r"\{[a-z_]+[:}]|`[^`]*`", "", text) for text in texts()]
    assert [text for text in shown if re.search(BANNED[why], text, re.IGNORECASE)] == []


def test_chinese_texts_use_the_terms_of_sales_organisations() -> None:
    assert [text for text in chinese_texts() if re.search(BANNED_IN_CHINESE, text)] == []
