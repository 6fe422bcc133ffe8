"""Search: what can be found, in which bundles, and the files in which the browser looks for it.

In: the planned pages and their `Context`. Out: `Bundle`s of `Record`s with stable text (title, why, owner, team), which
a search engine indexes (`okrsite/index`) and a browser without one reads as they are; beside them the figures, which
are looked up when results are shown. So a check-in changes figures and no index. What is over lies in a bundle of its
own for each cycle, which a reader asks for. Words of the interface stay in `search.html`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from okrsite.okr.display import percent
from okrsite.okr.model import Objective, Owner, Target
from okrsite.pages import routes
from okrsite.pages.views.common import Page
from okrsite.pages.views.context import Context
from okrsite.pages.views.finding import KINDS
from okrsite.pages.views.pieces import team_link, text, title_of
from okrsite.pages.views.writing import gist

LEFT_OUT = ("home", "list", "search", "404")
"""Kinds of pages that lead to others; those are found instead."""

FORMAT = 2
NOW, MEASURES, PAST = "now", "measures", "cycles/"
FOLDER = "search/"
"""Below this address lie the files of this module; the engine's own lie below `okrsite.index.FOLDER`."""

MOST = 8000
"""Of more records than this the key results are a bundle of their own, loaded after the first answer."""

SHARD = 96
"""About how many figures stand in one file: a dozen results from a dozen teams ask for a dozen of these."""


@dataclass(frozen=True, slots=True)
class Record:
    """One thing that can be found: its kind (one of `KINDS`), title, text, teams, owner, cycle, address and language.

    Nothing here changes with a check-in. `language` is empty for the site's first.
    """

    kind: str
    title: str
    text: str
    teams: tuple[str, ...]
    owner: str
    cycle: str
    url: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Records that are indexed together: `now`, `measures` or `cycles/ID`; `cycle` is the title of a cycle past."""

    name: str
    cycle: str
    records: tuple[Record, ...]


def bundles(pages: Iterable[Page], context: Context) -> tuple[Bundle, ...]:
    """Everything that can be found: what holds now first, then each cycle that is over, the newest before the others.

    In each the goals come first, a goal before its key results.
    """
    past = _past(context)
    goals = {routes.url(Target("objective", id)): objective for id, objective in context.company.objectives.items()}
    found: dict[str, tuple[list[Record], list[Record]]] = defaultdict(lambda: ([], []))
    for page in pages:
        if not page.index or page.kind in LEFT_OUT:
            continue
        goal, cycle = goals.get(page.url), _cycle_of(page, context)
        first, second = found[f"{PAST}{cycle}" if cycle in past else NOW]
        if goal:
            first.extend(_goal(context, goal))
        else:
            second.append(_page(context, page, cycle))
    made = {name: (*first, *second) for name, (first, second) in found.items()}
    now = tuple(_apart(made.get(NOW, ())))
    return (*now, *(Bundle(n, past[c], made[n]) for c in past if (n := f"{PAST}{c}") in made))


def _past(context: Context) -> Mapping[str, str]:
    """The titles of cycles that are over, by id; the newest first."""
    cycles = [c for c in context.company.cycles.values() if c.end < context.as_of and c.id != context.figures.running]
    return {cycle.id: cycle.title for cycle in sorted(cycles, key=lambda c: (c.end, c.id), reverse=True)}


def _apart(records: tuple[Record, ...]) -> Iterator[Bundle]:
    """What holds now, with the key results apart where there are very many."""
    if len(records) <= MOST:
        yield Bundle(NOW, "", records)
        return
    yield Bundle(NOW, "", tuple(record for record in records if record.kind != "key-result"))
    yield Bundle(MEASURES, "", tuple(record for record in records if record.kind == "key-result"))


def _cycle_of(page: Page, context: Context) -> str:
    """The cycle that a page is about, as its address says; empty for all others."""
    parts = page.url.split("/")
    if parts[0] in ("cycles", "review", "alignment"):
        return parts[1] if parts[1] in context.company.cycles else ""
    return parts[2] if parts[0] == "teams" and len(parts) > 3 and parts[2] in context.company.cycles else ""


def _page(context: Context, page: Page, cycle: str) -> Record:
    """What is found of a page that is no goal."""
    kind = page.kind if page.kind in KINDS else "page"
    known = context.company.cycles.get(cycle or _lesson_cycle(context, page))
    return Record(
        kind=kind,
        title=page.title,
        text=_with_tags(context, gist(page.description), page.tags),
        teams=tuple(team_link(context, team).title for team in _teams(context, page)),
        owner="",
        cycle=known.title if known else "",
        url=page.url,
        language=page.language,
    )


def _with_tags(context: Context, words: str, tags: tuple[str, ...]) -> str:
    """What is found of something, with the words that its editors want it found by."""
    if not tags:
        return words
    stop = "." if words[-1:].isalnum() else ""
    said = context.language.gettext("Tags: %(tags)s.") % {"tags": ", ".join(tags)}
    return f"{words}{stop} {said}".strip()


def _slug(page: Page) -> str:
    """The last folder of a page's address: the id of a lesson, a person, a team."""
    return page.url.rstrip("/").rpartition("/")[2]


