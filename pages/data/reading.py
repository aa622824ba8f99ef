"""Read the staged files in a process of their own, with progress and a way to cancel it."""

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
from pages.data.import_answers import ImportAnswers
from pages.data.staged_uploads import staged_uploads
from pages.shell.cache import store_cache
from pages.shell.cache.store_cache import open_store

_STATE = "reading"
AT_ONCE_SECONDS = 4.0
"""Most files are read within this time; a longer reading shows its progress."""
LOOK_SECONDS = 0.5
STAGES = {
    "wait": N_("waiting in the queue"),
    "start": N_("starting"),
    "open": N_("opening"),
    "read": N_("reading file {done} of {of}"),
    "values": N_("checking values, table {done} of {of}"),
    "compare": N_("comparing with existing data"),
    "understand": N_("analysing"),
    "done": N_("done"),
}


@dataclass(frozen=True)
class RunningRead:
    """A running read: `key` names its inputs, `data_set` is the version of the data set that it compares with."""

    key: str
    job: Job
    data_set: DataSet | None


@dataclass(frozen=True)
class ImportPlan:
    """The result of a reading and the data set that it was compared with; the import commits what is shown of it."""

    outcome: Outcome
    data_set: DataSet | None


def import_plan(files: Sequence[StagedFile], answers: ImportAnswers, words: Language) -> ImportPlan | None:
    """The result of reading the files under the present answers; None while the reading is running."""
    running = _running_read(files, answers)
    try:
        is_new = running.job.progress().stage in ("wait", "start", "open")
        return ImportPlan(running.job.wait(AT_ONCE_SECONDS if is_new else 0.05), running.data_set)
    except TimeoutError:
        _show_progress(running.job, words)
        return None


def _running_read(files: Sequence[StagedFile], answers: ImportAnswers) -> RunningRead:
    data_set = None if answers.data_set_id is None else open_store().data_sets.find(answers.data_set_id)
    paths = store_cache.record_paths(data_set)
    choices = answers.choices(store_cache.column_mappings())
    inputs = repr((files, choices, data_set, sorted(paths.items()), answers.revision))
    key = hashlib.sha256(inputs.encode()).hexdigest()
    running: RunningRead | None = st.session_state.get(_STATE)
    if running is not None and running.key == key and running.job.folder.exists():
        return running
    stop()
    waiting = [PendingFile(staged_uploads().path(upload), upload.name, upload.role) for upload in files]
    running = RunningRead(key, Job.start(staged_uploads().reading_folder(), waiting, choices, paths), data_set)
    st.session_state[_STATE] = running
    return running


def key() -> str:
    """The key of the reading in use: another one where any of its inputs differs."""
    running: RunningRead | None = st.session_state.get(_STATE)
    return "" if running is None else running.key


def stop() -> None:
    """Cancel the running read and delete its files."""
    running: RunningRead | None = st.session_state.pop(_STATE, None)
    if running is not None:
        running.job.cancel()
        folder: Path = running.job.folder
        shutil.rmtree(folder, ignore_errors=True)


def show_read_again(answers: ImportAnswers, words: Language) -> None:
    """Show the button that reads the files again after a cancelled or interrupted reading."""
    if st.button(words.say("Read again"), key="read_again", icon=":material/refresh:"):
        answers.revision += 1
        st.rerun()


@st.fragment(run_every=LOOK_SECONDS)
def _show_progress(job: Job, words: Language) -> None:
    progress = job.progress()
    if job.result() is not None:
        st.rerun()
    stage_number = list(STAGES).index(progress.stage) if progress.stage in STAGES else 0
    share_of_stage = progress.done / progress.of if progress.of else 0.0
    share = (stage_number + share_of_stage) / len(STAGES)
    stage = words.say(STAGES.get(progress.stage, STAGES["open"]), done=progress.done, of=progress.of)
    st.progress(min(share, 1.0), words.say("Reading: {stage}", stage=stage))
    st.button(words.say("Cancel"), key="cancel_reading", on_click=job.cancel)
