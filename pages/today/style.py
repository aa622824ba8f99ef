"""CSS rules of Today: bands, rows and badges, and rows as cards on phones. A constant: no data goes in here."""

from __future__ import annotations

import streamlit as st

from kam_core.charts.theme import DARK_TIER_COLOURS, TIER_COLOURS

_INK = {"S": "#ffffff", "A": "#ffffff", "B": "#14181d", "C": "#14181d"}
_BADGES = "".join(
    f'[class*="st-key-today_tier_{tier}_"] p {{ background: light-dark({colour}, {DARK_TIER_COLOURS[tier]});'
    f" color: {_INK[tier] if tier != 'S' else 'light-dark(#ffffff, #14181d)'}; }}\n"
    for tier, colour in TIER_COLOURS.items()
)
_RULES = (
    """<style>
.st-key-today_book { padding: 0; overflow: hidden; }
.st-key-today_book [data-testid="stHorizontalBlock"] { gap: 0; }
.st-key-today_book [data-testid="stColumn"] + [data-testid="stColumn"] {
  border-left: 1px solid light-dark(#d5dbe1, #3a434d);
}
.st-key-today_book [data-testid="stMetricValue"] { font-size: 1.125rem; font-weight: 700; line-height: 1.5rem; }
.st-key-today_book [data-testid="stMetricLabel"], .st-key-today_book [data-testid="stMetricDelta"] {
  font-size: 0.75rem;
}
.st-key-today_book [data-testid="stMetricDelta"] { background: none; padding: 0; }
.st-key-today_book [data-testid="stMetric"] { position: relative; min-width: 0; padding: 0.6rem 1rem; }
.st-key-today_book [data-testid="stMetricChart"] {
  position: absolute; right: 0.75rem; top: 1.9rem; width: 38% !important; height: auto !important;
}
.st-key-today_book [data-testid="stMetricChart"] svg { width: 100%; height: auto; }
.st-key-today_groups, [data-testid="stElementContainer"]:has(> .st-key-today_groups) { display: none; }
.st-key-today_list { gap: 0; }
.st-key-today_list [data-testid="stMarkdownContainer"], .st-key-today_list [data-testid="stCaptionContainer"] {
  margin-bottom: 0;
}
.st-key-today_list [data-testid="stMarkdownContainer"] p { font-size: 0.875rem; margin: 0; }
[class*="st-key-today_band_"] {
  background: light-dark(#f4f6f8, #1e242b); border-top: 1px solid light-dark(#d5dbe1, #3a434d);
  margin: 0 -0.75rem; padding: 0.3rem 0.75rem; width: calc(100% + 1.5rem) !important; max-width: none;
}
[class*="st-key-today_row_"] { border-bottom: 1px solid light-dark(#d5dbe1, #3a434d); padding: 0.45rem 0; }
[class*="st-key-today_row_"] p, [class*="st-key-today_head"] p { margin: 0; line-height: 1.25rem; }
[class*="st-key-today_row_"] [data-testid="stVerticalBlock"] { gap: 0; }
.st-key-today_list [data-testid="stCaptionContainer"] p { font-size: 0.75rem; line-height: 1rem; }
[class*="st-key-today_row_"] [data-testid="stPageLink"] { padding-bottom: 0.2rem; }
[class*="st-key-today_row_"] [data-testid="stPageLink"] a { padding: 0; min-height: 0; background: none; }
[class*="st-key-today_row_"] [data-testid="stPageLink"] a p { font-weight: 700; white-space: normal; }
[class*="st-key-today_row_"] [data-testid="stPageLink"] a:hover p { text-decoration: underline; }
[class*="st-key-today_struck_"] [data-testid="stColumn"]:nth-child(-n+6):not(:nth-child(4)) { opacity: 0.55; }
[class*="st-key-today_struck_"] [data-testid="stColumn"]:nth-child(-n+6):not(:nth-child(4)) p {
  text-decoration: line-through;
}
[class*="st-key-today_tier_"] p {
  width: 1.5rem; height: 1.5rem; line-height: 1.5rem !important; border-radius: 0.35rem; text-align: center;
  font-weight: 700;
}
[class*="st-key-today_stake_"] p, .st-key-today_head_stake p { text-align: right; }
[class*="st-key-today_stake_"] p { font-weight: 700; white-space: nowrap; }
[class*="st-key-today_suggested_"] p { color: light-dark(#5a6672, #a3adb8); }
[class*="st-key-today_set_"] button { padding: 0; min-height: 0; }
[class*="st-key-today_set_"] button p { color: light-dark(#2f5d8a, #7fb0dd); }
.st-key-today_head { padding: 0.5rem 0 0.25rem; }
.st-key-today_head p { font-size: 0.75rem; white-space: nowrap; }
.st-key-today_head_acts p { text-align: center; }
/* The words of the buttons stand in the head; where there is room for them on a phone, beside the icon. */
[class*="st-key-today_done_"] button, [class*="st-key-today_snooze_"] button, [class*="st-key-today_assign_"] button {
  min-height: 2rem; height: 2rem; padding: 0 0.25rem; justify-content: center; min-width: 0;
}
[class*="st-key-today_done_"] button p, [class*="st-key-today_snooze_"] button p,
[class*="st-key-today_assign_"] button p { font-size: 0 !important; }
[class*="st-key-today_done_"] button p span, [class*="st-key-today_snooze_"] button p span,
[class*="st-key-today_assign_"] button p span { font-size: 1.25rem !important; }
[class*="st-key-today_done_"] button > div > div:last-child:not(:first-child),
[class*="st-key-today_snooze_"] button > div > div:last-child:not(:first-child),
[class*="st-key-today_assign_"] button > div > div:last-child:not(:first-child) { display: none; }
@media (max-width: 640px) {
  .st-key-today_head { display: none; }
  /* Who stands at a customer's door wants the next account first; the book is on the large screen. */
  .st-key-today_book { display: none; }
  .st-key-today_groups { display: block; }
  .st-key-today_list { gap: 0.75rem; }
  [class*="st-key-today_row_"] {
    border: 1px solid light-dark(#d5dbe1, #3a434d); border-radius: 0.5rem; padding: 0.7rem 0.75rem;
  }
  .st-key-today_first [class*="st-key-today_row_"] { border-color: light-dark(#2f5d8a, #7fb0dd); }
  [class*="st-key-today_row_"] [data-testid="stHorizontalBlock"] {
    display: grid; grid-template-columns: 2rem 1fr 1fr auto; gap: 0.2rem 0.5rem; align-items: start;
    grid-template-areas: "badge name name stake" "why why why due" "next next next next" "done done snooze assign";
  }
  [class*="st-key-today_row_"] [data-testid="stColumn"] { width: auto; min-width: 0; flex: none; }
  [class*="st-key-today_row_"] [data-testid="stColumn"]:nth-child(1) { grid-area: badge; }
  [class*="st-key-today_row_"] [data-testid="stColumn"]:nth-child(2) { grid-area: name; }
  [class*="st-key-today_row_"] [data-testid="stColumn"]:nth-child(3) { grid-area: why; }
  [class*="st-key-today_row_"] [data-testid="stColumn"]:nth-child(4) { grid-area: next; }
  [class*="st-key-today_row_"] [data-testid="stColumn"]:nth-child(5) { grid-area: due; text-align: right; }
  [class*="st-key-today_row_"] [data-testid="stColumn"]:nth-child(6) { grid-area: stake; }
  [class*="st-key-today_row_"] [data-testid="stColumn"]:nth-child(7) { grid-area: done; }
  [class*="st-key-today_row_"] [data-testid="stColumn"]:nth-child(8) { grid-area: snooze; }
  [class*="st-key-today_row_"] [data-testid="stColumn"]:nth-child(9) { grid-area: assign; }
  [class*="st-key-today_row_"] [data-testid="stColumn"]:nth-child(2)
    [data-testid="stElementContainer"]:has([data-testid="stCaptionContainer"]) { display: none; }
  [class*="st-key-today_due_day_"] { display: none; }
  [class*="st-key-today_row_"] [data-testid="stColumn"]:nth-child(4) p { color: light-dark(#2f5d8a, #7fb0dd); }
  /* A card shows its buttons once it is tapped; the first one always does. */
  [class*="st-key-today_row_"] [data-testid="stColumn"]:nth-child(n+7) { display: none; }
  .st-key-today_first [data-testid="stColumn"]:nth-child(n+7),
  [class*="st-key-today_row_"]:hover [data-testid="stColumn"]:nth-child(n+7),
  [class*="st-key-today_row_"]:focus-within [data-testid="stColumn"]:nth-child(n+7),
  [class*="st-key-today_struck_"] [data-testid="stColumn"]:nth-child(n+7) { display: block; }
  [class*="st-key-today_done_"] button, [class*="st-key-today_snooze_"] button,
  [class*="st-key-today_assign_"] button { min-height: 2.5rem; height: 2.5rem; }
  [class*="st-key-today_done_"] button p, [class*="st-key-today_snooze_"] button p,
  [class*="st-key-today_assign_"] button p { font-size: 0.875rem !important; }
}
"""
    + _BADGES
    + "</style>"
)


def apply_today_style() -> None:
    """Lay out the rows of the list."""
    st.html(_RULES)
