"""List of hits below the search field: one button each, the first is the one that Enter opens."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from kam_core.insight.search.hits import Hit, HitKind
from kam_core.locale.language import Language
from kam_core.vocabulary.message import N_
from pages.widgets.escape import plain

_ICONS = {
    HitKind.SCREEN: ":material/web_asset:",
    HitKind.ACCOUNT: ":material/apartment:",
    HitKind.OWNER: ":material/person:",
}
_KIND_LABELS = {HitKind.SCREEN: N_("Screen"), HitKind.OWNER: N_("Owner")}
_RULES = """<style>
.st-key-search_hits button { justify-content: flex-start; text-align: left; min-height: 2.25rem; padding: 0 0.75rem; }
.st-key-search_hits button > div { justify-content: flex-start; }
</style>"""


def show_hits(hits: Sequence[Hit], words: Language, choose: Callable[[HitKind, str], None]) -> None:
    """Show the hits; a click calls `choose` with the kind and the id, whatever the order is by then."""
    st.html(_RULES)
    with st.container(key="search_hits", gap=None):
        for place, hit in enumerate(hits):
            st.button(
                _label(hit, words),
                key=f"search_hit_{hit.kind}_{hit.id}",
                icon=_ICONS[hit.kind],
                type="secondary" if place == 0 else "tertiary",
                width="stretch",
                wrap=False,
                on_click=choose,
                args=(hit.kind, hit.id),
            )


def _label(hit: Hit, words: Language) -> str:
    if hit.kind is HitKind.ACCOUNT:
        details = [hit.id if hit.id != hit.name else None, hit.group, hit.owner]
    else:
        details = [words.say(_KIND_LABELS[hit.kind])]
    beside = " · ".join(plain(detail) for detail in details if detail)
    return f"**{plain(hit.name)}**" + (f" \u2002:gray[{beside}]" if beside else "")
