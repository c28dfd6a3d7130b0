# Derived by scripts/sync_twin.py from
# flochat/_async/search_state.py: edit that one.
"""What a client and its copies share when they look for people."""

from __future__ import annotations

from .._requests.new_people import NewPeople
from .._requests.spelling_memory import SpellingMemory
from .keyed_locks import KeyedLocks


class SearchState:
    """How the host writes phones, and who is being looked for to be created otherwise."""

    def __init__(self) -> None:
        self.memory: SpellingMemory = SpellingMemory()
        self.locks: KeyedLocks = KeyedLocks()
        self.new_people: NewPeople = NewPeople()
