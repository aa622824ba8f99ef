"""CSS rules for what the theme of Streamlit cannot set. A constant: no data goes in here."""

import streamlit as st

_RULES = """<style>
[data-testid="stMainBlockContainer"] { padding-top: 4rem; padding-bottom: 2rem; }
[data-testid="stMetricValue"] { font-size: 1.55rem; }
[data-testid="stMetric"] { min-width: 8rem; padding: 0.5rem 0.8rem; }
[data-testid="stMetric"] > div { padding: 0; }
[data-testid="stMainBlockContainer"] h3 { padding: 0.25rem 0; }
@media (max-width: 640px) {
  [data-testid="stMainBlockContainer"] { padding-left: 1rem; padding-right: 1rem; }
  [data-testid="stMetric"] { min-width: 45%; }
  /* The levers are above their results: the answer sticks to the top. */
  [data-testid="stLayoutWrapper"]:has(.st-key-whatif_answer) {
    position: sticky; top: 3rem; z-index: 9; backdrop-filter: blur(14px);
  }
}
</style>"""


def apply_style() -> None:
    """Tighten Streamlit's spacing so that the answer of a page is above the fold."""
    st.html(_RULES)
