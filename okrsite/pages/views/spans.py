"""A cycle as readers see it in time: its weeks, its dates, where today lies in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

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
