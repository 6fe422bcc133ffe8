"""A cycle as readers see it in time: its weeks, its dates, where today lies in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from okrsite.okr.cycles import length
from okrsite.okr.cycles import weeks as weeks_of
from okrsite.okr.model import Cycle, Target
from okrsite.pages import routes
from okrsite.pages.views.common import Event, Link, Week
from okrsite.pages.views.context import Context
from okrsite.pages.views.pieces import plain, text

When = Literal["ahead", "now", "over"]


@dataclass(frozen=True, slots=True)
class Span:
    """A cycle in time. `when` says whether today lies before, in or after it; `week` of `weeks` count from 1.

    `elapsed` is the share gone (0–1), None before its first day; `ruler` its weeks, `events` its dates in order.
    """

    title: str
    url: str
    start: date
    end: date
    when: When
    week: int
    weeks: int
    elapsed: float | None
    days_left: int
    ruler: tuple[Week, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A cycle before or after: `gap` days lie between, or `overlap` days belong to both."""

    cycle: Link
    gap: int = 0
    overlap: int = 0


def span(context: Context, cycle: Cycle) -> Span:
    """A cycle in time, today."""
    figures = context.figures.cycles[cycle.id]
    when = when_is(cycle, context.as_of)
    return Span(
        title=cycle.title,
        url=routes.url(Target("cycle", cycle.id)),
        start=cycle.start,
        end=cycle.end,
        when=when,
        week=figures.week,
        weeks=figures.weeks,
        elapsed=None if when == "ahead" else round(float(figures.elapsed), 4),
        days_left=figures.days_left,
        ruler=tuple(ruler(cycle, figures.week, when)),
        events=tuple(events(context, cycle)),
    )


def cycle_link(cycle: Cycle) -> Link:
    """A cycle's name and page."""
    return Link(cycle.title, routes.url(Target("cycle", cycle.id)))


def when_is(cycle: Cycle, day: date) -> When:
    """Whether a day lies before, in or after a cycle."""
    return "ahead" if day < cycle.start else "over" if day > cycle.end else "now"


def ruler(cycle: Cycle, week: int, when: When) -> Iterator[Week]:
    """The weeks of a cycle; `week` is the current one where today lies in it."""
    for number in range(1, weeks_of(cycle) + 1):
        start = cycle.start + timedelta(days=7 * (number - 1))
        if when != "now":
            yield Week(number, start, "past" if when == "over" else "next")
        else:
            yield Week(number, start, "past" if number < week else "now" if number == week else "next")


def events(context: Context, cycle: Cycle) -> Iterator[Event]:
    """The dates of a cycle, in order. A review leads to the cycle's review page, if there is anything to review."""
    review = f"review/{cycle.id}/" if context.relations.by_cycle.get(cycle.id) else None
    for event in sorted(cycle.record.events, key=lambda event: event.date):
        over = event.date <= context.as_of
        yield Event(
            title=text(context.company.inline(cycle.path, event.title)) or plain(event.title),
            on=event.date,
            end=event.end,
            type=event.type or "",
            url=review if event.type == "review" and over else None,
        )


def neighbours(context: Context, cycle: Cycle) -> tuple[Neighbour | None, Neighbour | None]:
    """The cycles before and after it among those with the same parent and about the same length."""
    alike = [one for one in context.company.cycles.values() if _alike(one, cycle)]
    ordered = sorted(alike, key=lambda one: (one.start, one.id))
    before = next((_neighbour(a, b, a) for a, b in pairwise(ordered) if b.id == cycle.id), None)
    after = next((_neighbour(a, b, b) for a, b in pairwise(ordered) if a.id == cycle.id), None)
    return before, after


def _alike(one: Cycle, other: Cycle) -> bool:
    """Whether two cycles follow each other, and are not one within the other."""
    short, long = sorted((length(one), length(other)))
    return long < 2 * short


def _neighbour(first: Cycle, second: Cycle, shown: Cycle) -> Neighbour:
    apart = (second.start - first.end - timedelta(days=1)).days
    return Neighbour(cycle_link(shown), gap=max(0, apart), overlap=max(0, -apart))
