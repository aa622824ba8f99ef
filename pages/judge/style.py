"""CSS rules of the question card: answers as boxes, each with the badge of its tier. No data goes in here."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kam_core.charts.theme import DARK_TIER_COLOURS, DARK_TIER_INK, TIER_COLOURS, TIER_INK
from kam_core.vocabulary.enums import TIERS
from kam_core.whatif.judging.answer_effects import MARKS

_RULES = """
.st-key-judge_question {
  background: light-dark(#e8eff6, #1f2b38); border: 1px solid var(--st-primary-color, #2d5b88) !important; gap: 0.75rem;
}
.st-key-judge_question [role="radiogroup"] { flex-direction: column; gap: 0.4rem; width: 100%; }
.st-key-judge_question [role="radiogroup"] > *, .st-key-judge_question [data-testid="stRadio"] { width: 100%; }
.st-key-judge_question [role="radiogroup"] label {
  width: 100%; min-height: 2rem; padding: 0.3rem 0.6rem; margin: 0;
  align-items: center !important; box-sizing: border-box;
  border: 1px solid light-dark(#d5dbe1, #3a434d); border-radius: 6px; background: light-dark(#ffffff, #14181d);
}
.st-key-judge_question [role="radiogroup"] label:has(input:checked) { border-color: light-dark(#2d5b88, #8ab4dd); }
.st-key-judge_question [role="radiogroup"] label > * { align-self: center; }
.st-key-judge_question [role="radiogroup"] label :has(> p), .st-key-judge_question [role="radiogroup"] label :has(p) {
  flex: 1; width: 100%; align-items: center;
}
.st-key-judge_question [role="radiogroup"] p { display: flex; gap: 0.5rem; align-items: center; width: 100%; }
.st-key-judge_question [role="radiogroup"] code {
  margin-left: auto; min-width: 1.25rem; padding: 0; text-align: center; font-weight: 700; border-radius: 5px;
  font-family: inherit; line-height: 1.25rem;
}
[role="tabpanel"] [data-testid="stLayoutWrapper"]:has(> .st-key-answer) { margin-top: 0 !important; }
.st-key-judge_question h4 { padding: 0 0 0.75rem; font-size: 1.125rem; line-height: 1.5rem; }
@media (max-width: 640px) {
  .st-key-judge_question [role="radiogroup"] label { min-height: 48px; }
  .st-key-judge_question button { min-height: 48px; }
  [data-testid="stColumn"]:has(.st-key-judge_tools) { display: none; }
}
"""

_BADGES = "".join(
    f'[class*="st-key-judge_tiers"][class*="_{place}{tier}"] [role="radiogroup"] > :nth-child({place}) code {{'
    f" background: light-dark({TIER_COLOURS[tier]}, {DARK_TIER_COLOURS[tier]});"
    f" color: light-dark({TIER_INK[tier]}, {DARK_TIER_INK[tier]}); }}\n"
    for place in MARKS
    for tier in TIERS
)
RULES = f"<style>{_RULES}{_BADGES}</style>"


def apply_style() -> None:
    """Apply the rules."""
    st.html(RULES)


def tiers_key(tiers: Sequence[int]) -> str:
    """The key of the container of the answers, by which each badge gets the colour of its tier."""
    return "_".join(
        ["judge_tiers", *(f"{mark}{TIERS[code]}" for mark, code in zip(MARKS, tiers, strict=False) if code >= 0)]
    )
