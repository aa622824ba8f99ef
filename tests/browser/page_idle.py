"""Wait until a page is idle: the script has ended and everything is drawn."""

from playwright.sync_api import Page

SECONDS = 60

_DRAWN = """() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const app = document.querySelector('[data-testid="stApp"]');
  const shown = (node) => node.getClientRects().length > 0;
  const now = [
    app?.getAttribute('data-test-script-state') === 'notRunning',
    all('[data-testid="stMain"] [data-testid="stElementContainer"]').length > 0,
    !all('[data-testid="stSkeleton"]').some(shown),
    !all('[data-stale="true"]').some(shown),
    all('[data-testid="stPlotlyChart"]').filter(shown).every((chart) => chart.querySelector('.main-svg')),
    all('[data-testid="stDataFrame"]').filter(shown).every((table) => table.querySelector('canvas')),
  ].every(Boolean);
  // At rest is what looks the same for a while: widths follow the container some frames later.
  const main = document.querySelector('[data-testid="stMain"]');
  const size = `${main?.querySelectorAll('*').length} ${main?.scrollHeight}`;
  const rest = window.__rest;
  window.__rest = now && rest?.size === size ? rest : { size, since: performance.now() };
  return now && performance.now() - window.__rest.since > 300;
}"""


def settled(page: Page) -> None:
    """Return when the script has ended, charts and tables are drawn and nothing has moved for a moment."""
    page.wait_for_function(_DRAWN, polling=50, timeout=SECONDS * 1000)
