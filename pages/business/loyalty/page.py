"""Loyalty screen: the lifecycle stage of each account, and who may leave."""

from kam_core.insight.lifecycle import analysis
from kam_core.insight.lifecycle.sentence import lifecycle_answer, lifecycle_line, lifecycle_population
from pages.business.loyalty.tabs import show_loyalty_tabs
from pages.shell.measuring_spinner import measuring_spinner
from pages.shell.page_context import page_context
from pages.widgets.answer import show_answer

context = page_context()
words = context.words
then, now = context.earlier_view.as_of, context.view.as_of
with measuring_spinner(context):
    accounts = context.accounts
    before = context.population.rows(context.earlier.accounts)
stages = analysis.funnel(accounts)
change = analysis.transitions(before, accounts)
# Before the first line nothing is known of anybody: no account was a prospect then.
moved = analysis.count_moves(change) if context.reaches_earlier else None

show_answer(
    words,
    words.say("Which customers stay, and which are leaving?"),
    lifecycle_answer(stages),
    lifecycle_line(stages, moved, then, context.window_text),
    lifecycle_population(stages),
)

show_loyalty_tabs(context)
