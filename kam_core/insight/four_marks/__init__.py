"""Four marks of a key-account deal: big trade, big influence, big system, big picture."""
