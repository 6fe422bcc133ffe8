"""`/mission/`, `/vision/`, `/strategy/`: why the company exists, where it goes, and how it means to get there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from okrsite.okr import records
from okrsite.okr.health import POOR
from okrsite.okr.model import Filed, Target
from okrsite.pages import routes
from okrsite.pages.views.common import Link, ObjectiveRow, Page, Text
from okrsite.pages.views.context import Context
from okrsite.pages.views.kpis import KpiRow, kpi_row
from okrsite.pages.views.pieces import elapsed, objective_row, plain
from okrsite.pages.views.targets import About, about, link_to
from okrsite.pages.views.writing import Version, Writing, crumbs, page_of, text_in, versions, writing

COUNTED = ("active", "closed")
"""States of objectives that are counted in sentences."""


@dataclass(frozen=True, slots=True)
class StatementView:
    """The mission or the vision: its title is the statement itself. `kind` is mission or vision.

    `others` are mission, vision and strategy as far as they are written, without this one: (kind, title and address).
    """

    kind: str
    writing: Writing
    since: date | None
    others: tuple[tuple[str, Link], ...]


@dataclass(frozen=True, slots=True)
class Serving:
    """An objective that serves a pillar, and how many others of its cycle support it."""

    row: ObjectiveRow
    supporters: int


@dataclass(frozen=True, slots=True)
class PillarView:
    """One decision of the strategy; `id` is its anchor.

    `signals` are KPIs with their latest values, `goals` objectives and key results that are signals too; `objectives`
    are those of the page's cycle that serve the pillar.
    """

    id: str
    title: Text
    decision: Text | None
    hypothesis: Text | None
    signals: tuple[KpiRow, ...]
    goals: tuple[About, ...]
    objectives: tuple[Serving, ...]


@dataclass(frozen=True, slots=True)
class StrategyView:
    """The strategy. `cycle` is the cycle whose objectives are shown, None where no objective names a pillar.

    Of those that are not drafts, paused or dropped, `on_track` and `unknown` are numbers, `in_trouble` are the others;
    `line` is today in that cycle.
    """

    writing: Writing
    since: date | None
    pillars: tuple[PillarView, ...]
    not_doing: tuple[Text, ...]
    cycle: Link | None
    line: float | None
    on_track: int
    in_trouble: tuple[ObjectiveRow, ...]
    unknown: int
    alignment_url: str | None
    others: tuple[tuple[str, Link], ...]


def pages(context: Context) -> Iterator[Page]:
    """Each of the three in every language."""
    for kind, first in (("mission", context.company.mission), ("vision", context.company.vision)):
        if first:
            yield from _statement(context, kind, first)
    if context.company.strategy:
        yield from _strategy(context, context.company.strategy)


def _statement(context: Context, kind: str, first: Filed[records.Statement]) -> Iterator[Page]:
    target = Target("mission" if kind == "mission" else "vision", first.id)
    for version in versions(context, target.kind, first):
        words = writing(context, version)
        view = StatementView(kind, words, version.own.record.since or first.record.since, _others(context, kind))
        yield page_of(context, version, view, words, section=kind, trail=crumbs(context, kind))


def _others(context: Context, kind: str) -> tuple[tuple[str, Link], ...]:
    targets = (Target("mission"), Target("vision"), Target("strategy"))
    links = ((target.kind, link_to(context, target)) for target in targets if target.kind != kind)
    return tuple((other, link) for other, link in links if link)


def _strategy(context: Context, first: Filed[records.Strategy]) -> Iterator[Page]:
    for version in versions(context, "strategy", first):
        words = writing(context, version)
        view = _view(context, version, words)
        yield page_of(context, version, view, words, section="strategy", trail=crumbs(context, "strategy"))


def _view(context: Context, version: Version[records.Strategy], words: Writing) -> StrategyView:
    cycle = serving_cycle(context)
    pillars = tuple(_pillar(context, version, pillar, cycle) for pillar in version.first.record.pillars)
    servings = (serving.row for pillar in pillars for serving in pillar.objectives)
    rows = {row.id: row for row in servings if row.state in COUNTED}
    health = {id: row.standing.status.health for id, row in rows.items()}
    counts = Counter(health.values())
    line = elapsed(context, cycle) if cycle else None
    return StrategyView(
        writing=words,
        since=version.own.record.since or version.first.record.since,
        pillars=pillars,
        not_doing=tuple(_not_doing(context, version)),
        cycle=Link(context.company.cycles[cycle].title, routes.url(Target("cycle", cycle))) if cycle else None,
        line=None if line is None else round(float(line), 4),
        on_track=counts["on-track"] + counts["achieved"],
        in_trouble=tuple(row for id, row in rows.items() if health[id] in POOR),
        unknown=counts["pending"],
        alignment_url=f"alignment/{cycle}/strategy/" if cycle else None,
        others=_others(context, "strategy"),
    )


def serving_cycle(context: Context) -> str | None:
    """The cycle whose objectives tell how the strategy goes: the running one, else the one it is part of."""
    named = {context.company.objectives[id].cycle for ids in context.relations.by_pillar.values() for id in ids}
    cycle = context.figures.running
    while cycle and cycle not in named:
        cycle = context.company.cycles[cycle].record.parent
    return cycle


def _pillar(
    context: Context, version: Version[records.Strategy], pillar: records.Pillar, cycle: str | None
) -> PillarView:
    own = next((one for one in version.own.record.pillars if one.id == pillar.id), None)
    file, said = (version.own, own) if own else (version.first, pillar)
    company, path = context.company, file.path
    signals = [target for signal in pillar.signals if (target := company.reference(version.first.path, signal))]
    return PillarView(
        id=pillar.id,
        title=text_in(context, company.inline(path, said.title), version.language) or plain(pillar.id),
        decision=text_in(context, company.block(path, said.decision), version.language),
        hypothesis=text_in(context, company.block(path, said.hypothesis), version.language),
        signals=tuple(kpi_row(context, target.id) for target in signals if target.id in company.kpis),
        goals=tuple(filter(None, (about(context, target) for target in signals if target.kind != "kpi"))),
        objectives=_serving(context, pillar.id, cycle) if cycle else (),
    )


def _serving(context: Context, pillar: str, cycle: str) -> tuple[Serving, ...]:
    """The objectives of a cycle that serve a pillar: those with most supporters first, those at rest last."""
    objectives, children = context.company.objectives, context.relations.children
    servings = [
        Serving(objective_row(context, id), sum(1 for c in children.get(id, ()) if objectives[c].cycle == cycle))
        for id in context.relations.by_pillar.get(pillar, ())
        if objectives[id].cycle == cycle
    ]
    return tuple(sorted(servings, key=lambda serving: (serving.row.state not in COUNTED, -serving.supporters)))


def _not_doing(context: Context, version: Version[records.Strategy]) -> Iterator[Text]:
    file = version.own if version.own.record.not_doing else version.first
    for words in file.record.not_doing:
        yield text_in(context, context.company.inline(file.path, words), version.language) or plain(words)
