"""Parts of a team's page: its objectives in short, its check-in rhythm, its people, what it did before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from okrsite.okr.cycles import length
from okrsite.okr.display import percent
from okrsite.okr.figures import Grade
from okrsite.okr.health import RANK, SHELVED
from okrsite.okr.model import CheckIn, Cycle, Filed, KeyResult, Objective, Target
from okrsite.okr.records import Outcome, Team
from okrsite.pages import routes
from okrsite.pages.views.common import Link, Note, ObjectiveRow, Text, Who
from okrsite.pages.views.context import Context
from okrsite.pages.views.pieces import objective_row, somebody, text, title_of, who
from okrsite.pages.views.sayings import shown
from okrsite.pages.views.summed import Goals, counted_goals
from okrsite.pages.views.targets import link_to
from okrsite.pages.views.writing import gist

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOST_BEATS = 14
"""Check-in periods that are drawn; a year of weeks shows its last ones."""
OUTCOMES = ("achieved", "partial", "missed", "dropped")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for one goal; `about` is the key result, or empty for the objective."""

    about: str
    words: Text


@dataclass(frozen=True, slots=True)
class Goal:
    """One objective on its team's page: what it supports, the newest words on it, what is asked for it.

    `measures` counts its key results, which a page that shows it in one line leaves out of `row`. `parts` are the goals
    of the same cycle whose progress is its own; `made_of` is key-results, aligned or both.
    """

    row: ObjectiveRow
    measures: int
    made_of: str
    parts: Goals
    supports: tuple[Link, ...]
    note: Note | None
    wishes: tuple[Wish, ...]


@dataclass(frozen=True, slots=True)
class Beat:
    """One stretch between two check-ins that are due: its number, its first day, and whether somebody spoke in it.

    `open` is the current one while nobody has spoken yet.
    """

    number: int
    start: date
    state: Literal["done", "missed", "open"]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How regularly a team checks in: `done` of `due` stretches so far; `every` is their length in days.

    `usual` is the next day of the weekday on which check-ins are usually written, None where none is named.
    """

    beats: tuple[Beat, ...]
    done: int
    due: int
    every: int
    usual: date | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the team and what they do; `lead` for who leads it."""

    who: Who
    role: str
    lead: bool


@dataclass(frozen=True, slots=True)
class Past:
    """One objective of an earlier cycle: its score or else its progress, and in one sentence what came of it."""

    cycle: Link
    objective: Link
    score: Decimal | None
    grade: Grade | None
    percent: str
    outcome: Outcome | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What came of a team's objectives, by title; `unknown` counts those of which nobody wrote it down."""

    achieved: tuple[str, ...]
    partial: tuple[str, ...]
    missed: tuple[str, ...]
    dropped: tuple[str, ...]
    unknown: int


@dataclass(frozen=True, slots=True)
class RollOut:
    """Where the team stands on its way to working with OKRs."""

    wave: Link | None
    stage: str
    since: date | None
    coach: Who | None


def goal(context: Context, whole: str, *, brief: bool) -> Goal:
    """One objective with its key results, or without them where it is shown in one line."""
    objective = context.company.objectives[whole]
    links = (link_to(context, parent.target) for parent in objective.supports)
    return Goal(
        row=objective_row(context, whole, with_key_results=not brief),
        measures=len(objective.key_results),
        made_of=objective.record.progress_from,
        parts=Goals() if brief else counted_goals(context, objective),
        supports=tuple(link for link in links if link),
        note=_note(context, objective),
        wishes=tuple(_wishes(context, objective)),
    )


def _note(context: Context, objective: Objective) -> Note | None:
    """The newest words on an objective: its own, else those on the key result that is worst off."""
    for check_in in shown(context, context.relations.mentions.get(objective.id, ())):
        own = [entry.note for entry in check_in.objectives if entry.objective == objective.id and entry.note]
        entries = [entry for entry in check_in.entries if entry.note and _belongs(entry.key_result, objective)]
        entries.sort(key=lambda entry: RANK[context.figures.key_results[entry.key_result].verdict.shown])
        words = [*own, *(entry.note for entry in entries)]
        found = text(context.company.block(check_in.path, words[0])) if words else None
        if found:
            by = who(check_in.author) if check_in.author else None
            return Note(check_in.on, by, found, routes.url(Target("check-in", check_in.path)))
    return None


def _belongs(key_result: str, objective: Objective) -> bool:
    return key_result.partition(".")[0] == objective.id


def _wishes(context: Context, objective: Objective) -> Iterator[Wish]:
    """What the newest words on an objective and on each key result ask for."""
    if objective.record.state not in ("active", "paused"):
        return
    for check_in in shown(context, context.relations.mentions.get(objective.id, ())):
        own = [entry for entry in check_in.objectives if entry.objective == objective.id]
        if own:
            words = text(context.company.inline(check_in.path, own[0].ask))
            yield from [Wish("", words)] if words else []
            break
    for key_result in objective.key_results:
        yield from _wish(context, key_result)


