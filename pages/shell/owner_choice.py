"""Owner whose accounts the screens count: chosen by hand, else the default of the person, else all."""

from __future__ import annotations

from kam_core.vocabulary.actor import folded_name
from kam_core.vocabulary.dataset import Dataset
from pages.shell.actor import default_owner
from pages.shell.cache import frame_cache
from pages.shell.view_choices import change_view, view_choices

ALL_OWNERS = ""
"""The choice of all owners by hand, against a default."""


def chosen_owner(data: Dataset) -> str | None:
    """The owner as the data write the name; None for all, and where no account has that owner."""
    chosen = view_choices().get("owner", default_owner())
    if not chosen:
        return None
    wanted = folded_name(chosen)
    return next((owner for owner in frame_cache.owners(data) if folded_name(owner) == wanted), None)


def choose_owner(owner: str | None) -> None:
    """Count the accounts of this owner from now on; None counts all."""
    change_view(owner=owner or ALL_OWNERS)
