"""Running total of the import: what counts as revenue, and of which values it is made."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kam_core.intake.line_kinds.sale_parts import SalePart
from kam_core.intake.upload import Totals
from kam_core.locale.language import Language
from kam_core.vocabulary.lexicon.line_kind_words import LineKind
from kam_core.vocabulary.message import Message
from pages.widgets.escape import plain

PARTS_SHOWN = 8


def show_running_total(parts: Sequence[SalePart] | None, totals: Totals | None, words: Language) -> None:
    """Show the revenue of the files with its parts; without parts the totals of the import."""
    if parts is None and totals is None:
        return
    with st.container(border=True, key="sale_total"):
        if parts is None:
            assert totals is not None
            _show_sum(totals.amount, Message("{count} row", "{count} rows", "count", count=totals.lines), words)
            return
        counted = [part for part in parts if part.kind != LineKind.LEFT_OUT]
        rows = sum(part.lines for part in counted)
        of = sum(part.lines for part in parts)
        _show_sum(sum(part.money for part in counted), Message("{count} of {of} rows", count=rows, of=of), words)
        opened = sum(abs(part.money) for part in counted if part.is_open)
        if opened:
            clear = sum(abs(part.money) for part in counted if not part.is_open)
            st.progress(clear / (clear + opened))
            st.caption(words.say("light: your answer"), text_alignment="right")
        left_out = [part for part in parts if part.kind == LineKind.LEFT_OUT]
        shown = sorted(counted, key=lambda part: -part.money) + sorted(left_out, key=lambda part: -part.money)
        for part in shown[:PARTS_SHOWN]:
            _show_part(part, words)
        rest = shown[PARTS_SHOWN:]
        if rest:
            count = sum(part.lines for part in rest)
            st.caption(words.say("{count} more row", "{count} more rows", "count", count=count))


def _show_sum(money: int, rows: Message, words: Language) -> None:
    with st.container(gap=None):
        st.caption(words.say("Counts as revenue"))
        st.markdown(f"## {plain(words.money(money))}", anchors=False)
        st.caption(words.say(rows))


def _show_part(part: SalePart, words: Language) -> None:
    with st.container(horizontal=True, gap="small"):
        with st.container(gap=None):
            st.markdown(plain(words.say(_label(part))))
            st.caption(words.say("{count} row", "{count} rows", "count", count=part.lines))
        # Deals that are left out may have no amount yet.
        unknown = part.kind == LineKind.LEFT_OUT and part.money == 0
        st.markdown("–" if unknown else plain(words.money(part.money)), width="content", text_alignment="right")


def _label(part: SalePart) -> Message:
    name = part.value or Message("without a mark")
    if part.is_open:
        labels = {
            LineKind.SALE: Message("{value}, proposed as a sale", value=name),
            LineKind.CREDIT: Message("{value}, proposed as a credit", value=name),
        }
        return labels.get(LineKind(part.kind), Message("{value}, proposed to be left out", value=name))
    if part.kind == LineKind.LEFT_OUT:
        return Message("Left out: {value}", value=name)
    return Message("{value}", value=name)
