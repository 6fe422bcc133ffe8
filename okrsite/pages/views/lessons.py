"""`/lessons/` and `/lessons/<slug>/`: what was learned, so that it is learned once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from okrsite.okr import records
from okrsite.okr.model import Filed, Lesson, Target
from okrsite.pages import routes
from okrsite.pages.forge import new_url
from okrsite.pages.views.common import Link, Page, Text
from okrsite.pages.views.context import Context, objective_of
from okrsite.pages.views.nearby import Nearby, nearby
from okrsite.pages.views.pieces import team_link
from okrsite.pages.views.targets import About, about
from okrsite.pages.views.writing import (
    Version,
    Writing,
    crumbs,
    gist,
    minutes,
    page_of,
    title_in,
    versions,
    words_of,
    writing,
)

QUESTIONS: tuple[Literal["expected", "happened", "learned", "next_time"], ...] = (
    "expected", "happened", "learned", "next_time",
)  # fmt: skip
NEW = "content/lessons/new-lesson.md"
BLANK = """---
title:
cycle: {cycle}
teams: []
kind: failure
expected: |
  What did we expect?
happened: |
  What happened?
learned: |
  What did we learn?
next_time: |
  What will we do differently, and who else should know?
---
"""
"""What a new lesson begins with."""

OTHERS = 4
"""Other lessons shown beside one."""


@dataclass(frozen=True, slots=True)
class LessonRow:
    """One lesson in a list. `gist` is what it says in a sentence or two; `minutes` is the time it takes to read.

    `kind` is failure, success, surprise or process; `status` is open, adopted or superseded. `team_ids` and `cycle_id`
    are for filters, words separated by spaces.
    """

    title: str
    url: str
    gist: str
    kind: str
    status: str
    teams: tuple[Link, ...]
    team_ids: str
    cycle: Link | None
    cycle_id: str
    on: date | None
    minutes: int


@dataclass(frozen=True, slots=True)
class Cause:
    """A root cause that several lessons name, most frequent first."""

    words: str
    lessons: int


@dataclass(frozen=True, slots=True)
class Useful:
    """A lesson that is about several goals, which is how others come upon it."""

    link: Link
    goals: int


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter."""

    value: str
    title: str


@dataclass(frozen=True, slots=True)
class LessonsView:
    """All lessons, newest first. `kinds`, `teams`, `cycles` are what can be chosen: only what occurs.

    `new_url` opens a new lesson on the forge, where it takes one.
    """

    lessons: tuple[LessonRow, ...]
    adopted: int
    open: int
    kinds: tuple[str, ...]
    teams: tuple[Option, ...]
    cycles: tuple[Option, ...]
    causes: tuple[Cause, ...]
    useful: tuple[Useful, ...]
    new_url: str | None


@dataclass(frozen=True, slots=True)
class LessonView:
    """One lesson. `answers` are those of the four questions that were answered: expected, happened, learned, next_time.

    `same_cause` are the newest lessons with the same root cause, `more_same_cause` counts the rest; `others` are the
    nearest ones.
    """

    row: LessonRow
    writing: Writing
    answers: tuple[tuple[str, Text], ...]
    root_cause: str
    same_cause: tuple[Link, ...]
    more_same_cause: int
    discussion: str | None
    about: tuple[About, ...]
    others: tuple[LessonRow, ...]


def pages(context: Context) -> Iterator[Page]:
    """The list, and every lesson in every language."""
    if not context.company.lessons:
        return
    rows = {id: lesson_row(context, id) for id in newest_first(context)}
    beside = nearby(context.company.lessons[id] for id in rows)
    yield Page(
        url="lessons/",
        template="lessons.html",
        kind="lessons",
        title=context.language.gettext("What we learned"),
        view=_list(context, rows),
        section="lessons",
    )
    for lesson in context.company.lessons.values():
        for version in versions(context, "lesson", filed(lesson)):
            yield _page(context, lesson, version, rows, beside)


def filed(lesson: Lesson) -> Filed[records.Lesson]:
    """A lesson as a Markdown page."""
    return Filed(lesson.id, lesson.path, lesson.record, lesson.body)


def newest_first(context: Context) -> list[str]:
    """The ids of all lessons; those without a date come last."""
    lessons = sorted(context.company.lessons.values(), key=lambda lesson: lesson.id)
    return [lesson.id for lesson in sorted(lessons, key=lambda lesson: lesson.on or date.min, reverse=True)]


