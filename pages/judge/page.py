"""Judge screen: which missing marks matter, and the grid to give them."""

from pages.judge.grid import show_judging
from pages.shell.page_context import page_context

show_judging(page_context())
