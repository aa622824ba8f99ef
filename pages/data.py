"""Is what I see right?"""

import streamlit as st

from kam_core.intake import Question, load, understand
from kam_core.vocabulary.message import Refusal
from pages.parts import session
from pages.parts.messages import show_refusal
from pages.parts.uploads import (
    ask_choices,
    ask_files,
    show_dataset,
    show_findings,
    show_result,
    show_understood,
)

desk = session.desk()
words = desk.words
st.subheader(words.say("Is what I see right?"))

uploads = ask_files(words)
if uploads:
    choices = ask_choices(uploads, words)
    try:
        intake = load(uploads, choices)
    except Refusal as refusal:
        show_refusal(refusal.message, words)
        if isinstance(refusal, Question):
            st.info(words.say("Open “How to read it” above and choose: then the file goes on."), icon=":material/tune:")
        seen = understand(uploads, choices)
        show_findings([note for one in seen for note in one.findings], words)
    else:
        seen = intake.understood
        show_result(intake, words)
        if st.button(words.say("Use this data"), key="use_data", type="primary"):
            session.use_dataset(intake.dataset)
            st.switch_page("pages/overview.py", query_params={session.LINK: session.workspace().id})
        show_findings(intake.notes, words)
    show_understood(seen, words)
show_dataset(desk, words)
