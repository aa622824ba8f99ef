"""Settings screen: who decided what, and what changed."""

import streamlit as st

from pages.panels.name_field import ask_name
from pages.settings.action_button import NAME_FIELD
from pages.settings.audit_log import show_log
from pages.settings.column_mappings import show_column_mappings
from pages.settings.data_sets import show_data_sets
from pages.settings.entries import show_entries
from pages.settings.imports import show_imports
from pages.settings.latest_decision import show_latest_decision
from pages.settings.models import show_models
from pages.settings.overrides import show_overrides
from pages.settings.people import show_people
from pages.settings.purchase_definition_change import show_definition_change
from pages.shell import settings_sections
from pages.shell.page_context import page_context

context = page_context()
words = context.words
st.subheader(words.say("Settings and audit log"))
show_latest_decision(context, words)
section = settings_sections.ask_section(words)
if section == settings_sections.OVERRIDES:
    show_overrides(context, words)
elif section == settings_sections.LOG:
    show_log(words)
else:
    with st.container(width=320):
        ask_name(NAME_FIELD, words)
    if section == settings_sections.MODELS:
        show_models(words)
    elif section == settings_sections.IMPORTS:
        show_imports(words)
    elif section == settings_sections.ENTRIES:
        show_entries(context, words)
    elif section == settings_sections.COLUMNS:
        show_column_mappings(words)
    elif section == settings_sections.PEOPLE:
        show_people(context, words)
    elif section == settings_sections.DEFINITION:
        show_definition_change(context, words)
    else:
        show_data_sets(words)
