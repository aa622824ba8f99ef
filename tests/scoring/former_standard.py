"""The standard model as a document of an earlier version: what it says does not follow the built-in one."""

from pathlib import Path

from kam_core.scoring.model.model import Model

DOCUMENT = Path(__file__).with_suffix(".toml")


def former_standard() -> Model:
    """The model that the document holds, bounds still open."""
    return Model.from_toml(DOCUMENT.read_text(encoding="utf-8"))
