"""Info beside a figure: formula, base, window, and the share of it that people judged."""

from __future__ import annotations

import datetime

from kam_core.scoring.model.judged_weight import judged_weight
from kam_core.vocabulary.figures import FIGURES
from pages.shell.page_context import PageContext


def figure_info(
    context: PageContext,
    name: str,
    base: str | None = None,
    dates: tuple[datetime.date, datetime.date] | None = None,
) -> str:
    """The text behind the ⓘ of a figure. base: the accounts that it counts, where they are not those of the screen;
    dates: its first and last day, where they are not those of the window."""
    words, figure = context.words, FIGURES[name]
    start, end = dates or context.window_dates
    if base is None:
        count = context.population.rows(context.portfolio.accounts).height
        base = words.say("{count} account", "{count} accounts", "count", count=count)
    lines = [
        words.say(figure.formula),
        words.say("Base: {base}.", base=base),
        words.say("Window: {start} – {end}.", start=start, end=end),
        _judged_text(context) if figure.judged else words.say("From the data alone."),
    ]
    return "\n\n".join(lines)


def _judged_text(context: PageContext) -> str:
    share = judged_weight(context.published, context.active_criteria(context.published))
    return context.words.say("{share} of the model's weight comes from people's judgements.",
                             share=context.words.percent(share, 0))  # fmt: skip
