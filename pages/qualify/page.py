"""Qualify screen: is it a key account at all, and whom does it bring?"""

from pages.qualify.tabs import show_qualify_tabs
from pages.shell.page_context import page_context

show_qualify_tabs(page_context())
