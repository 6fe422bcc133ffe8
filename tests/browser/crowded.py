"""Companies with too much of everything, with text that looks like code, and those that are nearly nothing.

Each maker gives a project's files.
"""

from __future__ import annotations

# ruff: noqa: E501 (what is nasty is long)
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from json import loads
from typing import Any

from tests.browser.invented import (
    EVIL,
    FLAGS,
    HEBREW,
    JAPANESE,
    LONG,
    TODAY,
    WORD,
    base,
    goals,
    one,
    page,
    said,
    team,
    yaml,
)
from tests.filled import filled
from tests.project import Files

START = date(2026, 9, 1)
CODE = "value = " + " + ".join(f"measure_{n:03}" for n in range(24))
COLUMNS = 20
LANGUAGES = ("en", "ar", "cs", "de", "es", "fr", "he", "ja", "ko", "pl", "pt-BR", "zh-Hans")
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" width="3000" height="120" viewBox="0 0 3000 120"><path d="M0 120L3000 0" stroke="red"/></svg>'


def _table(rows: int = 3) -> str:
    head = "| " + " | ".join(f"Column {n}" for n in range(COLUMNS)) + " |\n" + "|-" * COLUMNS + "|\n"
    return head + "".join(
        "| " + " | ".join(f"{row * n:,}.50" for n in range(COLUMNS)) + " |\n" for row in range(1, rows + 1)
    )


def _series(count: int, first: date = date(2021, 1, 1)) -> list[dict[str, Any]]:
    return [
        {"date": (first + timedelta(n)).isoformat(), "value": round(50 + (n * 37 % 101) / 7 + n / 60, 2)}
        for n in range(count)
    ]


BODY = f"""
{LONG}

![A picture that is wider than any page](../assets/wide.svg)

```python
{CODE}
```

{_table()}

- One
  - Two
    - Three
      - Four
        - Five
          - Six {WORD}

> {LONG}
>
> > {LONG}

1. {FLAGS}
2. {WORD}

Term
: {LONG}

# A heading of the first level

## {LONG}

### {WORD}

`{WORD}`{WORD}
"""


def crowd() -> Files:
    """60 tags, 80 goals of one person, 200 check-ins on one goal, 12 parents, 500 terms, 2,000 points and 1."""
    files = base("Crowd & Co.", languages=list(LANGUAGES))
    files["content/assets/wide.svg"] = PICTURE
    tags = [f"tag number {n}" if n % 7 else f"{WORD}{n}" for n in range(60)]
    parents = [one(f"parent-{n}", f"Parent number {n} {FLAGS if n == 3 else ''}", 1) for n in range(12)]
    goals(files, "company", parents)
    supports = [f"company/parent-{n}" for n in range(12)]
    child = one(
        "child",
        "One goal that serves twelve others",
        3,
        supports=supports,
        tags=tags,
        owner="busy",
        why=BODY.replace("../assets", "../../../assets"),
    )
    child["key_results"][0] |= {"tags": tags, "unit": "%", "baseline": 0, "target": 10}
    child["key_results"][1] |= {"unit": "EUR", "baseline": "0.0000001", "target": "0.0000009"}
    child["key_results"][2] |= {
        "unit": "angels per pinhead and week",
        "baseline": 999999999999999,
        "target": -999999999999999,
    }
    owned = [
        one(f"g{n}", f"Goal {n} of somebody busy", 1, owners=["busy", *(f"Role {m}" for m in range(n % 9))])
        for n in range(79)
    ]
    team(
        files,
        "child",
        f"Childcare {FLAGS}",
        [child, *owned],
        lead="busy",
        members=["busy", *(f"Member {n}" for n in range(60))],
        tags=tags,
    )
    for n in range(60):
        for who in ("ann", "bo", "cy") if n < 40 else ("ann", "bo", "cy", "di"):
            path = f"content/teams/child/2026-t3/check-ins/{(START + timedelta(n)).isoformat()}-{who}.md"
            words = (
                f"{FLAGS} words of day {n}."
                if n % 3
                else BODY.replace("../assets", "../../../../assets")
                if n == 57
                else "Short."
            )
            files[path] = page(
                {
                    "key_results": {
                        "child.k0": {"value": n * 2.5, "note": "N" * (n % 90)},
                        "child.k1": "0.0000005",
                        "child.k2": 12345,
                    }
                },
                words,
            )
    said(files, "child", {"child.k0": 150, "child.k2": {"value": 399999999999997, "health": "on-track"}})
    files["content/people.yaml"] = yaml({"busy": {"name": f"Busy {FLAGS} Bee", "role": "Does it all", "team": "child"}})
    files["content/glossary.yaml"] = yaml(
        {f"{'ABCDEFGHÅ検א1'[n % 12]}term {n:03}": LONG if n % 50 == 0 else f"What {n} means." for n in range(500)}
    )
    files["content/kpis/many.yaml"] = yaml(
        {
            "title": "Two thousand points",
            "unit": "ms",
            "min": 60,
            "max": 80,
            "targets": [{"value": 70}],
            "series": _series(2000),
        }
    )
    files["content/kpis/one.yaml"] = yaml(
        {
            "title": LONG,
            "unit": "angels per pinhead and week",
            "owner": "busy",
            "targets": [{"value": 5}],
            "series": _series(1),
        }
    )
    files["content/kpis/none.yaml"] = yaml({"title": WORD, "min": 5})
    questions = [
        {
            "id": f"q{n}",
            "text": LONG if n == 2 else f"Question {n}",
            "scores": {"child": {"n": 1 if n else 9, "mean": 3}},
        }
        for n in range(9)
    ]
    files["content/pulse/2026-10-01.yaml"] = yaml(
        {"date": "2026-10-01", "questions": questions, "actions": [{"title": LONG, "owner": "busy"}]}
    )
    files["content/lessons/wide.md"] = page(
        {"title": f"Wide {FLAGS}", "date": "2026-10-01", "teams": ["child"], "tags": tags, "happened": BODY}, BODY
    )
    files["content/training/wide.md"] = page({"title": "Wide", "tags": tags}, BODY)
    files["content/pages/wide.md"] = page({"title": WORD, "tags": tags, "description": LONG}, BODY)
    for code in LANGUAGES[1:]:
        files[f"content/pages/wide.{code}.md"] = page({"title": f"Wide in {code}"}, "…")
    files["content/rollout/wide.yaml"] = yaml(
        {
            "title": LONG,
            "teams": ["child"],
            "hypothesis": LONG,
            "exit_criteria": [{"title": LONG, "met": True}, WORD],
            "feedback": WORD,
        }
    )
    files["content/onboarding/wide.md"] = page(
        {"title": LONG, "role": WORD, "steps": [{"day": 1000 + n, "title": LONG, "owner": "busy"} for n in range(4)]},
        BODY,
    )
    files["content/teams/child/2026-t3/review.md"] = page(
        {"went_well": [LONG, WORD], "went_badly": [LONG], "try_next": [WORD], "attendees": ["busy", LONG[:200]]},
        BODY.replace("../assets", "../../../assets"),
    )
    return files


