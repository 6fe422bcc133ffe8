"""Time: how much of a cycle has passed, its weeks, the check-ins that are due, the cycle that is running.

In: cycles with their first and last day and their rhythm in days, and a day. Out: shares of the cycle (`Fraction`,
0–1), whole days and weeks. Both ends of a cycle count (Engagedly, Profit.co), so its first day has passed when it is
asked for, and its length is one day at least. There is no clock here: the day is passed in.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction

from okrsite.okr.model import Cycle


def length(cycle: Cycle) -> int:
    """Days in the cycle, both ends counted; a cycle that ends before it starts (an error elsewhere) has one."""
    return max(1, (cycle.end - cycle.start).days + 1)


def days_passed(cycle: Cycle, on: date) -> int:
    """Days from the start to the day, both counted: 0 before the cycle, all of them after it."""
    return min(max(0, (on - cycle.start).days + 1), length(cycle))


def elapsed(cycle: Cycle, on: date) -> Fraction:
    """The share of the cycle that has passed, 0–1."""
    return Fraction(days_passed(cycle, on), length(cycle))


def days_left(cycle: Cycle, on: date) -> int:
    """Days after this one until the end; 0 on the last day and later, all days before the cycle."""
    return length(cycle) - days_passed(cycle, on)


def weeks(cycle: Cycle) -> int:
    """Days ÷ 7, rounded, one at least (a seventh is never a half)."""
    return max(1, round(length(cycle) / 7))


def week(cycle: Cycle, on: date) -> int:
    """Whole weeks since the start + 1, at most `weeks`; week 1 before the cycle."""
    return min(max(0, (on - cycle.start).days) // 7 + 1, weeks(cycle))


def counted_on(cycle: Cycle, on: date) -> date:
    """The day on which a check-in counts: one before the cycle is the value at its start."""
    return max(on, cycle.start)


def due_on(cycle: Cycle, last: date | None) -> date:
    """The day of the next check-in: the last one + `every`, the first at the start + `every`."""
    return (cycle.start if last is None else counted_on(cycle, last)) + timedelta(days=cycle.every)


def silence(cycle: Cycle, last: date | None, as_of: date) -> int:
    """Days without a word. The clock runs from the start and stops at the end of the cycle; it is never negative."""
    since = cycle.start if last is None else counted_on(cycle, last)
    return max(0, (min(as_of, cycle.end) - since).days)


def overdue(cycle: Cycle, last: date | None, as_of: date) -> int | None:
    """The days of silence where a check-in is overdue by more than `grace` days, else None."""
    quiet = silence(cycle, last, as_of)
    return quiet if quiet > cycle.every + cycle.grace else None


def is_closed(cycle: Cycle) -> bool:
    """Whether nobody is waited for any more."""
    return cycle.record.state == "closed"


def running(cycles: Iterable[Cycle], as_of: date) -> Cycle | None:
    """The running cycle: the shortest around the day that is neither planning nor closed, ties to the smallest id.

    Where there is none: the one that began last, whatever its state (ties as above); where none has begun, the one
    that begins first; None where there is no cycle at all.
    """
    every = sorted(cycles, key=lambda cycle: (length(cycle), cycle.id))
    for cycle in every:
        if cycle.start <= as_of <= cycle.end and cycle.record.state not in ("planning", "closed"):
            return cycle
    begun = [cycle for cycle in every if cycle.start <= as_of]
    if begun:
        return max(begun, key=lambda cycle: cycle.start)
    return min(every, key=lambda cycle: cycle.start, default=None)
