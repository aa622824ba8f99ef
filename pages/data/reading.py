"""Reading of the staged files in a process of their own, with progress and a way to stop it."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from kam_core.locale.language import Language
from kam_core.sandbox import Job, Outcome, PendingFile
from kam_core.store.data_sets import DataSet
from kam_core.store.files.staged_uploads import StagedFile
from kam_core.vocabulary.message import N_
from pages.data.import_answers import Given
from pages.data.staged_uploads import staged_uploads
from pages.shell.cache import store_cache
from pages.shell.cache.store_cache import open_store

_STATE = "reading"
AT_ONCE_SECONDS = 4.0
"""Most files are read while one waits; a longer reading shows how far it is."""
LOOK_SECONDS = 0.5
STAGES = {
    "wait": N_("waiting for a free place"),
    "start": N_("starting"),
    "open": N_("opening"),
    "read": N_("reading file {done} of {of}"),
    "values": N_("checking values, table {done} of {of}"),
    "compare": N_("comparing with what is there"),
    "understand": N_("looking closer"),
    "done": N_("done"),
}


@dataclass(frozen=True)
class Running:
    """A reading and what it is a reading of; `data_set` as it was then: what was compared is what may be changed."""

    key: str
    job: Job
    data_set: DataSet | None


@dataclass(frozen=True)
class Plan:
    """What came of a reading, and the data set that it was compared with. What is seen of it is what is committed."""

    outcome: Outcome
    data_set: DataSet | None


def plan_of(files: Sequence[StagedFile], given: Given, words: Language) -> Plan | None:
    """What came of reading the files as they are to be read now; None while it goes on."""
    running = _started(files, given)
    try:
        begins = running.job.progress().stage in ("wait", "start", "open")
        return Plan(running.job.wait(AT_ONCE_SECONDS if begins else 0.05), running.data_set)
    except TimeoutError:
        _show_progress(running.job, words)
        return None


def _started(files: Sequence[StagedFile], given: Given) -> Running:
    data_set = None if given.data_set_id is None else open_store().data_sets.find(given.data_set_id)
    held = store_cache.record_paths(data_set)
    choices = given.choices(store_cache.column_mappings())
    told = repr((files, choices, data_set, sorted(held.items()), given.stamp))
    key = hashlib.sha256(told.encode()).hexdigest()
    running: Running | None = st.session_state.get(_STATE)
    if running is not None and running.key == key and running.job.folder.exists():
        return running
    stop()
    waiting = [PendingFile(staged_uploads().path(kept), kept.name, kept.role) for kept in files]
    running = Running(key, Job.start(staged_uploads().reading_folder(), waiting, choices, held), data_set)
    st.session_state[_STATE] = running
    return running


def key() -> str:
    """What the reading in use is a reading of: another one where anything about it differs."""
    running: Running | None = st.session_state.get(_STATE)
    return "" if running is None else running.key


def stop() -> None:
    """End the reading that goes on, and forget what it left."""
    running: Running | None = st.session_state.pop(_STATE, None)
    if running is not None:
        running.job.cancel()
        folder: Path = running.job.folder
        shutil.rmtree(folder, ignore_errors=True)


def show_read_again(given: Given, words: Language) -> None:
    """A way on after a reading that was cancelled or broken off."""
    if st.button(words.say("Read again"), key="read_again", icon=":material/refresh:"):
        given.stamp += 1
        st.rerun()


@st.fragment(run_every=LOOK_SECONDS)
def _show_progress(job: Job, words: Language) -> None:
    progress = job.progress()
    if job.result() is not None:
        st.rerun()
    begun = list(STAGES).index(progress.stage) if progress.stage in STAGES else 0
    within = progress.done / progress.of if progress.of else 0.0
    share = (begun + within) / len(STAGES)
    stage = words.say(STAGES.get(progress.stage, STAGES["open"]), done=progress.done, of=progress.of)
    st.progress(min(share, 1.0), words.say("Reading: {stage}", stage=stage))
    st.button(words.say("Cancel"), key="cancel_reading", on_click=job.cancel)
