"""Companies as nobody would invent them and every large one is: too long, too many, too few, too early, too late.

Each maker gives a project's files.
"""

from __future__ import annotations

# ruff: noqa: E501 (what is nasty is long)
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from tests.browser.crowded import CROWDED
from tests.browser.invented import (
    ARABIC,
    HEBREW,
    JAPANESE,
    LONG,
    NAME,
    SHOUT,
    TODAY,
    UNIT,
    WORD,
    base,
    goals,
    one,
    page,
    said,
    team,
    yaml,
)
from tests.project import Files


def long() -> Files:
    """Long titles with links, words without spaces, forty key results and none, odd units, huge money, 1,500 %."""
    files = base(NAME)
    files["content/mission.md"] = page({"title": LONG}, LONG)
    files["content/vision.md"] = page({"title": JAPANESE}, WORD)
    pillars = [{"id": "p", "title": LONG, "decision": LONG}, {"id": "q", "title": WORD, "decision": HEBREW}]
    files["content/strategy.md"] = page({"title": WORD, "pillars": pillars, "not_doing": [LONG, WORD]}, LONG)
    files["content/people.yaml"] = yaml({
        "long": {"name": "Wolfeschlegelsteinhausenbergerdorff " * 3, "role": LONG[:200], "team": "long"},
        "heb": {"name": "יהונתן בן־אברהם", "team": "long"}, "jp": {"name": "長谷川京子", "team": "long"},
    })  # fmt: skip
    odd = [
        {"id": "words", "title": LONG, "baseline": 10, "target": 250, "unit": UNIT, "owner": "long"},
        {"id": "money", "title": WORD, "baseline": -1234567890123, "target": 98765432109876, "unit": "EUR"},
        {"id": "huge", "title": ARABIC, "baseline": 0, "target": 2, "owner": "heb", "unit": "%"},
        {
            "id": "small",
            "title": "Less of nearly nothing",
            "baseline": "0.00000125",
            "target": "0.00000025",
            "unit": "s",
        },
        {"id": "steps", "title": LONG, "milestones": [{"id": f"m{n}", "title": LONG} for n in range(12)]},
        {"id": "limit", "title": JAPANESE, "max": 12345678, "unit": UNIT, "owner": "jp"},
        {"id": "below", "title": HEBREW, "baseline": 50, "target": 100},
    ]
    files["content/teams/company/team.md"] = page({"name": NAME, "lead": "long"}, LONG)
    goals(files, "company", [
        {"id": "long", "title": LONG, "why": LONG, "owner": "long", "key_results": odd, "supports": "pillar:p", "tags": [WORD, "a"]},
        {"id": "empty", "title": WORD, "owner": "heb", "supports": "pillar:q"},
        one("many", JAPANESE, 40, owner="jp"), {"id": "rtl", "title": HEBREW, "owner": "heb"},
        one("shout", SHOUT + "<b>& \"quotes\" '", 2),
    ])  # fmt: skip
    team(
        files,
        "long",
        WORD + " & " + LONG[:100].replace("[", ""),
        [one("a", LONG, 3, supports=["company/long", "pillar:p"])],
        lead="long",
    )
    values = {"words": 17, "money": 81234567890123, "huge": 30, "small": "0.000001", "limit": 2345678, "below": -700}
    entries = {
        f"long.{key}": {"value": value, "note": LONG, "ask": LONG, "confidence": "3/10"}
        for key, value in values.items()
    }
    said(files, "company", {**entries, "long.steps": ["m0", "m1"]}, ask=LONG, words=LONG + "\n\n" + WORD)
    said(
        files,
        "company",
        {"many.k0": 12},
        TODAY - timedelta(7),
        words=JAPANESE,
        blockers=[{"about": "long.words", "next": LONG}],
    )
    said(files, "long", {"a.k0": 1500}, TODAY - timedelta(3), words=WORD)
    files["content/lessons/long.md"] = page({
        "title": LONG, "date": "2026-10-01", "cycle": "2026-t3", "teams": ["company", "long"], "about": ["company/long"], "kind": "failure",
        "expected": LONG, "happened": WORD, "learned": JAPANESE, "next_time": HEBREW,
    }, f"## {WORD}\n\n{LONG}\n\n| {WORD} | {WORD} | {WORD} |\n|-|-|-|\n| {WORD} | 1 | {LONG} |\n\n```\n{WORD * 3}\n```\n")  # fmt: skip
    files["content/training/long.md"] = page({"title": LONG, "kind": "guide", "audience": "new"}, LONG)
    files["content/glossary.yaml"] = yaml({WORD: LONG, "検索": JAPANESE, "חיפוש": HEBREW})
    return files