def code() -> Files:
    """What looks like HTML, templates and scripts, with a word of 156 letters, in every field of every kind."""
    return _filled(f"{EVIL} {WORD}")


def lengthy() -> Files:
    """601 characters with a link in every field that takes words, of every kind."""
    return _filled(LONG)


def japanese() -> Files:
    """Every field in a language that writes without spaces."""
    return _filled(JAPANESE, "ja")


def hebrew() -> Files:
    """Every field in a language that is written from right to left."""
    return _filled(HEBREW + ".", "he")


def mixed() -> Files:
    """A site that reads from right to left, with all its contents in English."""
    return _filled("Raise success (by 3.5%) from 61% to 75%!", "ar")


def _filled(text: str, language: str = "en") -> Files:
    files = filled(text)
    head = loads(files["content/site.yaml"])
    files["content/site.yaml"] = yaml(
        {**head, "name": text[:60], "languages": [language, "cs"], "as_of": TODAY.isoformat()}
    )
    return files


def person() -> Files:
    """A company of one: one team, one person, one goal."""
    files = base("I")
    files["content/people.yaml"] = yaml({"i": {"name": "I", "team": "company"}})
    files["content/teams/company/team.md"] = page({"name": "I", "lead": "i"})
    goals(files, "company", [one("goal", "Be", 0, owner="i")])
    return files


def last() -> Files:
    """The last day of a cycle: one goal reached, one far beyond, one below its start, one never measured."""
    files = base(as_of=date(2026, 12, 31))
    goals(files, "company", [one("goal", "Be found", 4)])
    said(files, "company", {"goal.k0": 100, "goal.k1": 1500, "goal.k2": -300}, date(2026, 12, 30))
    team(
        files, "search", "Search", [one("goal", "Far beyond", 1, supports="company/goal"), one("below", "Far below", 1)]
    )
    said(files, "search", {"goal.k0": 1500, "below.k0": -300}, date(2026, 12, 31))
    return files


CROWDED: Mapping[str, Callable[[], Files]] = {
    one.__name__: one for one in (crowd, person, last, code, lengthy, japanese, hebrew, mixed)
}
"""Name to maker."""
