"""`okrs.json`: what scripts hold on to. Keys never change their meaning."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from okrsite.pages.export import okrs_json
from okrsite.pages.plan import plan
from tests.pages.shown import known

COMPANY = {
    "people.yaml": "ann: {name: Ann Novak}\n",
    "teams/company/2026-t3/okrs.yaml": "objectives: [{id: grow, title: Grow}]\n",
    "teams/search/2026-t3/okrs.yaml": """
objectives:
  - id: trust
    title: People trust **search**
    owner: ann
    ambition: aspirational
    supports: [company/grow]
    key_results:
      - {id: success, title: Success, unit: '%', baseline: 61, target: 75}
      - {id: steps, title: Steps, milestones: [{id: one}, {id: two}]}
      - {id: hidden, title: Hidden, baseline: 0, target: 4711, redacted: true}
      - {id: silent, title: Silent, max: 3}
""",
    "teams/search/2026-t3/check-ins/2026-10-28-ann.md": """---
key_results:
  trust.success: {value: 64.5, confidence: 6/10, health: at-risk, note: Slow.}
  trust.steps: []
  trust.hidden: 815
---
""",
    "lessons/slow.md": "---\ntitle: We were *slow*\nabout: [search/2026-t3/trust]\ncycle: 2026-t3\n---\n",
}


def exported(files: dict[str, str] = COMPANY) -> Any:
    context = known(files, date(2026, 10, 31))
    return json.loads(okrs_json(context, plan(context).value or ()))


def test_the_keys_are_those_that_scripts_know() -> None:
    document = exported()
    assert list(document) == ["format", "name", "as_of", "cycles", "teams", "objectives", "lessons", "pages"]
    assert (document["format"], document["name"], document["as_of"]) == ("okrsite/1", "Acme", "2026-10-31")
    assert list(document["cycles"][0]) == ["id", "title", "start", "end", "state", "elapsed", "progress", "url"]
    assert list(document["teams"][0]) == ["id", "name", "parent", "lead", "progress", "health", "url"]
    objective = next(o for o in document["objectives"] if o["id"] == "search/2026-t3/trust")
    assert set(objective) == {
        "id", "team", "cycle", "title", "title_text", "owners", "state", "weight", "ambition", "supports", "progress",
        "expected", "pace", "health", "health_stated", "health_computed", "stale", "reported", "score", "outcome",
        "url", "key_results",
    }  # fmt: skip
    assert set(objective["key_results"][0]) == {
        "id", "title", "title_text", "type", "unit", "baseline", "target", "value", "raw", "progress", "percent",
        "expected", "pace", "health", "stale", "confidence", "forecast", "score", "weight", "url", "check_ins",
    }  # fmt: skip


def test_a_key_result_says_what_was_measured_and_what_follows() -> None:
    objective = next(o for o in exported()["objectives"] if o["id"] == "search/2026-t3/trust")
    found = objective["key_results"][0]
    assert (found["value"], found["raw"], found["progress"], found["percent"]) == (64.5, 0.25, 0.25, "25")
    assert found["url"] == "teams/search/2026-t3/trust/#success"
    assert found["check_ins"] == [
        {
            "on": "2026-10-28",
            "by": "ann",
            "value": 64.5,
            "confidence": 0.6,
            "health": "at-risk",
            "note": "Slow.",
            "path": "content/teams/search/2026-t3/check-ins/2026-10-28-ann.md",
        }
    ]
    assert (objective["title"], objective["title_text"]) == ("People trust **search**", "People trust search")
    assert (objective["supports"], objective["reported"]) == (["company/2026-t3/grow"], [2, 3])


def test_nothing_reached_and_nothing_said_are_told_apart() -> None:
    results = next(o for o in exported()["objectives"] if o["id"] == "search/2026-t3/trust")["key_results"]
    assert [found["value"] for found in results] == [64.5, [], None, None]
    assert [found["percent"] for found in results] == ["25", "0", "—", "—"]


def test_a_redacted_key_result_shows_no_number() -> None:
    context = known(COMPANY, date(2026, 10, 31))
    text = okrs_json(context, plan(context).value or ())
    assert "4711" not in text
    assert "815" not in text


def test_lessons_and_pages_are_listed_with_their_addresses() -> None:
    document = exported()
    assert document["lessons"] == [
        {"id": "slow", "title": "We were slow", "about": ["search/2026-t3/trust"], "url": "lessons/slow/"}
    ]
    assert {"", "teams/search/", "lessons/slow/"} <= {page["url"] for page in document["pages"]}


def test_one_objective_takes_one_line() -> None:
    context = known(COMPANY, date(2026, 10, 31))
    lines = okrs_json(context, plan(context).value or ()).split("\n")
    assert sum(1 for line in lines if line.startswith('{"id":"search/2026-t3/trust"')) == 1
