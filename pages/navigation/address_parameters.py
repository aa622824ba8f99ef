"""Query parameters that say a state of the session: read where they come from outside, written in one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st


def asked_parameters(names: Sequence[str]) -> dict[str, str]:
    """What the address asks of these parameters: a link, a bookmark, or the way back; empty where this session wrote
    it."""
    asked = {name: st.query_params[name] for name in names if name in st.query_params}
    return {} if asked == st.session_state.get(_written(names)) else asked


def write_parameters(names: Sequence[str], values: Mapping[str, str], **beside: str) -> None:
    """Let the address say these values; a parameter among the names that has none leaves it.

    All in one, because each change is a step of the browser's history; `beside` are other parameters that go with it.
    """
    present = st.query_params.to_dict()
    wanted = {**beside, **values, **{name: text for name, text in present.items() if name not in (*names, *beside)}}
    if present != wanted:
        st.query_params.from_dict(wanted)
    st.session_state[_written(names)] = dict(values)


def _written(names: Sequence[str]) -> str:
    return f"written_parameters_{'_'.join(names)}"
