"""Choice of the data set that people see who open the app without a link."""

from __future__ import annotations

from kam_core.locale.language import Language
from kam_core.services.access import Action
from kam_core.services.data_sets import choose_first_dataset, default_dataset, first_dataset
from kam_core.vocabulary.message import UserError
from pages.shell.actor import by, denial_reason
from pages.shell.cache import store_cache
from pages.shell.cache.store_cache import open_store
from pages.widgets.choices import choose
from pages.widgets.messages import post_error


def ask_first_data_set(words: Language) -> None:
    """Ask which data set newcomers see; nothing where there is only the demo."""
    data_sets = store_cache.data_set_names()
    if not data_sets:
        return
    _, version = first_dataset(open_store())
    first = default_dataset(open_store())

    reason = denial_reason(Action.SETTINGS, words)

    def save(data_set_id: str | None) -> None:
        try:
            choose_first_dataset(open_store(), data_set_id, expected=version, by=by())
        except UserError as error:
            post_error(error.message)

    choose(
        words.say("Default data set"),
        [None, *data_sets],
        lambda data_set_id: words.say("Demo data") if data_set_id is None else data_sets[data_set_id],
        f"first_book_{version}",
        words,
        first=first,
        on_change=save,
        disabled=reason is not None,
        help=reason,
        width=320,
    )
