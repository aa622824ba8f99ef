"""Judge screen: which missing marks matter, and the grid to give them."""

from pages.judge.tabs import show_tabs
from pages.shell.page_context import page_context

show_tabs(page_context())
