"""Who changes tier under the draft, the largest revenue first."""

from __future__ import annotations

import streamlit as st

from pages.parts.headings import show_heading
from pages.parts.lab.case import Case
from pages.parts.lab.mover_files import show_mover_files
from pages.parts.lists import mover_rows
from pages.parts.tables import show_accounts


def show_movers(case: Case) -> None:
    """The list; a row leads to its account."""
    words, result = case.words, case.result
    show_heading(words.say("Movers, the largest revenue first"))
    if result.moved > len(result.movers):
        st.caption(words.say("The first {shown} of {all}.", shown=len(result.movers), all=result.moved))
    show_mover_files(case)
    show_accounts(mover_rows(result.movers, words), words, "movers")
