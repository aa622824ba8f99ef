"""Running total of the import: what counts as revenue, and of which values it is made."""

from __future__ import annotations

import streamlit as st

from kam_core.intake.line_kinds.sale_parts import SalePart
from kam_core.intake.upload import Totals
from kam_core.locale.language import Language
from kam_core.vocabulary.lexicon.line_kind_words import LineKind
from kam_core.vocabulary.message import Message
from pages.data.sales.open_question import FileParts
from pages.widgets.escape import plain

PARTS_SHOWN = 8


def show_running_total(parts: FileParts | None, totals: Totals | None, words: Language) -> None:
    """Show the revenue of the files with its parts; without parts the totals of the import."""
    if parts is None and totals is None:
        return
    with st.container(border=True, key="sale_total", gap="small"):
        if parts is None:
            assert totals is not None
            _show_sum(totals.amount, Message("{count} row", "{count} rows", "count", count=totals.lines), words)
            return
        counted = parts.counted
        rows = Message("{count} of {of} rows", count=sum(part.lines for part in counted), of=parts.rows)
        _show_sum(sum(part.money for part in counted), rows, words)
        opened = sum(abs(part.money) for part in counted if part.is_open)
        if opened:
            clear = sum(abs(part.money) for part in counted if not part.is_open)
            st.progress(clear / (clear + opened))
            st.caption(words.say("light: your answer"), text_alignment="right")
        every = parts.orders if parts.is_of_orders else (*parts.orders, *parts.deals)
        shown = sorted(every, key=lambda part: (part.kind == LineKind.LEFT_OUT, -part.money))
        for part in shown[:PARTS_SHOWN]:
            unknown = part.kind == LineKind.LEFT_OUT and part.money == 0
            _show_part(_label(part, words), part.lines, None if unknown else part.money, words)
        if rest := sum(part.lines for part in shown[PARTS_SHOWN:]):
            st.caption(words.say("{count} more row", "{count} more rows", "count", count=rest))
        if parts.is_of_orders and parts.deals:
            money = sum(part.money for part in parts.deals)
            _show_part(words.say("Left out: deals, not orders"), sum(part.lines for part in parts.deals), money, words)


def _show_sum(money: int, rows: Message, words: Language) -> None:
    with st.container(gap=None):
        st.caption(words.say("Counts as revenue"))
        st.markdown(f"## {plain(words.money(money, fixed=True))}", anchors=False)
        st.caption(words.say(rows))


def _show_part(label: str, lines: int, money: int | None, words: Language) -> None:
    with st.container(horizontal=True, gap="small"):
        with st.container(gap=None):
            st.markdown(plain(label))
            st.caption(words.say("{count} row", "{count} rows", "count", count=lines))
        st.markdown(plain(words.maybe_money(money)), width="content", text_alignment="right")


def _label(part: SalePart, words: Language) -> str:
    name = part.value or words.say("without a mark")
    if part.is_open:
        match part.kind:
            case LineKind.SALE:
                return words.say("{value}, proposed as a sale", value=name)
            case LineKind.CREDIT:
                return words.say("{value}, proposed as a credit", value=name)
            case _:
                return words.say("{value}, proposed to be left out", value=name)
    return words.say("Left out: {value}", value=name) if part.kind == LineKind.LEFT_OUT else name
