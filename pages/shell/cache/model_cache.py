"""Cache of models: proposed models of data sets, and parsed drafts."""

from __future__ import annotations

from functools import lru_cache

import streamlit as st

from kam_core.scoring.model.model import Model
from kam_core.scoring.model.view_bounds import with_view_bounds
from kam_core.services.appraisal import built_in_model
from kam_core.vocabulary.dataset import Dataset
from pages.shell.cache import frame_cache


@st.cache_resource(show_spinner=False, max_entries=32)
def proposed_model(_dataset: Dataset, content_id: str) -> Model:
    """The model to begin with: the built-in one, its bounds proposed in its home view as of the default date."""
    view = frame_cache.home_view(_dataset)
    return built_in_model(_dataset, frame_cache.frame(_dataset, view, frame_cache.frame_key(_dataset, view)))


@lru_cache(maxsize=64)
def model_text(model: Model) -> str:
    """The model in its home view as TOML: a cache key of the model within one view."""
    return model.to_toml()


@lru_cache(maxsize=64)
def draft_model(text: str) -> Model:
    """The draft parsed from its text."""
    return Model.from_toml(text, "draft")


@lru_cache(maxsize=64)
def model_in(text: str, key: str) -> Model:
    """The draft parsed from its text, with its bounds for a view."""
    return with_view_bounds(draft_model(text), key)