def lesson_row(context: Context, id: str) -> LessonRow:
    """A lesson as lists show it, on any page."""
    lesson = context.company.lessons[id]
    return _row(context, lesson, Version("lesson", "", filed(lesson), filed(lesson)))


def _row(context: Context, lesson: Lesson, version: Version[records.Lesson]) -> LessonRow:
    record = lesson.record
    answers = _answers(context, version)
    linked = context.company.block(version.own.path, version.own.body)
    body = linked.prose.text if linked else ""
    said = {key: text.plain for key, text in answers}
    cycle = context.company.cycles.get(record.cycle or "")
    teams = [team for team in record.teams if team in context.company.teams]
    return LessonRow(
        title=title_in(context, version).plain,
        url=version.url,
        gist=gist(version.own.record.description, said.get("learned"), said.get("happened"), body),
        kind=record.kind,
        status=record.status,
        teams=tuple(team_link(context, team) for team in teams),
        team_ids=" ".join(teams),
        cycle=Link(cycle.title, routes.url(Target("cycle", cycle.id))) if cycle else None,
        cycle_id=record.cycle or "",
        on=lesson.on,
        minutes=minutes(*said.values(), body),
    )


def _answers(context: Context, version: Version[records.Lesson]) -> tuple[tuple[str, Text], ...]:
    """The questions that were answered, in their order."""
    found = ((key, words_of(context, version, key)) for key in QUESTIONS)
    return tuple((key, text) for key, text in found if text)


def _list(context: Context, rows: Mapping[str, LessonRow]) -> LessonsView:
    company = context.company
    stages = Counter(row.status for row in rows.values())
    teams = {team for row in rows.values() for team in row.team_ids.split()}
    kinds = {row.kind for row in rows.values()}
    cycles = [cycle for cycle in company.cycles.values() if any(row.cycle_id == cycle.id for row in rows.values())]
    return LessonsView(
        lessons=tuple(rows.values()),
        adopted=stages["adopted"],
        open=stages["open"],
        kinds=tuple(kind for kind in ("failure", "success", "surprise", "process") if kind in kinds),
        teams=tuple(Option(team, team_link(context, team).title) for team in company.teams if team in teams),
        cycles=tuple(Option(c.id, c.title) for c in sorted(cycles, key=lambda c: c.start, reverse=True)),
        causes=_causes(company.lessons.values()),
        useful=_useful(context, rows),
        new_url=new_url(company.site.repository, NEW, BLANK.format(cycle=context.figures.running or "")),
    )


def _causes(lessons: Iterable[Lesson]) -> tuple[Cause, ...]:
    """What went wrong more than once."""
    words = Counter(lesson.record.root_cause for lesson in lessons if lesson.record.root_cause)
    often = sorted(words.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Cause(cause, count) for cause, count in often if count > 1)


def _useful(context: Context, rows: Mapping[str, LessonRow]) -> tuple[Useful, ...]:
    """The lessons that touch most goals."""
    counts = {id: len(set(filter(None, map(objective_of, context.company.lessons[id].about)))) for id in rows}
    most = sorted((id for id in rows if counts[id] > 1), key=lambda id: -counts[id])
    return tuple(Useful(Link(rows[id].title, rows[id].url), counts[id]) for id in most[:OTHERS])


def _page(
    context: Context,
    lesson: Lesson,
    version: Version[records.Lesson],
    rows: Mapping[str, LessonRow],
    beside: Nearby,
) -> Page:
    answers = _answers(context, version)
    row = _row(context, lesson, version)
    same = beside.same_cause(lesson)
    view = LessonView(
        row=row,
        writing=writing(context, version, *(text for _, text in answers)),
        answers=answers,
        root_cause=version.own.record.root_cause or lesson.record.root_cause or "",
        same_cause=tuple(Link(rows[id].title, rows[id].url) for id in same[:OTHERS]),
        more_same_cause=len(same[OTHERS:]),
        discussion=lesson.record.discussion,
        about=tuple(filter(None, (about(context, target) for target in lesson.about))),
        others=tuple(rows[id] for id in beside.others(lesson)[:OTHERS]),
    )
    trail = crumbs(context, "lessons", row.cycle.title if row.cycle else row.title)
    return page_of(context, version, view, view.writing, section="lessons", trail=trail, description=row.gist)
