"""How a key result differs from what it was: closer, away, reached, measured for the first time.

In: its figures on two days, or on one day by two versions of the content. Out: a key and what stands on both sides,
without words. "What changed this week", the feeds and `okrsite diff` tell the same from this.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from okrsite.okr.display import percent
from okrsite.okr.figures import KeyResultFigures
from okrsite.okr.model import KeyResult, Value

Turn = Literal["reached", "closer", "away", "first", "gone", "word"]


@dataclass(frozen=True, slots=True)
class Way:
    """What a key result was and is: `old` and `new` are values with `unit` for numeric types, `had` and `done` are
    milestones of `steps`, `was` and `now` are the figures without their sign, for all others.
    """

    was: str
    now: str
    unit: str | None = None
    old: Decimal | None = None
    new: Decimal | None = None
    had: int = 0
    done: int = 0
    steps: int = 0


def turn(now: KeyResultFigures, before: KeyResultFigures | None) -> Turn | None:
    """In which way something moved: it was reached, came closer, went away, was measured for the `first` time or no
    more, or only its owner's `word` on it changed; None where it did not move.
    """
    found = turn_between(before.raw if before else None, now.raw)
    if found or before is None or now.raw is None:
        return found
    spoken = now.verdict.stated is not None and now.verdict.shown != before.verdict.shown
    return "word" if spoken and now.last_on != before.last_on else None


def turn_between(was: Fraction | None, now: Fraction | None) -> Turn | None:
    """The same, of raw progress alone."""
    if was == now:
        return None
    if now is None:
        return "gone"
    if was is None:
        return "reached" if now >= 1 else "first"
    return "reached" if now >= 1 > was else "closer" if now > was else "away"


def way(key_result: KeyResult, now: KeyResultFigures | None, before: KeyResultFigures | None) -> Way:
    """What stands on both sides."""
    return way_between(
        key_result,
        (before.value, before.done, before.raw) if before else NOTHING,
        (now.value, now.done, now.raw) if now else NOTHING,
    )


Heard = tuple[Value | None, frozenset[str] | None, Fraction | None]
"""What is known of a key result: its value, its milestones, its raw progress."""

NOTHING: Heard = (None, None, None)


def way_between(key_result: KeyResult, before: Heard, now: Heard) -> Way:
    """The same, of what two check-ins said."""
    steps = {step.id for step in key_result.record.milestones}
    return Way(
        was=percent(before[2]),
        now=percent(now[2]),
        unit=key_result.record.unit,
        old=_number(before[0]),
        new=_number(now[0]),
        had=len((before[1] or frozenset()) & steps),
        done=len((now[1] or frozenset()) & steps),
        steps=len(steps),
    )


def _number(value: Value | None) -> Decimal | None:
    return value if isinstance(value, Decimal) else None
