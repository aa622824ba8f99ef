"""Judged criteria: each has a question, five answers in words, and spellings of its own."""

from collections import Counter

import pytest

from kam_core.vocabulary.judgement.criteria import CRITERIA
from kam_core.vocabulary.lexicon.criterion_words import CRITERION_BY_SPELLING
from kam_core.vocabulary.lexicon.spellings import fold_spelling

LONGEST_ANSWER, LONGEST_HEAD = 30, 15


def test_every_criterion_asks_about_the_account_and_has_five_answers_that_fit_on_a_phone() -> None:
    assert len(CRITERIA) == 35
    for criterion in CRITERIA.values():
        assert "{account}" in criterion.question, criterion.name
        assert len(set(criterion.anchors)) == 5, criterion.name
        assert all(0 < len(answer) <= LONGEST_ANSWER for answer in criterion.anchors), criterion.name
        assert 0 < len(criterion.head) <= LONGEST_HEAD, criterion.name
    heads = [criterion.head for criterion in CRITERIA.values()]
    assert len(set(heads)) == len(heads)


def test_no_spelling_belongs_to_two_criteria() -> None:
    spellings = Counter(
        spelling
        for one in CRITERIA.values()
        for spelling in {fold_spelling(word) for word in (one.name, one.label, *one.words)}
    )
    assert [spelling for spelling, count in spellings.items() if count > 1] == []


@pytest.mark.parametrize(
    ("written", "criterion"),
    [
        ("loyalty", "loyalty"), ("Satisfaction", "relationship_satisfaction"), ("忠诚度", "loyalty"),
        ("Trust", "trust"), ("growth", "market_growth"), ("议价能力", "bargaining_power"), ("愿景", "vision"),
        ("Lighthouse", "brand_lighthouse"), ("门当户对", "mutual_dependence"), ("服务体验", "service_experience"),
    ],
)  # fmt: skip
def test_files_may_write_a_criterion_in_words(written: str, criterion: str) -> None:
    assert CRITERION_BY_SPELLING[fold_spelling(written)] == criterion
