"""Cache of the open store and of its lists of data sets and column mappings."""

from __future__ import annotations

import datetime
import os
import tempfile
from collections import Counter
from pathlib import Path

import streamlit as st

from kam_core import clock
from kam_core.intake.matching.mapping import ColumnMapping
from kam_core.services.imports import remembered
from kam_core.store.data_sets import DataSet
from kam_core.store.files.staged_uploads import sweep_staged_uploads
from kam_core.store.home import database_url, home_folder
from kam_core.store.store import Store

EXPIRY = datetime.timedelta(days=7)
"""Age at which an uploaded file that nobody imported is removed."""


@st.cache_resource(show_spinner=False)
def open_store() -> Store:
    """The store of this process: under $KAM_HOME, its rows on PostgreSQL where $KAM_DATABASE_URL says so."""
    home = home_folder(os.environ)
    opened = Store.open(home, database_url(os.environ))
    if opened.why_read_only is None:
        sweep_staged_uploads(home, EXPIRY.total_seconds(), clock.now().timestamp())
    return opened


@st.cache_resource(show_spinner=False)
def temporary_folder() -> Path:
    """A folder for uploaded files where the home cannot be written to."""
    return Path(tempfile.mkdtemp(prefix="kam-"))


def data_sets() -> dict[str, DataSet]:
    """The data sets that are not archived, by id, the last changed first."""
    return {data_set.id: data_set for data_set in open_store().data_sets.all()}


def data_set_names() -> dict[str, str]:
    """The name of each data set by id, with the id appended where another data set has the same name."""
    by_id = data_sets()
    uses = Counter(one.name for one in by_id.values())
    return {id_: one.name if uses[one.name] == 1 else f"{one.name} ({id_})" for id_, one in by_id.items()}


def record_paths(data_set: DataSet | None) -> dict[str, Path]:
    """The files with the rows of a data set that a new import is compared with; none for a new data set."""
    if data_set is None or data_set.head is None:
        return {}
    return open_store().snapshots.record_paths(data_set.head)


def column_mappings() -> dict[str, ColumnMapping]:
    """Column mappings that people confirmed, by header set."""
    return remembered({key: one.value for key, one in open_store().mappings.all().items()})
