"""Built-in models as documents of an earlier version."""

from pathlib import Path

from kam_core.scoring.model.model import Model

FOLDER = Path(__file__).with_name("former")


def former_model(name: str) -> Model:
    """The model that the document of this name holds, bounds still open."""
    return Model.from_toml((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
