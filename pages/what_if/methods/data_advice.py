"""What the data say about weights: advice beside the present ones, never applied by itself."""

from __future__ import annotations

import streamlit as st

from kam_core.vocabulary.measures import MEASURES
from kam_core.vocabulary.message import UserError
from kam_core.whatif.methods.elicited import data_advice
from pages.what_if.case import Case
from pages.what_if.methods.weights_beside import show_weights_beside
from pages.widgets.escape import plain
from pages.widgets.messages import show_error


def show_data_advice(case: Case) -> None:
    """Entropy and CRITIC beside the draft's weights, and on how many accounts they rest."""
    words = case.words
    st.caption(
        words.say(
            "Data know who differs, not what matters. Entropy weighs a criterion by how unevenly its points are "
            "spread; CRITIC also by how little the others say the same."
        )
    )
    try:
        found = data_advice(case.drafted)
    except UserError as error:
        show_error(error.message, words)
        return
    st.caption(
        words.say("From {used} of {buyers} buyers that have every value here.", used=found.used, buyers=found.buyers)
    )
    if found.left_out:
        names = [words.say(MEASURES[case.draft.criterion(name).measure].label) for name in found.left_out]
        st.caption(
            plain(
                words.say(
                    "Known of too few accounts, they keep their weight: {criteria}.", criteria=words.listed(names)
                )
            )
        )
    methods = {words.say("Entropy"): found.entropy}
    if found.critic is not None:
        methods[words.say("CRITIC")] = found.critic
    show_weights_beside(case, found.scope, methods, "data")
