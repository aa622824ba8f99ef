"""Sessions compute in parallel; neither waits for the other."""

from __future__ import annotations

import threading

from kam_core.vocabulary.cached_property import cached_property


class Draft:
    """Something computed from it takes as long as the other one needs to begin."""

    def __init__(self, barrier: threading.Barrier) -> None:
        self.barrier = barrier
        self.counted = 0

    @cached_property
    def movers(self) -> int:
        """Comes to an end only where two compute at the same time."""
        self.barrier.wait(timeout=10)
        self.counted += 1
        return 7


def test_two_drafts_are_computed_at_the_same_time() -> None:
    barrier = threading.Barrier(2)
    drafts = [Draft(barrier), Draft(barrier)]
    found: list[int] = []
    threads = [threading.Thread(target=lambda draft=draft: found.append(draft.movers)) for draft in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [7, 7]


def test_what_was_computed_is_kept() -> None:
    draft = Draft(threading.Barrier(1))
    assert [draft.movers, draft.movers, draft.counted] == [7, 7, 1]
