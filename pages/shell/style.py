"""CSS rules for what the theme of Streamlit cannot set. A constant: no data goes in here."""

import streamlit as st

_RULES = """<style>
[data-testid="stMainBlockContainer"] { padding: 4.25rem 4rem 2rem; }
[data-testid="stApp"] { font-variant-numeric: tabular-nums; }
[data-testid="stMetricValue"] { font-size: 1.55rem; }
[data-testid="stMetric"] { min-width: 8rem; padding: 0.5rem 0.8rem; }
[data-testid="stMetric"] > div { padding: 0; }
[data-testid="stMetricDelta"] { white-space: normal; background: none !important; padding: 0 !important; }
[data-testid="stMetricLabel"] p, [data-testid="stMetricDelta"] p { font-size: 0.75rem; white-space: normal !important; }
[data-testid="stMainBlockContainer"] h3 { padding: 0.25rem 0; }

/* The head of a screen: question, answer, line. Streamlit lets a heading overlap what follows by 1rem. */
.st-key-answer { gap: 0.25rem; }
.st-key-answer [data-testid="stHeading"] [data-testid="stMarkdownContainer"] { margin-bottom: 0; }
.st-key-answer h3 { padding: 0; line-height: 2.25rem; }
.st-key-answer [data-testid="stMarkdown"] p { font-size: 0.875rem; line-height: 1.25rem; }
/* The question stands beside what the figures rest on, in one row. */
@media (min-width: 1000px) {
  /* Unless notes on the data stand between the two. */
  [data-testid="stMainBlockContainer"]:not(:has(.st-key-notes > *))
  [data-testid="stLayoutWrapper"]:has(> .st-key-answer) {
    margin-top: -2.5rem;
  }
  /* Below the bar of tabs there is nothing to stand beside. */
  [data-testid="stMainBlockContainer"]:not(:has(.st-key-notes > *)) [role="tabpanel"]
  [data-testid="stLayoutWrapper"]:has(> .st-key-answer) {
    margin-top: 0;
  }
  .st-key-answer [data-testid="stMarkdown"]:has([data-testid="stCaptionContainer"]) { max-width: 50%; }
}

/* The menu: a door with one screen is a link, and Streamlit puts links first; Data stands last. */
[data-testid="stTopNav"] { gap: 0.25rem; }
[data-testid="stTopNav"] > :has(a[href$="/data"]) { order: 9 !important; }
[data-testid="stToolbar"] { padding-left: 9rem; }
.st-key-brand { position: fixed; top: 0.95rem; left: 1rem; z-index: 1000001; width: auto !important; }
.st-key-brand a { background: none !important; padding: 0.25rem 0; }
.st-key-brand a p { font-weight: 700; white-space: nowrap; }
.st-key-bar {
  position: fixed; top: 0.85rem; right: 1rem; z-index: 1000001; flex: none !important; width: auto !important;
  max-width: none !important; flex-wrap: nowrap; gap: 0.5rem;
}
/* What is placed by hand takes no room in the flow of the page. */
[data-testid="stLayoutWrapper"]:has(> .st-key-bar), [data-testid="stLayoutWrapper"]:has(> .st-key-brand),
[data-testid="stMainBlockContainer"] [data-testid="stElementContainer"]:has(> [data-testid="stHtml"] > style) {
  position: absolute;
}
.st-key-bar button, .st-key-bar a { min-height: 2rem; height: 2rem; white-space: nowrap; }

/* A card of a metric is one link, below its info. */
[data-testid="stLayoutWrapper"]:has(> [class*="st-key-metrics_card"]) { align-self: stretch; display: flex; }
[class*="st-key-metrics_card"] { position: relative; height: auto; }
[class*="st-key-metrics_card"] > [data-testid="stElementContainer"]:first-child { flex: 1; }
[class*="st-key-metrics_card"] [data-testid="stElementContainer"]:first-child > div { height: 100%; }
[class*="st-key-metrics_card"] [data-testid="stElementContainer"]:has([data-testid="stMetric"]),
[class*="st-key-metrics_card"] [data-testid="stMetric"] { height: 100%; }
[class*="st-key-metrics_card"] [data-testid="stElementContainer"]:has([data-testid="stPageLink"]) {
  position: absolute; inset: 0; width: auto !important; max-width: none; opacity: 0; z-index: 1;
}
[class*="st-key-metrics_card"] a { position: absolute; inset: 0; height: auto; max-width: none; }
[class*="st-key-metrics_card"]:has(a:hover) [data-testid="stMetric"] { border-color: light-dark(#2f5d8a, #7fb0dd); }
[class*="st-key-metrics_card"]:has(a:focus-visible) { outline: 2px solid light-dark(#2f5d8a, #7fb0dd); }
[class*="st-key-metrics_card"] [data-testid="stTooltipIcon"] { position: relative; z-index: 2; }

/* Red asks for a decision: the card that needs one. */
[class*="st-key-metrics_card"][class*="_alarm"] [data-testid="stMetric"] { border-color: light-dark(#b3261e, #f2918a); }
[class*="st-key-metrics_card"][class*="_alarm"] [data-testid="stMetricLabel"] { color: light-dark(#b3261e, #f2918a); }
[class*="st-key-metrics_card"] [data-testid="stMetricDelta"] strong { color: light-dark(#1f2933, #e6e9ed); }

/* The sub-row: the screens of the door, and the context. */
.st-key-sub_row { border-bottom: 1px solid light-dark(#d5dbe1, #3a434d); gap: 0.5rem; padding-bottom: 0.25rem; }
[class*="st-key-screens_of"]:empty { display: none; }
[class*="st-key-screens_of"] a { padding: 0.25rem 0; min-height: 2.25rem; background: none !important; }
.st-key-screen_current { position: relative; }
.st-key-screen_current::after {
  content: ""; position: absolute; left: 0; right: 0; bottom: -0.3rem; height: 2px;
  background: light-dark(#2f5d8a, #7fb0dd);
}
.st-key-screen_current a p { color: light-dark(#2f5d8a, #7fb0dd); font-weight: 700; }
.st-key-pills { gap: 0.5rem; }
.st-key-pills button { min-height: 2rem; padding: 0 0.6rem; }
.st-key-context_line { min-height: 0; margin-top: -0.5rem; }
.st-key-context_line a { min-height: 0; padding: 0; }
/* The tools beside tables and charts speak English alone. */
[data-testid="stElementToolbar"] { display: none; }
[data-testid="stBottom"] { display: none; }

/* Streamlit marks the current page in the menu, but not the door that it lies behind. */
[data-testid="stApp"]:has(.st-key-screens_of_accounts) [data-testid="stTopNav"] > :nth-child(3),
[data-testid="stApp"]:has(.st-key-screens_of_business) [data-testid="stTopNav"] > :nth-child(4),
[data-testid="stApp"]:has(.st-key-screens_of_rules) [data-testid="stTopNav"] > :nth-child(5) { font-weight: 700; }

@media (max-width: 640px) {
  [data-testid="stMainBlockContainer"] { padding: 4.25rem 1rem 5.5rem; }
  [data-testid="stMetric"] { min-width: 45%; }
  .st-key-bar [data-testid="stPopover"] button p, .st-key-search button p, .st-key-search kbd { display: none; }
  .st-key-brand { max-width: 40vw; }
  .st-key-answer h3 { font-size: 1.25rem; line-height: 1.75rem; }
  .st-key-pills { flex-wrap: nowrap; overflow-x: auto; scrollbar-width: none; max-width: calc(100vw - 2rem); }
  .st-key-pills > div { flex-shrink: 0; }
  [class*="st-key-screens_of"] { overflow-x: auto; flex-wrap: nowrap; max-width: calc(100vw - 2rem); }
  [class*="st-key-screens_of"] > div { flex-shrink: 0; }
  [data-testid="stBottom"] { display: block; }
  [data-testid="stBottomBlockContainer"] { padding: 0; }
  .st-key-bottom_doors { border-top: 1px solid light-dark(#d5dbe1, #3a434d); height: 64px; flex-wrap: nowrap; }
  .st-key-bottom_doors > div { flex: 1 1 0; min-width: 0; width: auto; }
  .st-key-bottom_doors [data-testid="stElementContainer"] { width: 100%; }
  .st-key-bottom_doors a { justify-content: center; padding: 0; }
  .st-key-bottom_doors a { flex-direction: column; justify-content: center; gap: 0; min-height: 64px; }
  .st-key-bottom_doors a p { font-size: 0.75rem; }
  .st-key-door_current a span, .st-key-door_current a p { color: light-dark(#2f5d8a, #7fb0dd); font-weight: 700; }
  /* The doors at the bottom take the place of the menu. */
  [data-testid="stExpandSidebarButton"], [data-testid="stSidebar"] { display: none; }
  /* The levers are above their results: the answer sticks to the top. */
  [data-testid="stLayoutWrapper"]:has(.st-key-whatif_answer) {
    position: sticky; top: 3rem; z-index: 9; backdrop-filter: blur(14px);
  }
}
</style>"""


def apply_style() -> None:
    """Tighten Streamlit's spacing, place the bars, and mark the current door in the menu."""
    st.html(_RULES)
