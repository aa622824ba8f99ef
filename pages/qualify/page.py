"""Qualify screen: is it a key account at all?"""

from pages.qualify.checks import show_checks
from pages.shell.page_context import page_context

show_checks(page_context())
