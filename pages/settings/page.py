"""Who decided what, and what changed?"""

import streamlit as st

from pages.panels.name_field import ask_who
from pages.settings.action import WHO
from pages.settings.audit_log import show_log
from pages.settings.column_mappings import show_columns
from pages.settings.data_sets import show_data_sets
from pages.settings.definition import show_definition
from pages.settings.entries import show_entries
from pages.settings.imports import show_imports
from pages.settings.models import show_models
from pages.settings.outcome import show_answer
from pages.settings.overrides import show_overrides
from pages.settings.people import show_people
from pages.shell import settings_sections
from pages.shell.page_context import page_context

context = page_context()
words = context.words
st.subheader(words.say("Who decided what, and what changed?"))
show_answer(context, words)
section = settings_sections.ask_section(words)
if section == settings_sections.OVERRIDES:
    show_overrides(context, words)
elif section == settings_sections.LOG:
    show_log(words)
else:
    with st.container(width=320):
        ask_who(WHO, words)
    if section == settings_sections.MODELS:
        show_models(words)
    elif section == settings_sections.IMPORTS:
        show_imports(words)
    elif section == settings_sections.ENTRIES:
        show_entries(context, words)
    elif section == settings_sections.COLUMNS:
        show_columns(words)
    elif section == settings_sections.PEOPLE:
        show_people(context, words)
    elif section == settings_sections.DEFINITION:
        show_definition(context, words)
    else:
        show_data_sets(words)
