"""`/review/<cycle>/`: the cycle in one look, for the people who talk about it; and the same as slides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from okrsite.okr.figures import Health, KeyResultFigures
from okrsite.okr.health import GOOD, POOR, SHELVED
from okrsite.okr.model import Target
from okrsite.pages import routes
from okrsite.pages.views.charts import Spark
from okrsite.pages.views.common import Crumb, Link, ObjectiveRow, Page, Standing, Text
from okrsite.pages.views.context import Context
from okrsite.pages.views.heatmap import HeatGroup, groups
from okrsite.pages.views.pieces import (
    key_result_row,
    objective_row,
    team_cycle_link,
    team_link,
    text,
    title_of,
)
from okrsite.pages.views.spans import When, when_is

HEALTHS: tuple[Health, ...] = ("achieved", "on-track", "at-risk", "off-track", "missed", "pending")
MOST_TALK = 12
SHORT_LIST = 4
"""Key results on one slide; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Part:
    """How many key results have one health, and which stretch of the whole that is (0–1)."""

    health: Health
    count: int
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Talk:
    """A key result worth a conversation, with what its team asks for."""

    title: str
    url: str
    team: Link
    standing: Standing
    spark: Spark | None
    ask: Text | None


@dataclass(frozen=True, slots=True)
class Slide:
    """One company objective on a slide, with its latest words and how many key results do not fit."""

    row: ObjectiveRow
    word: Text | None
    more: int


@dataclass(frozen=True, slots=True)
class Ask:
    """What a team asks for."""

    words: Text
    team: Link


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A cycle's review. `well` counts key results that are on track or reached, `talk` those worth a conversation.

    `when` says whether today is before, in or after its days from `start` to `end`.
    """

    cycle: str
    closed: bool
    as_of: date
    start: date
    end: date
    when: When
    week: int
    weeks: int
    elapsed: float
    key_results: int
    well: int
    parts: tuple[Part, ...]
    columns: tuple[Link, ...]
    groups: tuple[HeatGroup, ...]
    local: bool
    talk: tuple[Talk, ...]
    more_talk: int
    slides: tuple[Slide, ...]
    asks: tuple[Ask, ...]
    retrospectives: tuple[Link, ...]
    review_url: str
    present_url: str
    others: tuple[Link, ...]
    mean_score: Fraction | None
    mission: str


def pages(context: Context) -> Iterator[Page]:
    """Two pages for every cycle that has objectives."""
    cycles = [cycle for cycle in context.company.cycles if context.relations.by_cycle.get(cycle)]
    for cycle in cycles:
        view = context.view(review, cycle, cycles)
        word, name = context.language.gettext("Review"), context.company.cycles[cycle].title
        title, url = f"{word}, {name}", f"review/{cycle}/"
        crumbs = (Crumb(name, routes.url(Target("cycle", cycle))), Crumb(word))
        yield Page(url, "heatmap.html", "review", title, view, section="review", crumbs=crumbs)
        yield Page(f"{url}present/", "present.html", "review", title, view, section="review", index=False)


def review(context: Context, cycle: str, cycles: Sequence[str]) -> ReviewView:
    """The view of one cycle."""
    known, figures = context.company.cycles[cycle], context.figures.cycles[cycle]
    ids = [kr.id for o in context.relations.by_cycle[cycle] for kr in context.company.objectives[o].key_results]
    shown = [(id, context.figures.key_results[id]) for id in ids if not _aside(context.figures.key_results[id])]
    talk = sorted((pair for pair in shown if _worth_a_word(pair[1])), key=lambda pair: _urgency(pair[1]))
    columns = _company_objectives(context, cycle)
    mapped, local = groups(context, cycle, columns)
    return ReviewView(
        cycle=known.title,
        closed=known.record.state == "closed",
        as_of=context.as_of,
        start=known.start,
        end=known.end,
        when=when_is(known, context.as_of),
        week=figures.week,
        weeks=figures.weeks,
        elapsed=float(figures.elapsed),
        key_results=len(shown),
        well=sum(1 for _, f in shown if f.verdict.shown in GOOD),
        parts=tuple(_parts(Counter(f.verdict.shown for _, f in shown))),
        columns=tuple(_column(context, objective) for objective in columns),
        groups=mapped,
        local=local,
        talk=tuple(_talk(context, id, f) for id, f in talk[:MOST_TALK]),
        more_talk=max(0, len(talk) - MOST_TALK),
        slides=tuple(_slide(context, objective) for objective in columns),
        asks=tuple(_asks(context, cycle)),
        retrospectives=tuple(_retrospectives(context, cycle)),
        review_url=f"review/{cycle}/",
        present_url=f"review/{cycle}/present/",
        others=tuple(Link(context.company.cycles[c].title, f"review/{c}/") for c in cycles if c != cycle),
        mean_score=figures.score,
        mission=_mission(context),
    )


def _aside(figures: KeyResultFigures) -> bool:
    """What is not part of the cycle's account."""
    return figures.left_out in SHELVED


