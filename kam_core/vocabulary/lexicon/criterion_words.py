"""Spellings of the judged criteria in several languages."""

from __future__ import annotations

from kam_core.vocabulary.judgement.criteria import CRITERIA
from kam_core.vocabulary.lexicon.spellings import fold_spelling

CRITERION_BY_SPELLING: dict[str, str] = {
    fold_spelling(word): criterion.name
    for criterion in CRITERIA.values()
    for word in (criterion.name, criterion.label, *criterion.words)
}
"""Spelling → criterion."""
