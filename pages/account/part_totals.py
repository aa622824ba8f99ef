"""Value and health of an account, and the totals of the parts of its value, side by side."""

from __future__ import annotations

from kam_core.insight.account_summary.health_and_value import part_figures
from kam_core.vocabulary.figures import FIGURES
from kam_core.vocabulary.message import Message
from pages.account.account_view import AccountView
from pages.shell.figure_info import figure_info
from pages.widgets.metrics import Metric, show_figure_grid
from pages.widgets.shown_figures import say_figures, show_figure

BELOW = {
    "value_points": Message("what it is worth; of 100"),
    "health_points": Message("relationship and risk; of 100"),
    "realised_points": Message("earned today; of 100"),
    "potential_part_points": Message("may be earned; of 100"),
    "influence_points": Message("earned through others; of 100"),
}
UNKNOWN = Message("no data for this part")


def show_part_totals(view: AccountView) -> None:
    """Show the five totals; an unknown one says so."""
    words = view.words
    metrics = []
    for name, figure in part_figures(view.portfolio, view.account.row).items():
        below = UNKNOWN if figure.value is None else BELOW[name]
        value = show_figure(words, name, figure.population, figure.value)
        info = figure_info(view.context, name, words.say("this account"))
        metrics.append(Metric(words.say(FIGURES[name].label), value, say_figures(words, below), info))
    show_figure_grid(metrics, "account_strip_parts")
