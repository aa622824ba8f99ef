"""A model as a file of its own: the document, with where it comes from said in comments at its head."""

from __future__ import annotations

from collections.abc import Mapping

from kam_core.reports.export import stem
from kam_core.scoring.model.model import Model
from kam_core.scoring.model.model_hash import model_hash
from kam_core.vocabulary.control_characters import escape_control_characters


def model_file(model: Model, told: Mapping[str, str]) -> bytes:
    """The document as TOML. What is told of it, by name, stands in comments before it: a strict reading passes over
    them."""
    # A comment is one line: a line break in a name would make the rest of it part of the document.
    head = [f"# {name}: {escape_control_characters(value)}" for name, value in told.items()]
    return "\n".join([*head, "", model.to_toml()]).encode()


def model_file_name(name: str, model: Model) -> str:
    """A file's name with the scenario's name and the model's hash: letters, figures, dots and dashes only."""
    return f"{stem(name)}-{model_hash(model)}.toml"
