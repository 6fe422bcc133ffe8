"""Search: what can be found, and the file in which the browser looks for it.

In: the planned pages and their `Context`. Out: one `Record` a page, and one for each key result, with stable text
(title, why, owner, team); then the index as JSON, in which names that occur often stand once. Words of the interface
stay in `search.html`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from okrsite.okr.model import Objective, Owner, Target
from okrsite.pages import routes
from okrsite.pages.views.common import Page
from okrsite.pages.views.context import Context
from okrsite.pages.views.finding import KINDS
from okrsite.pages.views.pieces import team_link, text, title_of
from okrsite.pages.views.writing import gist

LEFT_OUT = ("home", "list", "search", "404")
"""Kinds of pages that lead to others; those are found instead."""

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Record:
    """One thing that can be found: its kind (one of `KINDS`), title, text, team, owner, cycle, health and address."""

    kind: str
    title: str
    text: str
    team: str
    owner: str
    cycle: str
    health: str
    url: str


def records(pages: Iterable[Page], context: Context) -> tuple[Record, ...]:
    """Everything that can be found, the running cycle's goals before those of others; key results follow their goal."""
    goals = {routes.url(Target("objective", id)): objective for id, objective in context.company.objectives.items()}
    current: list[Record] = []
    others: list[Record] = []
    for page in pages:
        if not page.index or page.kind in LEFT_OUT or page.language:
            continue
        goal = goals.get(page.url)
        older = goal is not None and goal.cycle != context.figures.running
        (others if older else current).extend(_goal(context, goal) if goal else [_page(page)])
    return (*current, *others)


def _page(page: Page) -> Record:
    kind = page.kind if page.kind in KINDS else "page"
    return Record(kind, page.title, gist(page.description), "", "", "", "", page.url)


def _goal(context: Context, objective: Objective) -> Iterator[Record]:
    """An objective and its key results."""
    company, id = context.company, objective.id
    why = text(company.block(objective.path, objective.record.why))
    goal = Record(
        kind="objective",
        title=title_of(context, objective).plain,
        text=gist(why.plain) if why else "",
        team=team_link(context, objective.team).title,
        owner=_names(objective.owners),
        cycle=company.cycles[objective.cycle].title,
        health=context.figures.objectives[id].verdict.shown,
        url=routes.url(Target("objective", id)),
    )
    yield goal
    for key_result in objective.key_results:
        yield replace(
            goal,
            kind="key-result",
            title=title_of(context, key_result).plain,
            text=goal.title,
            owner=_names(key_result.owners),
            health=context.figures.key_results[key_result.id].verdict.shown,
            url=routes.url(Target("key-result", key_result.id)),
        )


def _names(owners: Iterable[Owner]) -> str:
    return ", ".join(owner.name for owner in owners)


def index(records: Iterable[Record]) -> str:
    """The index as JSON. A record's kind, team, owner, cycle and health are places in `names`, which occur often."""
    names: dict[str, int] = {"": 0}
    rows = [_row(record, names) for record in records]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    shared = json.dumps(list(names), ensure_ascii=False, separators=(",", ":"))
    return f'{{"format":{FORMAT},"names":{shared},"records":[\n{lines}]}}\n'


def _row(record: Record, names: dict[str, int]) -> list[Any]:
    """`[kind, title, text, team, owner, cycle, health, url]`, with numbers where a name is repeated."""

    def place(name: str) -> int:
        return names.setdefault(name, len(names))

    shared = (place(record.team), place(record.owner), place(record.cycle), place(record.health))
    return [place(record.kind), record.title, record.text, *shared, record.url]
