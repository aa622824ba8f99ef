"""Reading the files of the tray in a process of their own, with progress and a way to stop it."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from kam_core.locale.language import Language
from kam_core.quarantine import Job, Outcome, Waiting
from kam_core.store.tray import Kept
from kam_core.vocabulary.message import N_
from pages.parts import cached
from pages.parts.wizard.given import Given
from pages.parts.wizard.tray import tray

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
    """A reading and what it is a reading of."""

    key: str
    job: Job


def outcome_of(files: Sequence[Kept], given: Given, words: Language) -> Outcome | None:
    """What came of reading the files as they are to be read now; None while it goes on."""
    running = _started(files, given)
    try:
        return running.job.wait(AT_ONCE_SECONDS if running.job.progress().stage in ("wait", "start", "open") else 0.05)
    except TimeoutError:
        _show_progress(running.job, words)
        return None


def _started(files: Sequence[Kept], given: Given) -> Running:
    held = cached.record_paths(given.book)
    choices = given.choices(cached.mappings())
    told = repr((files, choices, sorted(held.items()), given.stamp))
    key = hashlib.sha256(told.encode()).hexdigest()
    running: Running | None = st.session_state.get(_STATE)
    if running is not None and running.key == key and running.job.folder.exists():
        return running
    stop()
    waiting = [Waiting(tray().path(kept), kept.name, kept.role) for kept in files]
    running = Running(key, Job.start(tray().reading_folder(), waiting, choices, held))
    st.session_state[_STATE] = running
    return running


def stop() -> None:
    """End the reading that goes on, and forget what it left."""
    running: Running | None = st.session_state.pop(_STATE, None)
    if running is not None:
        running.job.cancel()
        folder: Path = running.job.folder
        shutil.rmtree(folder, ignore_errors=True)


@st.fragment(run_every=LOOK_SECONDS)
def _show_progress(job: Job, words: Language) -> None:
    progress = job.progress()
    if job.result() is not None:
        st.rerun()
    share = progress.done / progress.of if progress.of else 0.0
    stage = words.say(STAGES.get(progress.stage, STAGES["open"]), done=progress.done, of=progress.of)
    st.progress(min(share, 1.0), words.say("Reading: {stage}", stage=stage))
    st.button(words.say("Cancel"), key="cancel_reading", on_click=job.cancel)
