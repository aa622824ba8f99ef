"""Who decided what, and what changed?"""

import streamlit as st

from pages.parts import session
from pages.parts.name_field import ask_who
from pages.parts.settings import sections
from pages.parts.settings.acting import WHO, show_said
from pages.parts.settings.answer import show_answer
from pages.parts.settings.audit_log import show_log
from pages.parts.settings.books import show_books
from pages.parts.settings.columns import show_columns
from pages.parts.settings.definition import show_definition
from pages.parts.settings.entries import show_entries
from pages.parts.settings.imports import show_imports
from pages.parts.settings.models import show_models
from pages.parts.settings.overrides import show_overrides
from pages.parts.settings.people import show_people

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
        show_books(words)
