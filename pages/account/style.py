"""Style of the account screen: one strip of figures, the card of the next step, and the order on narrow screens."""

import streamlit as st

_RULES = """<style>
.st-key-account_head { gap: 0.25rem 0.75rem; }
.st-key-account_head h3 { padding: 0; }
.st-key-account_walk a { padding: 0 0.25rem; min-height: 0; }
.st-key-account_walk a p { display: none; }
.st-key-account_why { margin-top: -0.5rem; }
.st-key-account_why p { font-size: 0.9rem; }
[class*="st-key-account_section"] { gap: 0 0.75rem; }
[class*="st-key-account_section"] strong { font-size: 1.15rem; }
[class*="st-key-account_section"] [data-testid="stCaptionContainer"] p, .st-key-account_months p { font-size: 0.8rem; }
[class*="st-key-account_strip"] {
  border: 1px solid light-dark(#d5dbe1, #3a434d); border-radius: 8px; overflow: hidden; gap: 0 !important;
}
[class*="st-key-account_strip"] { align-items: stretch !important; }
[class*="st-key-account_strip"] > * { border-left: 1px solid light-dark(#d5dbe1, #3a434d); margin-left: -1px; }
[class*="st-key-account_strip"] [data-testid="stMetric"] { padding: 0.5rem 1rem; min-width: 0; }
[class*="st-key-account_strip"] [data-testid="stMetricLabel"] * { font-size: 0.8rem; }
[class*="st-key-account_strip"] [data-testid="stMetricValue"] { font-size: 1.15rem; font-weight: 700; }
[class*="st-key-account_strip"] [data-testid="stMetricDelta"] { padding: 0; background: none; font-size: 0.75rem; }
[class*="st-key-account_strip"] [data-testid="stMetric"] * {
  white-space: normal; overflow: visible; text-overflow: clip;
}
.st-key-account_next {
  background: light-dark(#e8eff6, #1c2a38); border: 1px solid light-dark(#2f5d8a, #7fb0dd) !important;
  border-radius: 8px; padding: 1rem; gap: 0.25rem;
}
.st-key-account_next strong { font-size: 1.15rem; }
.st-key-account_next [data-testid="stCaptionContainer"] p { font-size: 0.8rem; }
[class*="st-key-account_due_row"] {
  border-bottom: 1px solid light-dark(#d5dbe1, #3a434d); padding: 0.3rem 0; flex-wrap: nowrap !important;
}
[class*="st-key-account_due_row"] > div:first-child { min-width: 0; }
[class*="st-key-account_due_row"] p { font-size: 0.9rem; }
[class*="st-key-account_due_row"] [data-testid="stCaptionContainer"] p { font-size: 0.75rem; white-space: nowrap; }
.st-key-account_role_cells > *, .st-key-account_role_cells [data-testid="stLayoutWrapper"] { height: 100%; }
[class*="st-key-role_"]:not([class*="st-key-role_add"]) {
  border-radius: 8px; padding: 0.6rem; gap: 0.1rem; height: 100%; min-height: 8rem;
}
[class*="st-key-role_"] p { font-size: 0.9rem; }
[class*="st-key-role_"] [data-testid="stCaptionContainer"] p { font-size: 0.75rem; }
[class*="st-key-role_add"] { margin-top: auto; }
[class*="st-key-role_add"] button { padding-left: 0; }
[class*="st-key-role_known"] { border: 1px solid light-dark(#d5dbe1, #3a434d); }
[class*="st-key-role_unknown"] { border: 1px dashed #8a95a1; }
[class*="st-key-role_missing"] { border: 1px dashed light-dark(#b3261e, #f2867f); }

@media (max-width: 640px) {
  .st-key-account_months .bartext { display: none; }
  .st-key-account_strip [data-testid="stMetric"] { padding: 0.5rem 0.6rem; min-width: 0; }
  .st-key-account_name h3, .st-key-account_name h3 * { font-size: 20px; line-height: 28px; }
  /* A heading has no margin of its own that this would make up for: the facts would lie over its second line. */
  .st-key-account_name [data-testid="stMarkdownContainer"] { margin-bottom: 0; }
}

/* Wide: figures above, causes at the left, what to do at the right. Narrow: the next step comes before the figures. */
@media (min-width: 900px) {
  .st-key-account_head { flex-wrap: nowrap !important; }
  .st-key-account_head > * { flex-shrink: 0; }
  .st-key-account_head > :has(> .st-key-account_facts) { flex-shrink: 1; min-width: 6rem; }
  .st-key-account_grid {
    display: grid !important; grid-template-columns: minmax(0, 5fr) minmax(0, 4fr); gap: 1.5rem 2.5rem;
    grid-template-rows: auto auto 1fr auto;
    grid-template-areas: "figures figures" "months next" "months due" "roles score";
  }
  .st-key-account_grid > :has(> .st-key-account_next), .st-key-account_grid > .st-key-account_next { grid-area: next; }
  .st-key-account_grid > :has(> .st-key-account_figures) { grid-area: figures; }
  .st-key-account_grid > :has(> .st-key-account_months) { grid-area: months; }
  .st-key-account_grid > :has(> .st-key-account_due) { grid-area: due; }
  .st-key-account_grid > :has(> .st-key-account_roles) { grid-area: roles; }
  .st-key-account_grid > :has(> .st-key-account_score) { grid-area: score; }
}
</style>"""
"""A constant: no data goes in here."""


def apply_account_style() -> None:
    """Lay the screen out."""
    st.html(_RULES)
