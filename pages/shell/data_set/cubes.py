"""Data sets too large to upload: cubes that lie ready on the server, to be opened by whoever needs them."""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st

from kam_core.cube.catalogue import cubes_in
from kam_core.cube.read.cube import Cube
from kam_core.locale.language import Language
from kam_core.services.access import Action
from kam_core.services.imports import register_cube
from kam_core.store.home import cubes_folder
from kam_core.vocabulary.message import UserError
from pages.shell.actor import by, why_not
from pages.shell.cache import dataset_cache
from pages.shell.cache.store_cache import open_store
from pages.shell.data_set.current import use_data_set
from pages.widgets.choices import choose
from pages.widgets.messages import post_error


def show_cubes(words: Language) -> None:
    """The cubes on the server; nothing where there are none."""
    found = cubes_in(cubes_folder(os.environ))
    if not found:
        return
    denied = why_not(Action.IMPORT, words)
    with st.container(horizontal=True, key="cubes", vertical_alignment="bottom"):
        chosen = choose(words.say("Large data sets on the server"), found, _said, "cube", words, width=320)
        st.button(
            words.say("Open"),
            key="open_cube",
            disabled=denied is not None,
            help=denied or words.say("Order lines stay on the server and are read only where you look at them."),
            on_click=_open,
            args=(chosen,),
        )


def _said(folder: Path) -> str:
    """What the cube calls itself and the folder that it lies in; the folder alone where it says nothing else."""
    name = dataset_cache.cube_name(folder)
    return folder.name if name in (None, folder.name) else f"{name} · {folder.name}"


def _open(folder: Path) -> None:
    try:
        data_set = register_cube(open_store(), folder.absolute(), Cube.open(folder).name, by())
        use_data_set(data_set.id)
    except UserError as error:
        post_error(error.message)
