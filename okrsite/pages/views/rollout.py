"""`/rollout/`: how OKRs come to the company: a pilot, then wave after wave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from okrsite.okr import records
from okrsite.okr.model import Filed, Target
from okrsite.pages import routes
from okrsite.pages.views.common import Link, Page, Text, Who
from okrsite.pages.views.context import Context
from okrsite.pages.views.lessons import LessonRow, lesson_row
from okrsite.pages.views.pieces import plain, somebody, team_link, text
from okrsite.pages.views.writing import crumbs, named

STAGES = ("candidate", "preparing", "running", "review", "scaled", "stopped")
WORKING = ("running", "review", "scaled")
"""Stages in which a team works with OKRs."""

When = Literal["past", "now", "next"]


@dataclass(frozen=True, slots=True)
class StageTeam:
    """A team on its way: since when it is in its stage, who helps it, and the wave it belongs to."""

    team: Link
    since: date | None
    coach: Who | None
    wave: Link | None


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage and the teams in it. `key` is candidate, preparing, running, review, scaled or stopped."""

    key: str
    teams: tuple[StageTeam, ...]


@dataclass(frozen=True, slots=True)
class Criterion:
    """What must be true before a wave ends; `met` None: not known yet."""

    title: Text
    met: bool | None


@dataclass(frozen=True, slots=True)
class WaveView:
    """One wave; `number` counts from 1, `id` is its anchor. `decision` is scale, extend, stop or empty."""

    id: str
    number: int
    title: Text
    when: When
    cycle: Link | None
    teams: tuple[Link, ...]
    hypothesis: Text | None
    selection: Text | None
    criteria: tuple[Criterion, ...]
    met: int
    feedback: Text | None
    decision: str
    lessons: tuple[LessonRow, ...]


@dataclass(frozen=True, slots=True)
class RolloutView:
    """All waves in their order, and all teams by stage. `working` of `teams` teams work with OKRs.

    `current` is the wave that is running, else the next one, else None.
    """

    waves: tuple[WaveView, ...]
    stages: tuple[Stage, ...]
    working: int
    teams: int
    current: WaveView | None


def pages(context: Context) -> Iterator[Page]:
    """One page for the whole roll-out."""
    staged = [team for team in context.company.teams.values() if team.record.rollout]
    if not context.company.waves and not staged:
        return
    title, trail = context.language.gettext("How we bring OKRs to everyone"), crumbs(context, "rollout")
    yield Page("rollout/", "rollout.html", "rollout", title, _view(context, staged), section="rollout", crumbs=trail)


def _view(context: Context, staged: list[Filed[records.Team]]) -> RolloutView:
    waves = tuple(_wave(context, wave, number) for number, wave in enumerate(context.company.waves.values(), start=1))
    stages = tuple(_stages(context, staged))
    open_ones = [wave for when in ("now", "next") for wave in waves if wave.when == when]
    return RolloutView(
        waves=waves,
        stages=stages,
        working=sum(len(stage.teams) for stage in stages if stage.key in WORKING),
        teams=sum(len(stage.teams) for stage in stages),
        current=open_ones[0] if open_ones else None,
    )


def _stages(context: Context, staged: Iterable[Filed[records.Team]]) -> Iterator[Stage]:
    """The stages in which there are teams, in their order; teams that ended are left out."""
    here = [team for team in staged if team.record.ended is None or team.record.ended >= context.as_of]
    for key in STAGES:
        teams = [team for team in here if team.record.rollout and team.record.rollout.stage == key]
        if teams:
            yield Stage(key, tuple(_stage_team(context, team) for team in teams))


def _stage_team(context: Context, team: Filed[records.Team]) -> StageTeam:
    way = team.record.rollout
    wave = context.company.waves.get(way.wave or "") if way else None
    link = Link(_title(context, wave).plain, routes.url(Target("wave", wave.id))) if wave else None
    coach = somebody(context, way.coach) if way else None
    return StageTeam(team_link(context, team.id), way.since if way else None, coach, link)


def _title(context: Context, wave: Filed[records.Wave]) -> Text:
    return text(context.company.inline(wave.path, wave.record.title)) or plain(named(wave.id))


def _wave(context: Context, wave: Filed[records.Wave], number: int) -> WaveView:
    record, company = wave.record, context.company
    cycle = company.cycles.get(record.cycle or "")
    titles = [text(company.inline(wave.path, one.title)) or plain(one.title) for one in record.exit_criteria]
    criteria = tuple(Criterion(title, one.met) for title, one in zip(titles, record.exit_criteria, strict=True))
    lessons = [company.reference(wave.path, lesson) for lesson in record.lessons]
    return WaveView(
        id=wave.id,
        number=number,
        title=_title(context, wave),
        when=_when(context, wave),
        cycle=Link(cycle.title, routes.url(Target("cycle", cycle.id))) if cycle else None,
        teams=tuple(team_link(context, id) for id in _members(context, wave)),
        hypothesis=text(company.block(wave.path, record.hypothesis)),
        selection=text(company.block(wave.path, record.selection)),
        criteria=criteria,
        met=sum(1 for criterion in criteria if criterion.met),
        feedback=text(company.block(wave.path, record.feedback)),
        decision=record.decision or "",
        lessons=tuple(lesson_row(context, target.id) for target in lessons if target and target.id in company.lessons),
    )


def _members(context: Context, wave: Filed[records.Wave]) -> list[str]:
    """The teams of a wave: those it names, and those that name it."""
    named_here = [id for id in wave.record.teams if id in context.company.teams]
    teams = context.company.teams.values()
    naming = [team.id for team in teams if team.record.rollout and team.record.rollout.wave == wave.id]
    return list(dict.fromkeys([*named_here, *naming]))


def _when(context: Context, wave: Filed[records.Wave]) -> When:
    """Whether a wave is over: by its decision, else by its cycle, else by the stages of its teams."""
    if wave.record.decision in ("scale", "stop"):
        return "past"
    cycle = context.company.cycles.get(wave.record.cycle or "")
    if cycle:
        return "next" if context.as_of < cycle.start else "now" if context.as_of <= cycle.end else "past"
    ways = [context.company.teams[id].record.rollout for id in _members(context, wave)]
    return "now" if any(way and way.stage in ("running", "review") for way in ways) else "next"
