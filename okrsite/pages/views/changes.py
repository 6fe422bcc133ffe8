"""`/changes/` and `/changes/<year>-w<week>/`: all check-ins, week by week.

A week has a page of its own, so that a new check-in changes one page and not all that follow.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from okrsite.okr.model import CheckIn, Target
from okrsite.pages import routes
from okrsite.pages.views.common import Link, Page, Text, Who
from okrsite.pages.views.context import Context
from okrsite.pages.views.pieces import team_cycle_link, text, who
from okrsite.pages.views.writing import crumbs, gist

FULL = 200
"""Check-ins from which a week shows only the newest of each team."""
RECENT = 26
"""Weeks that are listed beside; the cycle pages lead to older ones through their teams."""


@dataclass(frozen=True, slots=True)
class Change:
    """One check-in in the list: its first words, how many key results it speaks of, what it decides and asks for.

    `more` check-ins of the team in the same week are not shown.
    """

    team: Link
    url: str
    on: date
    by: Who | None
    gist: str
    numbers: int
    decisions: int
    ask: Text | None
    more: int = 0


@dataclass(frozen=True, slots=True)
class WeekLink:
    """A week that has check-ins: its first day, its page, how many."""

    start: date
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class ChangesView:
    """One week of check-ins, newest first, and the other weeks. `start` None: there are none at all."""

    start: date | None
    end: date | None
    newest: bool
    days: tuple[tuple[date, tuple[Change, ...]], ...]
    count: int
    teams: int
    earlier: WeekLink | None
    later: WeekLink | None
    weeks: tuple[WeekLink, ...]


def pages(context: Context) -> Iterator[Page]:
    """The newest week at `/changes/`, and each week at its own address."""
    weeks = _weeks(context)
    if not weeks:
        return
    title = context.language.gettext("All check-ins")
    links = tuple(WeekLink(start, _url(start), len(found)) for start, found in weeks)
    for n, (start, found) in enumerate(weeks):
        earlier, later = links[n + 1] if n + 1 < len(links) else None, links[n - 1] if n else None
        view = context.view(_view, start, found, earlier, later, links[:RECENT] if n == 0 else ())
        when = context.language.span(start, start + timedelta(days=6), with_year=True)
        if n == 0:
            trail = crumbs(context, "changes")
            yield Page("changes/", "changes.html", "list", title, view, section="changes", crumbs=trail)
        trail = crumbs(context, "changes", when)
        named = f"{title}, {when}"
        yield Page(_url(start), "changes.html", "list", named, view, section="changes", crumbs=trail, index=False)


def _url(start: date) -> str:
    year, week, _ = start.isocalendar()
    return f"changes/{year}-w{week:02}/"


def _weeks(context: Context) -> list[tuple[date, list[CheckIn]]]:
    """Check-ins up to today by the Monday of their week, newest first."""
    mondays: dict[date, date] = {}
    weeks: dict[date, list[CheckIn]] = {}
    for one in context.company.check_ins:
        monday = mondays.get(one.on) or mondays.setdefault(one.on, one.on - timedelta(days=one.on.weekday()))
        if one.on <= context.as_of:
            weeks.setdefault(monday, []).append(one)
    for found in weeks.values():
        found.sort(key=lambda one: (-one.on.toordinal(), one.team, one.name))
    return sorted(weeks.items(), reverse=True)


def _folded(found: list[CheckIn]) -> tuple[list[CheckIn], Mapping[str, int]]:
    """Where a week is very full, the newest check-in of each team, and how many more it wrote, by path."""
    if len(found) <= FULL:
        return found, {}
    newest: dict[str, CheckIn] = {}
    for one in found:
        newest.setdefault(one.team, one)
    counts = Counter(one.team for one in found)
    return list(newest.values()), {one.path: counts[one.team] - 1 for one in newest.values()}


def _view(
    context: Context,
    start: date,
    found: list[CheckIn],
    earlier: WeekLink | None,
    later: WeekLink | None,
    weeks: tuple[WeekLink, ...],
) -> ChangesView:
    shown, more = _folded(found)
    days = groupby(shown, key=lambda one: one.on)
    return ChangesView(
        start=start,
        end=start + timedelta(days=6),
        newest=later is None,
        days=tuple((on, tuple(change(context, one, more.get(one.path, 0)) for one in of_day)) for on, of_day in days),
        count=len(found),
        teams=len({one.team for one in found}),
        earlier=earlier,
        later=later,
        weeks=weeks,
    )


def change(context: Context, check_in: CheckIn, more: int = 0) -> Change:
    """A check-in in a few lines: the words it begins with, else those of its first note."""
    company, path = context.company, check_in.path
    notes = [one.note for one in check_in.objectives if one.note] + [one.note for one in check_in.entries if one.note]
    said = text(company.block(path, check_in.body) or company.block(path, notes[0] if notes else None))
    return Change(
        team=team_cycle_link(context, check_in.team, check_in.cycle),
        url=routes.url(Target("check-in", path)),
        on=check_in.on,
        by=who(check_in.author) if check_in.author else None,
        gist=gist(said.plain) if said else "",
        numbers=len(check_in.entries),
        decisions=len(check_in.record.decisions),
        ask=text(company.inline(path, check_in.record.ask)),
        more=more,
    )
