"""What need not be made again: a step whose arguments are the very same things as before.

In: a step's name, the things that its result depends on, and how it is made. Out: the result. `ANEW` makes everything,
which is what a single build does; a process that builds again and again (`okrsite serve`) hands in one that remembers,
`memo.Recent`. A step that goes through here is pure: nothing but the things it names decides what comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from okrsite.diagnostics import Diagnostic

T = TypeVar("T")


class Again(Protocol):
    """Makes a result, or gives the one that was made of the very same things."""

    def __call__(self, name: str, things: tuple[object, ...], make: Callable[[], T]) -> T:
        """The result of the step `name`; texts, numbers and days are compared, all other things must be the same."""

    def same(self, name: str, value: T) -> T:
        """The equal value of last time, where there is one: so that what depends on it finds the very same thing."""


@dataclass(frozen=True, slots=True)
class Anew:
    """Remembers nothing."""

    def __call__(self, name: str, things: tuple[object, ...], make: Callable[[], T]) -> T:
        """The result, made now."""
        return make()

    def same(self, name: str, value: T) -> T:
        """The value."""
        return value


ANEW = Anew()


def told(
    again: Again, name: str, things: tuple[object, ...], make: Callable[[list[Diagnostic]], T], faults: list[Diagnostic]
) -> T:
    """A result whose making finds faults, which are found again with it."""

    def both() -> tuple[T, Iterable[Diagnostic]]:
        found: list[Diagnostic] = []
        return make(found), found

    value, found = again(name, things, both)
    faults.extend(found)
    return value