def wide() -> Files:
    """Nine hundred teams on one level, a goal with three hundred supporters, and nested goals of the company."""
    files = base()
    whole = [one("all", "Everybody pulls here", 2), one("second", "The second one", 1)]
    nested = [one(f"part-{n}", f"Part {n} of the whole", 1, supports="all") for n in range(30)]
    goals(
        files,
        "company",
        [*whole, *nested, *(one(f"leaf-{n}", f"Leaf {n}", 1, supports=f"part-{n % 30}") for n in range(60))],
    )
    for n in range(900):
        supports = {"supports": "company/all"} if n < 300 else {"supports": "company/second"} if n < 500 else {}
        team(files, f"team-{n:03}", f"Team {n:03}", [one("goal", f"Goal of team {n:03}", 1, **supports)])
        if n % 3:
            said(files, f"team-{n:03}", {"goal.k0": n % 120}, TODAY - timedelta(n % 40))
    said(files, "company", {"all.k0": 31, "second.k0": 70})
    return files


def deep() -> Files:
    """Teams and goals eight levels deep."""
    files = base()
    goals(files, "company", [one("goal", "The goal at the top", 1)])
    parent, above = "company", "company/goal"
    for n in range(1, 9):
        id = f"level-{n}"
        team(
            files,
            id,
            f"Level {n} of the organisation",
            [one("goal", f"What level {n} does for the level above it", 2, supports=above)],
            parent,
        )
        said(files, id, {"goal.k0": n * 11}, TODAY - timedelta(n))
        parent, above = id, f"{id}/goal"
    return files


def _of_some_teams(files: Files, **more: Any) -> Files:
    goals(files, "company", [one("goal", "Be found", 2, **more)])
    for id in ("search", "data"):
        team(files, id, id.title(), [one("goal", f"The goal of {id}", 2, supports="company/goal", **more)])
    return files


def empty() -> Files:
    """A running cycle in which nobody has written anything yet."""
    files = base()
    team(files, "search", "Search", [])
    return files


def first() -> Files:
    """The first day of a cycle: goals, and not a word yet."""
    return _of_some_teams(base(as_of=date(2026, 9, 1)))


def closed() -> Files:
    """Everything is closed, and no cycle runs any more."""
    files = base(as_of=date(2027, 2, 1))
    files["content/cycles/2026-t3.yaml"] = yaml(
        {"start": "2026-09-01", "end": "2026-12-31", "parent": "2026", "state": "closed"}
    )
    files["content/cycles/2026.yaml"] = yaml({"start": "2026-01-01", "end": "2026-12-31", "state": "closed"})
    _of_some_teams(files, state="closed", outcome="missed", score=0.2, result="Nothing came of it.")
    for id in ("company", "search", "data"):
        said(files, id, {"goal.k0": 20, "goal.k1": 15}, date(2026, 12, 30))
    return files


def alone() -> Files:
    """One team only."""
    files = base()
    goals(files, "company", [one("goal", "Survive", 1)])
    said(files, "company", {"goal.k0": 1500}, words="Done, fifteen times.")
    return files


def bare() -> Files:
    """A name, and nothing else."""
    return {"content/site.yaml": yaml({"name": "Acme", "as_of": TODAY.isoformat()})}


def arabic() -> Files:
    """A company that reads from right to left."""
    files = long()
    files["content/site.yaml"] = yaml({"name": "شركة البحث", "as_of": TODAY.isoformat(), "languages": ["ar"]})
    team(files, "search", "فريق البحث", [one("goal", ARABIC, 3, supports="company/long")])
    said(files, "search", {"goal.k0": 40, "goal.k1": 10}, words=ARABIC, ask=ARABIC)
    return files


COMPANIES: Mapping[str, Callable[[], Files]] = {
    **{one.__name__: one for one in (long, wide, deep, empty, first, closed, alone, bare, arabic)},
    **CROWDED,
}
"""Name to maker."""