def _lesson_cycle(context: Context, page: Page) -> str:
    lesson = context.company.lessons.get(_slug(page)) if page.kind == "lesson" else None
    return lesson.record.cycle or "" if lesson else ""


def _teams(context: Context, page: Page) -> Iterator[str]:
    """The teams that a page belongs to."""
    company, named = context.company, tuple[str | None, ...]()
    if page.kind == "lesson" and _slug(page) in company.lessons:
        named = company.lessons[_slug(page)].record.teams
    elif page.kind == "person" and _slug(page) in company.people:
        named = (company.people[_slug(page)].team,)
    elif page.url.startswith("teams/"):
        named = (page.url.split("/")[1],)
    yield from (team for team in named if team and team in company.teams)


def _goal(context: Context, objective: Objective) -> Iterator[Record]:
    """An objective and its key results."""
    company = context.company
    why = text(company.block(objective.path, objective.record.why))
    goal = Record(
        kind="objective",
        title=title_of(context, objective).plain,
        text=_with_tags(context, gist(why.plain) if why else "", objective.record.tags),
        teams=(team_link(context, objective.team).title,),
        owner=_names(objective.owners),
        cycle=company.cycles[objective.cycle].title,
        url=routes.url(Target("objective", objective.id)),
    )
    yield goal
    for key_result in objective.key_results:
        yield replace(
            goal,
            kind="key-result",
            title=title_of(context, key_result).plain,
            text=_with_tags(context, goal.title, key_result.record.tags),
            owner=_names(key_result.owners),
            url=routes.url(Target("key-result", key_result.id)),
        )


def _names(owners: Iterable[Owner]) -> str:
    return ", ".join(owner.name for owner in owners)


def files(found: Iterable[Bundle], context: Context, indexed: frozenset[str]) -> dict[str, str]:
    """The files by address: `search.json`, and each bundle's records and figures. `indexed` bundles have an engine."""
    made: dict[str, str] = {}
    rows: list[dict[str, Any]] = []
    kinds: set[str] = set()
    for bundle in found:
        shards = tuple(figures(bundle, context))
        kinds |= {record.kind for record in bundle.records}
        rows.append(
            {"name": bundle.name, "cycle": bundle.cycle, "shards": len(shards), "engine": bundle.name in indexed}
        )
        made[f"{FOLDER}{bundle.name}/records.json"] = index(bundle.records)
        made |= {f"{FOLDER}{bundle.name}/{n}.json": shard for n, shard in enumerate(shards)}
    head = {"format": FORMAT, "kinds": [kind for kind in KINDS if kind in kinds], "bundles": rows}
    return {"search.json": _json(head) + "\n", **made}


def figures(bundle: Bundle, context: Context) -> Iterator[str]:
    """The figures of a bundle's goals in files of about `SHARD`, all of a team in one.

    Each file is `{"team/cycle": {"objective": "at-risk 64%", "objective.key-result": "pending"}}`.
    """
    goals = [goal for record in bundle.records if (goal := _id_of(record))]
    count = max(1, -(-len(goals) // SHARD)) if goals else 0
    shards: list[dict[str, dict[str, str]]] = [{} for _ in range(count)]
    for id in goals:
        team, cycle, name = id.split("/")
        shards[shard_of(team, count)].setdefault(f"{team}/{cycle}", {})[name] = _figure(id, context)
    yield from (_json(shard) + "\n" for shard in shards)


def _id_of(record: Record) -> str:
    """The whole id of a goal or key result: `team/cycle/objective.key-result`."""
    if record.kind not in ("objective", "key-result"):
        return ""
    page, _, anchor = record.url.removeprefix("teams/").partition("#")
    return f"{page.rstrip('/')}.{anchor}" if anchor else page.rstrip("/")


def shard_of(team: str, count: int) -> int:
    """Which file holds a team's figures; `find.js` reckons the same."""
    total = 0
    for sign in team:
        total = (total * 31 + ord(sign)) & 0xFFFFFFFF
    return total % count


def _figure(id: str, context: Context) -> str:
    """Health and progress as the pages show them: `at-risk 64%`, or health alone."""
    if "." in id:
        measured = context.figures.key_results[id]
        hidden = context.key_results[id].record.redacted is not None
        health, raw = measured.verdict.shown, None if hidden else measured.raw
    else:
        goal = context.figures.objectives[id]
        health, raw = goal.verdict.shown, goal.progress
    return health if raw is None else f"{health} {context.language.percent(percent(raw))}"


def index(records: Iterable[Record]) -> str:
    """Records as JSON. Names that occur often stand once in `names`, and as places there in the records."""
    names: dict[str, int] = {"": 0}
    lines = ",\n".join(_json(_row(record, names)) for record in records)
    return f'{{"format":{FORMAT},"names":{_json(list(names))},"records":[\n{lines}]}}\n'


def _row(record: Record, names: dict[str, int]) -> list[Any]:
    """`[kind, title, text, [team], owner, cycle, url, language]`, with numbers where a name is repeated."""

    def place(name: str) -> int:
        return names.setdefault(name, len(names))

    teams = [place(team) for team in record.teams]
    kind, owner, cycle = place(record.kind), place(record.owner), place(record.cycle)
    row = [kind, record.title, record.text, teams, owner, cycle, record.url]
    return [*row, record.language] if record.language else row


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
