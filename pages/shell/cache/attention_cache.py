"""Cache of the accounts that need attention, by data, view, model, working day and owner."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.insight.attention.account_attention import AttentionList, find_attention
from kam_core.insight.attention.policy import AttentionPolicy
from kam_core.insight.attention.signals import AttentionSources


@st.cache_resource(show_spinner=False, max_entries=32)
def attention(
    _accounts: pl.DataFrame,
    _sources: AttentionSources,
    _policy: AttentionPolicy,
    _among: pl.Series,
    key: tuple[object, ...],
) -> AttentionList:
    """The accounts that need attention; `key` names everything that they depend on."""
    return find_attention(_accounts, _sources, _policy, _among)
