"""Data sets too large to upload: cubes in a folder of the server that can be opened as data sets."""

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
from pages.shell.actor import by, denial_reason
from pages.shell.cache import dataset_cache
from pages.shell.cache.store_cache import open_store
from pages.shell.data_set.current import use_data_set
from pages.widgets.choices import choose
from pages.widgets.messages import post_error


def show_cubes(words: Language) -> None:
    """Show the cubes on the server, if there are any."""
    folders = cubes_in(cubes_folder(os.environ))
    if not folders:
        return
    denied = denial_reason(Action.IMPORT, words)
    with st.container(horizontal=True, key="cubes", vertical_alignment="bottom"):
        chosen = choose(words.say("Large data sets on the server"), folders, _label, "cube", words, width=320)
        st.button(
            words.say("Open"),
            key="open_cube",
            disabled=denied is not None,
            help=denied or words.say("Order lines stay on the server and are read only when needed."),
            on_click=_open,
            args=(chosen,),
        )


def _label(folder: Path) -> str:
    """The name of the cube and of its folder; the folder alone where both are the same."""
    name = dataset_cache.cube_name(folder)
    return folder.name if name in (None, folder.name) else f"{name} · {folder.name}"


def _open(folder: Path) -> None:
    try:
        data_set = register_cube(open_store(), folder.absolute(), Cube.open(folder).name, by())
        use_data_set(data_set.id)
    except UserError as error:
        post_error(error.message)
