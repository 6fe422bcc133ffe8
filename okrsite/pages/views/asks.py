"""Who needs something: what check-ins ask for, what is off track, who has not been heard of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from okrsite.okr.display import percent
from okrsite.okr.figures import KeyResultFigures
from okrsite.okr.health import OFF, SHELVED
from okrsite.okr.model import CheckIn, KeyResult, Target
from okrsite.pages import routes
from okrsite.pages.views.common import Link, Status, Text, Who
from okrsite.pages.views.context import Context
from okrsite.pages.views.pieces import objective_status, people, status, team_link, text, title_of, who

SAME_WORDS = 0.8
"""The share of the shorter of two asks from which they are one."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Something that needs help. `title` and `url` lead to the goal, or to the check-in where a whole team asks.

    `percent` is the progress and `expected` the even pace, both figures without their sign; `words` is what is asked
    for, None where nobody has asked yet.
    """

    title: str
    url: str
    team: Link
    status: Status | None = None
    percent: str = ""
    expected: float | None = None
    words: Text | None = None
    by: Who | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A team with key results that nobody has spoken of for `days`; `late` of `of` of them, and who owns those."""

    team: Link
    days: int
    late: int
    of: int
    owners: tuple[Who, ...]


@dataclass(frozen=True, slots=True)
class Asks:
    """What is asked for, the first of all of them; `more` are not shown."""

    shown: tuple[Ask, ...]
    more: int


def asks(context: Context, cycle: str, limit: int) -> Asks:
    """What teams ask for in their newest check-ins, then what is off track, the furthest behind first."""
    asking, silent = _in_need(context, cycle)
    goals = [*(_key_result_ask(context, one) for one in sorted(asking, key=_shortfall)), *_objectives(context, cycle)]
    said = {(ask.team, _words(ask.words)) for ask in goals}
    found = goals + [ask for ask in _teams(context, cycle) if not _told(ask, said)]
    room = max(0, limit - len(found))
    shown = found + [_key_result_ask(context, one) for one in sorted(silent, key=_shortfall)[:room]]
    return Asks(tuple(shown[:limit]), max(0, len(found) + len(silent) - limit))


def _told(ask: Ask, said: set[tuple[Link, frozenset[str]]]) -> bool:
    """Whether a team asks for what it already asks for beside one of its goals, in about the same words."""
    words = _words(ask.words)
    others = (other for team, other in said if team == ask.team)
    return any(len(words & other) >= SAME_WORDS * min(len(words), len(other)) for other in others)


def _words(words: Text | None) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", words.plain.casefold())) if words else frozenset()


@dataclass(frozen=True, slots=True)
class _Need:
    """A key result that is asked for or off track, and the even pace of its cycle."""

    key_result: KeyResult
    figures: KeyResultFigures
    expected: Fraction


def _shortfall(need: _Need) -> Fraction:
    """Progress less even pace, so that what lags most comes first."""
    return (need.figures.progress or Fraction(0)) - need.expected


def _in_need(context: Context, cycle: str) -> tuple[list[_Need], list[_Need]]:
    """Key results of a cycle that somebody asks help for, and those that are off track without an ask."""
    asking, silent = [], []
    elapsed = context.figures.cycles[cycle].elapsed
    for whole in context.relations.by_cycle.get(cycle, ()):
        for key_result in context.company.objectives[whole].key_results:
            figures = context.figures.key_results[key_result.id]
            if figures.left_out in (*SHELVED, "redacted"):
                continue
            need = _Need(key_result, figures, elapsed if figures.expected is None else figures.expected)
            if figures.history and figures.history[-1].ask:
                asking.append(need)
            elif figures.verdict.shown in OFF:
                silent.append(need)
    return asking, silent


def _key_result_ask(context: Context, need: _Need) -> Ask:
    key_result, figures = need.key_result, need.figures
    newest = figures.history[-1] if figures.history else None
    return Ask(
        title=title_of(context, key_result).plain,
        url=routes.url(Target("key-result", key_result.id)),
        team=team_link(context, context.company.objectives[key_result.objective].team),
        status=status(figures.verdict, figures.stale),
        percent=percent(figures.raw),
        expected=round(float(need.expected), 4),
        words=text(context.company.inline(newest.path, newest.ask)) if newest else None,
    )


def _objectives(context: Context, cycle: str) -> Iterator[Ask]:
    """What is asked for whole objectives."""
    found = (_objective_ask(context, whole) for whole in context.relations.by_cycle.get(cycle, ()))
    return (ask for ask in found if ask)


def _objective_ask(context: Context, whole: str) -> Ask | None:
    """What the newest check-in that speaks of an objective asks for it."""
    objective = context.company.objectives[whole]
    for check_in in context.relations.mentions.get(whole, ()):
        for entry in check_in.objectives:
            if entry.objective == whole:
                words = text(context.company.inline(check_in.path, entry.ask))
                title, url = title_of(context, objective).plain, routes.url(Target("objective", whole))
                team = team_link(context, objective.team)
                return Ask(title, url, team, objective_status(context, objective), words=words) if words else None
    return None


def _teams(context: Context, cycle: str) -> Iterator[Ask]:
    """What whole teams ask for in their newest check-in."""
    for team in context.company.teams:
        check_in = newest(context, team, cycle)
        words = text(context.company.inline(check_in.path, check_in.record.ask)) if check_in else None
        if check_in and words:
            link = team_link(context, team)
            by = who(check_in.author) if check_in.author else None
            yield Ask(link.title, routes.url(Target("check-in", check_in.path)), link, words=words, by=by)


def newest(context: Context, team: str, cycle: str) -> CheckIn | None:
    """A team's newest check-in of a cycle."""
    found = context.relations.check_ins.get((team, cycle), ())
    return found[0] if found else None


def waiting(context: Context, cycle: str) -> tuple[Waiting, ...]:
    """Teams with key results that are stale, the longest silence first."""
    found = (_waiting(context, team, cycle) for team in context.company.teams)
    return tuple(sorted((one for one in found if one), key=lambda one: (-one.days, one.team.title)))


def _waiting(context: Context, team: str, cycle: str) -> Waiting | None:
    all_of_them = tuple(_counted(context, context.relations.by_team.get((team, cycle), ())))
    late = [kr for kr in all_of_them if context.figures.key_results[kr.id].stale is not None]
    if not late:
        return None
    days = max(context.figures.key_results[kr.id].stale or 0 for kr in late)
    owners = dict.fromkeys(owner for kr in late for owner in kr.owners)
    return Waiting(team_link(context, team), days, len(late), len(all_of_them), people(owners))


def _counted(context: Context, objectives: Iterable[str]) -> Iterator[KeyResult]:
    """The key results of which word is expected."""
    for whole in objectives:
        for key_result in context.company.objectives[whole].key_results:
            if context.figures.key_results[key_result.id].left_out in ("", "weightless", "no-progress"):
                yield key_result
