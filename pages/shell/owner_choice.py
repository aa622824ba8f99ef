"""Owner whose accounts the screens count: chosen by hand, else the default of the person, else all."""

from __future__ import annotations

from collections.abc import Sequence

from kam_core.vocabulary.actor import folded_name
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.message import UserError
from pages.shell.actor import default_owner
from pages.shell.cache import frame_cache
from pages.shell.data_set.current import current_dataset
from pages.shell.view_choices import change_view, view_choices

ALL_OWNERS = ""
"""The choice of all owners by hand, against a default."""


def chosen_owner(data: Dataset) -> str | None:
    """The owner as the data write the name; None for all, and where no account has that owner."""
    chosen = view_choices().get("owner", default_owner())
    if not chosen:
        return None
    return find_owner(chosen, frame_cache.owners(data))


def find_owner(name: str, owners: Sequence[str]) -> str | None:
    """The owner of that name as the data write it, in any spelling; None where no account has that owner."""
    wanted = folded_name(name)
    return next((owner for owner in owners if folded_name(owner) == wanted), None)


def current_owners() -> Sequence[str]:
    """The owners of the data set in use; none where it cannot be opened."""
    try:
        return frame_cache.owners(current_dataset())
    except UserError:
        return ()


def choose_owner(owner: str | None) -> None:
    """Count the accounts of this owner from now on; None counts all."""
    change_view(owner=owner or ALL_OWNERS)