def _worth_a_word(figures: KeyResultFigures) -> bool:
    return figures.verdict.shown in POOR or figures.stale is not None


def _urgency(figures: KeyResultFigures) -> tuple[int, Fraction]:
    """The worst first, among those the one furthest behind."""
    order = ("missed", "off-track", "at-risk", "pending", "on-track", "achieved")
    behind = (figures.expected or Fraction(1)) - (figures.progress or Fraction(0))
    return order.index(figures.verdict.shown), -behind


def _parts(counts: Counter[Health]) -> Iterator[Part]:
    """The healths side by side."""
    total, start = sum(counts.values()), 0.0
    for health in HEALTHS:
        if counts[health]:
            width = counts[health] / total
            yield Part(health, counts[health], round(start, 4), round(width, 4))
            start += width


def _company_objectives(context: Context, cycle: str) -> list[str]:
    """The objectives of the teams without a parent."""
    tops = context.relations.subteams.get("", ())
    return [o for team in tops for o in context.relations.by_team.get((team, cycle), ())]


def _column(context: Context, objective: str) -> Link:
    return Link(
        title_of(context, context.company.objectives[objective]).plain, routes.url(Target("objective", objective))
    )


def _talk(context: Context, id: str, figures: KeyResultFigures) -> Talk:
    key_result = context.key_results[id]
    objective = context.company.objectives[key_result.objective]
    row = key_result_row(context, key_result)
    asked = next((r for r in reversed(figures.history) if r.ask), None)
    values = tuple(round(float(r.raw), 4) for r in figures.history if r.raw is not None)
    return Talk(
        title=row.title.plain,
        url=row.url,
        team=team_cycle_link(context, objective.team, objective.cycle),
        standing=row.standing,
        spark=Spark(values, 1.0, figures.verdict.shown)
        if len(values) > 1 and key_result.record.redacted is None
        else None,
        ask=text(context.company.inline(asked.path, asked.ask)) if asked else None,
    )


def _slide(context: Context, objective: str) -> Slide:
    row = objective_row(context, objective, with_key_results=True)
    said = next(_words(context, objective), None)
    return Slide(row, text(context.company.block(*said)) if said else None, max(0, len(row.key_results) - SHORT_LIST))


def _words(context: Context, objective: str) -> Iterator[tuple[str, str]]:
    """What was said of an objective, then of its key results, newest check-in first: the file and the words."""
    for check_in in context.relations.mentions.get(objective, ()):
        if check_in.on <= context.as_of:
            yield from ((check_in.path, e.note) for e in check_in.objectives if e.objective == objective and e.note)
            about = f"{objective}."
            yield from ((check_in.path, e.note) for e in check_in.entries if e.key_result.startswith(about) and e.note)


def _asks(context: Context, cycle: str) -> Iterator[Ask]:
    """What each team asked for in its newest check-in."""
    for (team, when), check_ins in context.relations.check_ins.items():
        newest = next((c for c in check_ins if c.on <= context.as_of), None)
        if when == cycle and newest and (words := text(context.company.inline(newest.path, newest.record.ask))):
            yield Ask(words, team_cycle_link(context, team, cycle))


def _retrospectives(context: Context, cycle: str) -> Iterator[Link]:
    for team, when in context.company.reviews:
        if when == cycle:
            yield Link(team_link(context, team).title, routes.url(Target("review", f"{team}/{cycle}")))


def _mission(context: Context) -> str:
    mission = context.company.mission
    words = context.company.inline(mission.path, mission.record.title) if mission else None
    return words.prose.text if words else ""
