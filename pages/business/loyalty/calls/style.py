"""CSS rules of Loyalty: the strip, the rows of the call list and their badges. A constant: no data goes in here."""

from __future__ import annotations

import streamlit as st

from kam_core.charts.theme import DARK_TIER_COLOURS, DARK_TIER_INK, TIER_COLOURS, TIER_INK

_BADGES = "".join(
    f'[class*="st-key-call_tier_{tier}_"] p {{ background: light-dark({colour}, {DARK_TIER_COLOURS[tier]});'
    f" color: light-dark({TIER_INK[tier]}, {DARK_TIER_INK[tier]}); }}\n"
    for tier, colour in TIER_COLOURS.items()
)
_RULES = (
    """<style>
.st-key-risk_strip {
  border: 1px solid light-dark(#d5dbe1, #3a434d); border-radius: 0.5rem; overflow: hidden;
}
.st-key-risk_strip { align-items: stretch !important; }
.st-key-risk_strip > * { border-left: 1px solid light-dark(#d5dbe1, #3a434d); margin-left: -1px; }
.st-key-risk_strip [data-testid="stMetric"] { padding: 0.6rem 1rem; min-width: 0; }
.st-key-risk_strip [data-testid="stMetricLabel"] * { font-size: 0.75rem; }
.st-key-risk_strip [data-testid="stMetricValue"] { font-size: 1.125rem; font-weight: 700; line-height: 1.5rem; }
.st-key-risk_strip [data-testid="stMetricDelta"] { padding: 0; background: none; font-size: 0.75rem; }
.st-key-risk_strip [data-testid="stMetric"] * { white-space: normal; overflow: visible; text-overflow: clip; }
.st-key-call_list { gap: 0; }
.st-key-call_list [data-testid="stMarkdownContainer"], .st-key-call_list [data-testid="stCaptionContainer"] {
  margin-bottom: 0;
}
.st-key-call_list p { margin: 0; line-height: 1.25rem; }
.st-key-call_list [data-testid="stMarkdownContainer"] p { font-size: 0.875rem; }
.st-key-call_list [data-testid="stCaptionContainer"] p { font-size: 0.75rem; line-height: 1rem; }
.st-key-call_head { border-bottom: 1px solid light-dark(#a9b4bf, #56616d); padding: 0.25rem 0; }
[class*="st-key-call_row_"] {
  border-bottom: 1px solid light-dark(#d5dbe1, #3a434d); padding: 0.5rem 0; min-height: 3.5rem; position: relative;
  justify-content: center;
}
[class*="st-key-call_row_"]:hover { background: light-dark(#f4f6f8, #1e242b); }
[class*="st-key-call_row_"] [data-testid="stVerticalBlock"] { gap: 0; }
[class*="st-key-call_row_"] [data-testid="stPageLink"] { padding-bottom: 0.2rem; }
[class*="st-key-call_row_"] [data-testid="stPageLink"] a { padding: 0; min-height: 0; background: none; }
[class*="st-key-call_row_"] [data-testid="stPageLink"] a p { font-weight: 700; white-space: normal; }
/* A row opens its account wherever it is clicked. */
[class*="st-key-call_row_"] [data-testid="stPageLink"] a::after { content: ""; position: absolute; inset: 0; }
[class*="st-key-call_row_"] [data-testid="stPageLink"], [class*="st-key-call_row_"] [data-testid="stPageLink"] * {
  position: static;
}
[class*="st-key-call_tier_"] p {
  width: 1.5rem; height: 1.5rem; line-height: 1.5rem !important; border-radius: 0.35rem; text-align: center;
  font-weight: 700;
}
[class*="st-key-call_number_"] p { text-align: right; white-space: nowrap; }
.st-key-call_foot a { padding: 0; min-height: 1.5rem; background: none; }
.st-key-call_foot a p { font-weight: 400; color: light-dark(#2f5d8a, #7fb0dd); }
.st-key-loyalty_side [data-testid="stMarkdownContainer"] p { font-size: 0.875rem; }
.st-key-loyalty_side [data-testid="stCaptionContainer"] p { font-size: 0.75rem; line-height: 1rem; }
.st-key-loyalty_side { gap: 0.5rem; }
.st-key-call_top { min-height: 2.5rem; }
[class*="st-key-side_head_"] { min-height: 2.5rem; justify-content: center; }
.st-key-call_top [data-testid="stMarkdownContainer"] strong,
[class*="st-key-side_head_"] [data-testid="stMarkdownContainer"] strong { font-size: 1.125rem; line-height: 1.5rem; }
.st-key-call_top [data-testid="stMarkdown"] p { font-size: 0.75rem; }
@media (max-width: 640px) {
  .st-key-call_head { display: none; }
  .st-key-call_list { gap: 0.75rem; }
  [class*="st-key-call_row_"] {
    border: 1px solid light-dark(#d5dbe1, #3a434d); border-radius: 0.5rem; padding: 0.7rem 0.75rem;
  }
  [class*="st-key-call_row_"] [data-testid="stHorizontalBlock"] {
    display: grid; grid-template-columns: 2rem 1fr auto; gap: 0.2rem 0.5rem; align-items: start;
    grid-template-areas: "badge name loss" "why why risk";
  }
  [class*="st-key-call_row_"] [data-testid="stColumn"] { width: auto; min-width: 0; flex: none; }
  [class*="st-key-call_row_"] [data-testid="stColumn"]:nth-child(1) { grid-area: badge; }
  [class*="st-key-call_row_"] [data-testid="stColumn"]:nth-child(2) { grid-area: name; }
  [class*="st-key-call_row_"] [data-testid="stColumn"]:nth-child(3) { grid-area: why; }
  [class*="st-key-call_row_"] [data-testid="stColumn"]:nth-child(4) { grid-area: risk; }
  [class*="st-key-call_row_"] [data-testid="stColumn"]:nth-child(5) { grid-area: loss; }
}
"""
    + _BADGES
    + "</style>"
)


def apply_loyalty_style() -> None:
    """Lay out the strip and the rows of the call list."""
    st.html(_RULES)
