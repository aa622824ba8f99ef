"""Owners screen: who looks after what, and where help is needed; with an owner chosen, that owner."""

from pages.owners.all_owners import show_all_owners
from pages.owners.one_owner import show_one_owner
from pages.owners.owner_rows import owners_of, row_of
from pages.shell.measuring_spinner import measuring_spinner
from pages.shell.page_context import page_context

context = page_context()
with measuring_spinner(context):
    listed = owners_of(context)
chosen = None if context.owner is None else row_of(listed, context.owner)

if chosen is None:
    show_all_owners(listed, context)
else:
    show_one_owner(chosen, listed, context)
