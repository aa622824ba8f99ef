"""Who decided what, and what changed?"""

import streamlit as st

from pages.panels.name_field import ask_who
from pages.settings import sections
from pages.settings.action import WHO, show_said
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
from pages.shell import session

desk = session.desk()
words = desk.words
st.subheader(words.say("Who decided what, and what changed?"))
show_said(words)
show_answer(desk, words)
section = sections.ask_section(words)
if section == sections.OVERRIDES:
    show_overrides(desk, words)
elif section == sections.LOG:
    show_log(words)
else:
    with st.container(width=320):
        ask_who(WHO, words)
    if section == sections.MODELS:
        show_models(words)
    elif section == sections.IMPORTS:
        show_imports(words)
    elif section == sections.ENTRIES:
        show_entries(desk, words)
    elif section == sections.COLUMNS:
        show_columns(words)
    elif section == sections.PEOPLE:
        show_people(desk, words)
    elif section == sections.DEFINITION:
        show_definition(desk, words)
    else:
        show_data_sets(words)
