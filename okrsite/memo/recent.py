"""What was made in the last build, for a process that builds again and again.

In: a step's name, the things that its result depends on, and how it is made. Out: the result. Things are recognised by
being the very same object, so that asking costs nothing; texts, numbers, days and groups of them by their value. Only
what the last builds asked for is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

T = TypeVar("T")

_VALUES = frozenset({str, int, bool, date, type(None), frozenset})


class Recent:
    """Implements `okr.again.Again`. The things of an entry are kept with it, so that no other takes their place."""

    def __init__(self) -> None:
        self._now: dict[Any, tuple[Any, tuple[object, ...]]] = {}
        self._last: dict[Any, tuple[Any, tuple[object, ...]]] = {}
        self._same: dict[str, Any] = {}
        self.made = 0

    def __call__(self, name: str, things: tuple[object, ...], make: Callable[[], T]) -> T:
        """The result for these very things."""
        key = (name, _key(things))
        found = self._now.get(key)
        if found is None:
            found = self._last.get(key)
            if found is None:
                self.made += 1
                found = make(), things
            self._now[key] = found
        result: T = found[0]
        return result

    def same(self, name: str, value: T) -> T:
        """The value of last time, if it is equal."""
        kept: T = self._same.get(name, value)
        if kept is not value and (type(kept) is not type(value) or kept != value):
            kept = value
        self._same[name] = kept
        return kept

    def turn(self) -> None:
        """A build is done: what it did not ask for is forgotten. One that failed half way is no reason to forget."""
        self._last, self._now = self._now, {}


def _key(things: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(
        [thing if type(thing) in _VALUES else _key(thing) if type(thing) is tuple else id(thing) for thing in things]
    )
