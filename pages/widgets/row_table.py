"""Table of rows that are not accounts, without links."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st


def show_rows(
    frame: pl.DataFrame, key: str, columns: dict[str, str], right: tuple[str, ...] = (), **settings: Any
) -> None:
    """Show a table to read: `columns` names the header of each column, already in the reader's words.

    right: columns of numbers that are written as text; dates are shown as days.
    """
    config = {
        name: st.column_config.DateColumn(label, format="YYYY-MM-DD")
        if frame.schema[name] == pl.Date
        else st.column_config.Column(label, alignment="right" if name in right else None)
        for name, label in columns.items()
    }
    st.dataframe(
        frame,
        hide_index=True,
        column_config={**config, **settings},
        key=key,
        placeholder="–",
    )