def _wish(context: Context, key_result: KeyResult) -> Iterator[Wish]:
    history = context.figures.key_results[key_result.id].history
    words = text(context.company.inline(history[-1].path, history[-1].ask)) if history else None
    if words:
        yield Wish(title_of(context, key_result).plain, words)


def rhythm(context: Context, cycle: Cycle, check_ins: tuple[CheckIn, ...]) -> Rhythm | None:
    """The stretches of a cycle up to today; None before its start."""
    as_of = context.as_of
    if as_of < cycle.start:
        return None
    every = max(1, cycle.every)
    most = max(1, round(length(cycle) / every)) - 1

    def stretch(day: date) -> int:
        """The number of the stretch of a day; the last one takes the days that are left over."""
        return min(most, max(0, (day - cycle.start).days // every))

    spoken = {stretch(check_in.on) for check_in in check_ins if check_in.on <= as_of}
    last = stretch(min(as_of, cycle.end))
    beats = [_beat(cycle, n, n in spoken, n == last and as_of <= cycle.end) for n in range(last + 1)]
    due = [beat for beat in beats if beat.state != "open"]
    done = sum(beat.state == "done" for beat in due)
    return Rhythm(tuple(beats[-MOST_BEATS:]), done, len(due), every, _usual_day(context, cycle))


def _usual_day(context: Context, cycle: Cycle) -> date | None:
    """Today or the first day after it that is the usual one."""
    named = cycle.record.check_ins.weekday or context.company.site.check_ins.weekday
    if named is None:
        return None
    return context.as_of + timedelta(days=(WEEKDAYS.index(named) - context.as_of.weekday()) % 7)


def _beat(cycle: Cycle, number: int, done: bool, current: bool) -> Beat:
    start = cycle.start + timedelta(days=number * max(1, cycle.every))
    return Beat(number + 1, start, "done" if done else "open" if current else "missed")


def members(context: Context, file: Filed[Team]) -> tuple[Member, ...]:
    """The people of a team, who leads it first."""
    names = dict.fromkeys((*([file.record.lead] if file.record.lead else []), *file.record.members))
    return tuple(_member(context, name, name == file.record.lead) for name in names)


def _member(context: Context, name: str, lead: bool) -> Member:
    person = context.company.people.get(name)
    found = somebody(context, name) or Who(name, "?")
    return Member(found, person.role or "" if person else "", lead)


def past(context: Context, team: str, cycle: str | None) -> Iterator[Past]:
    """What a team did in other cycles that are over, the last first."""
    over = [one for one in context.company.cycles.values() if one.id != cycle and _over(one, context.as_of)]
    for one in sorted(over, key=lambda one: (one.end, one.start), reverse=True):
        for whole in context.relations.by_team.get((team, one.id), ()):
            yield _past(context, one, context.company.objectives[whole])


def outcomes(context: Context, objectives: Iterable[str]) -> Outcomes:
    """What came of objectives, as it was written at the close."""
    goals = [context.company.objectives[whole] for whole in objectives]
    goals = [one for one in goals if one.record.state not in SHELVED]
    by = {word: tuple(title_of(context, one).plain for one in goals if one.record.outcome == word) for word in OUTCOMES}
    unknown = sum(one.record.outcome is None for one in goals)
    return Outcomes(by["achieved"], by["partial"], by["missed"], by["dropped"], unknown)


def _over(cycle: Cycle, day: date) -> bool:
    return cycle.end < day or cycle.record.state == "closed"


def _past(context: Context, cycle: Cycle, objective: Objective) -> Past:
    figures = context.figures.objectives[objective.id]
    result = text(context.company.block(objective.path, objective.record.result))
    return Past(
        cycle=Link(cycle.title, routes.url(Target("okrs", f"{objective.team}/{cycle.id}"))),
        objective=Link(title_of(context, objective).plain, routes.url(Target("objective", objective.id))),
        score=figures.score,
        grade=figures.grade,
        percent=percent(figures.progress),
        outcome=objective.record.outcome,
        sentence=first_sentence(result.plain) if result else "",
    )


def first_sentence(words: str) -> str:
    """The first sentence of a text, cut where it is very long."""
    flat = " ".join(words.split())
    end = re.search(r"[.!?…](?=\s|$)", flat)
    return gist(flat[: end.end()] if end else flat)


def roll_out(context: Context, file: Filed[Team]) -> RollOut | None:
    """Where a team stands in the roll-out."""
    record = file.record.rollout
    if record is None:
        return None
    wave = link_to(context, Target("wave", record.wave)) if record.wave else None
    return RollOut(wave, record.stage, record.since, somebody(context, record.coach))
