"""Odd companies that are sound: each becomes a site whose links work and whose figures are figures."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date

import pytest

from tests.parsed import Site, acting, parsed
from tests.project import LEAST, TODAY, built, said

SITE, OKRS = "content/site.yaml", "content/teams/search/2026-t3/okrs.yaml"
WEEKS = "content/teams/search/2026-t3/check-ins/"
CYCLE, TEAM = "content/cycles/2026-t3.yaml", "content/teams/search/team.md"
Written = Mapping[str, str | None]


def goal(*key_results: str, **fields: str) -> str:
    """One objective with these key results, in flow style."""
    more = "".join(f"    {name}: {value}\n" for name, value in fields.items())
    listed = "".join(f"      - {one}\n" for one in key_results)
    return f"objectives:\n  - id: trust\n    title: Trust\n{more}    key_results:\n{listed}"


def said_on(*days: str, **values: str) -> dict[str, str]:
    """The same check-in on several days."""
    told = "\n".join(f"  trust.{name.replace('_', '-')}: {value}" for name, value in values.items())
    return {f"{WEEKS}{day}.md": f"---\nkey_results:\n{told}\n---\nWords.\n" for day in days}


NUMBER = "{id: a, title: A, baseline: 0, target: 10}"
LONG = "A title that goes on " * 29

EMPTY = (
    "content/people.yaml", "content/glossary.yaml", "content/mission.md", "content/vision.md", "content/strategy.md",
    OKRS, f"{WEEKS}2026-10-01.md", "content/lessons/a.md", "content/training/a.md", "content/onboarding/a.md",
    "content/pulse/2026-10-01.yaml", "content/pages/a.md", "content/teams/search/2026-t3/review.md",
)  # fmt: skip

ODD: dict[str, tuple[Written, date]] = {
    "only the settings": (dict.fromkeys(LEAST, None) | {SITE: "name: A\n"}, TODAY),
    "only pages": (dict.fromkeys(LEAST, None) | {SITE: "name: A\n", "content/pages/faq.md": "Words.\n"}, TODAY),
    "only a mission": (dict.fromkeys(LEAST, None) | {SITE: "name: A\n", "content/mission.md": ""}, TODAY),
    "only people": (dict.fromkeys(LEAST, None) | {SITE: "name: A\n", "content/people.yaml": "a: {name: A}\n"}, TODAY),
    "only a cycle": (
        dict.fromkeys(LEAST, None) | {SITE: "name: A\n", CYCLE: "start: 2026-09-01\nend: 2026-12-31\n"},
        TODAY,
    ),
    "only a team": (dict.fromkeys(LEAST, None) | {SITE: "name: A\n", TEAM: "---\nname: S\n---\n"}, TODAY),
    "empty files": (
        dict.fromkeys(EMPTY, ""),
        TODAY,
    ),
    "no cycle": ({CYCLE: None, "content/cycles/2026.yaml": None}, TODAY),
    "closed cycles only": (
        {
            CYCLE: "start: 2026-01-01\nend: 2026-04-30\nstate: closed\n",
            "content/cycles/2026.yaml": None,
            OKRS: goal(NUMBER),
        },
        TODAY,
    ),
    "a cycle in the future only": ({OKRS: goal(NUMBER)}, date(2025, 1, 1)),
    "long after the last cycle": ({OKRS: goal(NUMBER), **said_on("2026-10-01", a="4")}, date(2031, 1, 1)),
    "the first day": ({OKRS: goal(NUMBER)}, date(2026, 9, 1)),
    "the last day": ({OKRS: goal(NUMBER), **said_on("2026-12-31", a="4")}, date(2026, 12, 31)),
    "the first day of all": ({OKRS: goal(NUMBER)}, date(1900, 1, 1)),
    "the last day of all": ({OKRS: goal(NUMBER)}, date(2199, 12, 31)),
    "a cycle of one day": (
        {CYCLE: "start: 2026-10-31\nend: 2026-10-31\n", OKRS: goal(NUMBER), **said_on("2026-10-31", a="4")},
        TODAY,
    ),
    "a cycle of all time": (
        {CYCLE: "start: 1900-01-01\nend: 2199-12-31\n", OKRS: goal(NUMBER), **said_on("2026-10-30", a="4")},
        TODAY,
    ),
    "a long rhythm": (
        {
            SITE: "name: A\ncheck_ins: {every: 9999d, grace: 9999d}\n",
            OKRS: goal(NUMBER),
            **said_on("2026-10-01", a="4"),
        },
        TODAY,
    ),
    "a rhythm to the end of time": (
        {CYCLE: "start: 2199-09-01\nend: 2199-12-31\ncheck_ins: {every: 9999d, grace: 9999d}\n", OKRS: goal(NUMBER)},
        date(2199, 12, 1),
    ),
    "every day and no grace": (
        {SITE: "name: A\ncheck_ins: {every: 1d, grace: 0d}\n", OKRS: goal(NUMBER), **said_on("2026-10-01", a="4")},
        TODAY,
    ),
    "a plan for years": (
        {OKRS: goal(NUMBER[:-1] + ", plan: [{by: 1900-01-01, value: 1}, {by: 2199-12-31, value: 2}]}")},
        TODAY,
    ),
    "no objective": ({OKRS: "objectives: []\n"}, TODAY),
    "no key result": ({OKRS: "objectives: [{id: a, title: A}, {id: b, title: B, supports: a}]\n"}, TODAY),
    "forty key results": (
        {OKRS: goal(*(f"{{id: k{n}, title: K, baseline: 0, target: {n + 1}}}" for n in range(40)))},
        TODAY,
    ),
    "a hundred objectives": (
        {OKRS: "objectives:\n" + "".join(f"  - {{id: o{n}, title: O}}\n" for n in range(100))},
        TODAY,
    ),
    "a chain of fifty": (
        {
            OKRS: "objectives:\n  - {id: o0, title: O}\n"
            + "".join(f"  - {{id: o{n}, title: O, supports: o{n - 1}, progress_from: both}}\n" for n in range(1, 50))
        },
        TODAY,
    ),
    "a diamond": (
        {
            OKRS: "objectives:\n  - {id: a, title: A, progress_from: aligned}\n"
            "  - {id: b, title: B, supports: a, progress_from: aligned}\n"
            "  - {id: c, title: C, supports: a, progress_from: aligned}\n"
            "  - {id: d, title: D, supports: [b, c], key_results: [{id: e, title: E}]}\n",
            f"{WEEKS}2026-10-01.md": "---\nkey_results: {d.e: 40%}\n---\n",
        },
        TODAY,
    ),
    "teams fifty deep": (
        {
            f"content/teams/t{n}/team.md": f"---\nname: T{n}\nparent: {f't{n - 1}' if n else 'company'}\n---\n"
            for n in range(50)
        },
        TODAY,
    ),
    "many companies": ({f"content/teams/t{n}/team.md": "---\nname: T\n---\n" for n in range(5)}, TODAY),
    "all teams ended": (
        {
            "content/teams/company/team.md": "---\nname: A\nended: 2026-01-01\n---\n",
            TEAM: "---\nname: S\nparent: company\nended: 2026-01-01\n---\n",
            OKRS: goal(NUMBER),
        },
        TODAY,
    ),
    "everything cancelled": ({OKRS: goal("{id: a, title: A, state: cancelled}", state="cancelled")}, TODAY),
    "everything postponed": ({OKRS: goal("{id: a, title: A, state: postponed}", state="postponed")}, TODAY),
    "everything paused": (
        {OKRS: goal(NUMBER[:-1] + ", state: paused}", state="paused"), **said_on("2026-09-02", a="4")},
        TODAY,
    ),
    "everything a draft": ({OKRS: goal("{id: a, title: A, state: draft}", state="draft")}, TODAY),
    "everything closed": (
        {OKRS: goal(NUMBER[:-1] + ", state: closed, outcome: missed, score: 0}", state="closed", outcome="dropped")},
        TODAY,
    ),
    "weight 0 everywhere": (
        {OKRS: goal(NUMBER[:-1] + ", weight: 0}", weight="0"), **said_on("2026-10-01", a="4")},
        TODAY,
    ),
    "heavy weights": (
        {
            OKRS: goal(
                NUMBER[:-1] + ", weight: 999999999999999}", NUMBER.replace("a,", "b,")[:-1] + ", weight: 0.0000000001}"
            ),
            **said_on("2026-10-01", a="4", b="9"),
        },
        TODAY,
    ),
    "numbers of fifteen digits": (
        {
            OKRS: goal("{id: a, title: A, baseline: -999999999999999, target: 999999999999999.9999999999, unit: EUR}"),
            **said_on("2026-10-01", "2026-10-08", "2026-10-20", "2026-10-30", a="999999999999999.9999999999"),
        },
        TODAY,
    ),
    "tiny numbers": (
        {
            OKRS: goal("{id: a, title: A, baseline: 0, target: 0.0000000001}"),
            **said_on("2026-10-01", a="999999999999999"),
        },
        TODAY,
    ),
    "negative numbers": (
        {OKRS: goal("{id: a, title: A, baseline: -10, target: -20}"), **said_on("2026-10-01", a="-30")},
        TODAY,
    ),
    "no way to go": ({OKRS: goal("{id: a, title: A, baseline: 5, target: 5}"), **said_on("2026-10-01", a="5")}, TODAY),
    "far beyond": ({OKRS: goal(NUMBER), **said_on("2026-10-01", a="150")}, TODAY),
    "far below": ({OKRS: goal(NUMBER), **said_on("2026-10-01", a="-150")}, TODAY),
    "scores of 1500 %": ({OKRS: goal(NUMBER[:-1] + ", score: 15}", score="-3")}, TODAY),
    "check-ins before the start": ({OKRS: goal(NUMBER), **said_on("2026-01-01", "2020-01-01", a="4")}, TODAY),
    "check-ins after the end": (
        {OKRS: goal(NUMBER), **said_on("2027-01-05", a="4"), **said_on("2027-01-06", a="{value: 5, final: true}")},
        date(2027, 2, 1),
    ),
    "check-ins ahead": ({OKRS: goal(NUMBER), **said_on("2026-12-01", a="4")}, TODAY),
    "check-ins on one date": (
        {OKRS: goal(NUMBER), **said_on("2026-10-01", "2026-10-01-ann", "2026-10-01-bo", "2026-10-01-2", a="4")},
        TODAY,
    ),
    "a check-in every day": ({OKRS: goal(NUMBER), **said_on(*(f"2026-10-{n:02}" for n in range(1, 31)), a="4")}, TODAY),
    "check-ins that say nothing": (
        {OKRS: goal(NUMBER), f"{WEEKS}2026-10-01.md": "", f"{WEEKS}2026-10-02.md": "---\nkey_results: {}\n---\n"},
        TODAY,
    ),
    "an entry that says nothing": (
        {OKRS: goal(NUMBER), f"{WEEKS}2026-10-01.md": "---\nkey_results: {trust.a: {}}\n---\n"},
        TODAY,
    ),
    "every type without a word": (
        {
            OKRS: goal(
                NUMBER,
                "{id: b, title: B, baseline: 9, target: 0}",
                "{id: c, title: C, min: 1}",
                "{id: d, title: D, max: 1}",
                "{id: e, title: E, min: 1, max: 2, over: cycle}",
                "{id: f, title: F, type: binary}",
                "{id: g, title: G}",
                "{id: h, title: H, type: baseline}",
                "{id: i, title: I, levels: {target: T}}",
                "{id: j, title: J, milestones: [{id: x}]}",
                "{id: k, title: K, redacted: true}",
            )
        },
        TODAY,
    ),
    "titles of 601 characters": (
        {
            OKRS: goal(f"{{id: a, title: {LONG}}}").replace("Trust", LONG),
            TEAM: f"---\nname: {LONG}\nparent: company\n---\n",
            SITE: f"name: {LONG}\n",
        },
        TODAY,
    ),
    "names from right to left": (
        {
            SITE: "name: شركة\nlanguages: [ar]\n",
            TEAM: "---\nname: فريق البحث\nparent: company\n---\n",
            OKRS: goal("{id: a, title: زيادة ١٠٪, baseline: 0, target: 10}"),
            **said_on("2026-10-01", a="4"),
        },
        TODAY,
    ),
    "titles of nothing but signs": (
        {
            OKRS: goal(
                '{id: a, title: "🙂"}', '{id: b, title: "**"}', '{id: c, title: "![]()"}'.replace("![]()", "`` ` ``")
            ),
            "content/pages/a.md": "---\ntitle: '---'\n---\n",
        },
        TODAY,
    ),
    "ids of 64 letters": (
        {
            f"content/teams/{'t' * 64}/team.md": "---\nname: T\n---\n",
            f"content/cycles/{'c' * 64}.yaml": "start: 2026-09-01\nend: 2026-12-31\n",
            f"content/teams/{'t' * 64}/{'c' * 64}/okrs.yaml": goal(f"{{id: {'k' * 64}, title: K}}").replace(
                "trust", "o" * 64
            ),
        },
        TODAY,
    ),
    "ids that are numbers and words": (
        {
            "content/teams/0/team.md": "---\nname: T\n---\n",
            "content/cycles/1.yaml": "start: 2026-09-01\nend: 2026-12-31\n",
            "content/teams/0/1/okrs.yaml": goal("{id: 3, title: K}").replace("trust", "2"),
            "content/teams/0/1/check-ins/2026-10-01-4.md": "---\nkey_results: {2.3: 40%}\n---\n",
        },
        TODAY,
    ),
    "ids that are sections": (
        {
            f"content/teams/{name}/team.md": "---\nname: T\n---\n"
            for name in ("teams", "alignment", "review", "static", "feed", "index")
        }
        | {
            f"content/cycles/{name}.yaml": "start: 2026-09-01\nend: 2026-12-31\n"
            for name in ("team", "strategy", "present", "review")
        }
        | {
            "content/teams/teams/review/okrs.yaml": "objectives: [{id: index, title: A}]\n",
            "content/teams/review/strategy/okrs.yaml": "objectives: [{id: feed, title: A}]\n",
        },
        TODAY,
    ),
    "a survey that hides all": (
        {
            "content/pulse/2026-10-01.yaml": "questions:\n"
            "  - {id: a, text: A, scores: {search: {n: 1, mean: 1}, company: {n: 2, mean: 5}}}\n"
        },
        TODAY,
    ),
    "a survey without answers": ({"content/pulse/2026-10-01.yaml": "questions: [{id: a, text: A}]\n"}, TODAY),
    "a survey of nobody": (
        {"content/pulse/2026-10-01.yaml": "questions: [{id: a, text: A, scores: {search: {n: 0, mean: 0}}}]\n"},
        TODAY,
    ),
    "KPIs of nothing, one and alike": (
        {
            "content/kpis/a.yaml": "title: A\n",
            "content/kpis/b.yaml": "title: B\nseries: [{date: 2026-10-01, value: 0}]\n",
            "content/kpis/c.yaml": "title: C\nmin: 1\nmax: 1\nformat: '0.00 zł'\n"
            "series: [{date: 2026-09-01, value: 1}, {date: 2026-10-01, value: 1}]\n",
            "content/kpis/d.yaml": "title: D\nseries: {csv: d.csv}\n",
            "content/kpis/d.csv": "date,value\n",
        },
        TODAY,
    ),
    "a KPI of 300 decimals": (
        {"content/kpis/a.yaml": f"title: A\nformat: '0.{'0' * 300}'\nseries: [{{date: 2026-10-01, value: 1}}]\n"},
        TODAY,
    ),
    "a training in the past": (
        {"content/training/a.md": "---\ntitle: A\nsessions: [{start: 1900-01-01 00:00, end: 2199-12-31 23:59}]\n---\n"},
        TODAY,
    ),
    "a page of a hundred headings": ({"content/pages/a.md": "# Same\n" * 100}, TODAY),
    "a page that nests deeply": (
        {"content/pages/a.md": "> " * 2000 + "x\n\n" + "- " * 2000 + "x\n\n" + "*" * 5000 + "[" * 5000 + "`" * 5000},
        TODAY,
    ),
    "a wide table": ({"content/pages/a.md": f"|{'a|' * 500}\n|{'-|' * 500}\n" + f"|{'b|' * 500}\n" * 20}, TODAY),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_company_becomes_a_sound_site(name: str) -> None:
    files, day = ODD[name]
    whole = {**LEAST, **files}
    kept = {path: data for path, data in whole.items() if data is not None}
    made = built(kept, day)
    assert made.tree is not None, said(made, kept)
    site = Site(made.tree)
    assert site.dead() == []
    assert {path: acts for path, html in site.pages.items() if (acts := acting(html))} == {}
    odd = {path: words for path, html in site.pages.items() if (words := no_figures(html))}
    assert odd == {}
    json.loads(made.tree["okrs.json"], parse_constant=pytest.fail)


def no_figures(html: str) -> list[str]:
    """What a program says where it has no number, in what is read and in what is drawn."""
    page = parsed(html)
    words = re.findall(
        r"\b(?:NaN|nan|[Ii]nfinity|inf|None(?! [a-z])|null|undefined|Undefined|Decimal|Fraction)\b", page.text
    )
    drawn = ("d", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "width", "height", "points", "transform")
    for one in page.elements:
        values = [value for attribute, value in one.attributes if attribute in drawn]
        words += [value for value in values if re.search(r"nan|inf|None|\de[+-]?\d", value)]
        words += [f"width {value}" for value in values if one.get("width") == value and value.startswith("-")]
    return words
