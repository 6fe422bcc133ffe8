"""Pieces of companies that a test invents, and words that are too long for anything.

A project is a mapping of paths to files; these add to it. YAML is written as JSON, which it contains.
"""

from __future__ import annotations

# ruff: noqa: E501 (what is nasty is long)
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from tests.project import Files

TODAY = date(2026, 10, 31)

NAME = "Società Internazionale per l’Armonizzazione dei Trasporti e della Logistica AG &"
LINK = "[the whole story](https://example.org/a/very/long/address/that/never/ends?with=parameters&and=more)"
LONG = (
    f"Make everything that we promised in the **spring**, {LINK}, come true without anybody having to work at weekends, "
    "while we keep the `quality_of_every_single_measurement_that_we_publish` where it was and also "
    + "go on and on, "
    * 26
)[:590] + " and so on."
WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
JAPANESE = "顧客が毎日使いたくなる検索体験を実現し、問い合わせ件数を半分に減らす。" * 3
HEBREW = "להפוך את החיפוש למקום הראשון שבו אנשים מחפשים, ולא לאכזב אף אחד"
ARABIC = "أن يجد كل عميل ما يبحث عنه في دقيقة واحدة دون أن يسأل أحدًا"
UNIT = "qualified opportunities / week"
SHOUT = "IMPORTANT!!! " * 12
FLAGS = "🏳️‍🌈 👩‍👩‍👧‍👦 Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞ n\u0303andu\u0301"
EVIL = "<script>alert(1)</script>{{ 7*7 }}{% raw %}<b onclick=alert(2)>\"'><b>&amp;&lt;` ${x} {0} %(x)s %s"


def yaml(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def page(head: Mapping[str, Any], body: str = "") -> bytes:
    return b"---\n" + yaml(head) + b"\n---\n" + body.encode()


def base(name: str = "Acme", as_of: date = TODAY, **site: Any) -> Files:
    """A site, a year, a cycle of four months and the company's team."""
    return {
        "content/site.yaml": yaml({"name": name, "as_of": as_of.isoformat(), **site}),
        "content/cycles/2026.yaml": yaml({"start": "2026-01-01", "end": "2026-12-31"}),
        "content/cycles/2026-t3.yaml": yaml({"start": "2026-09-01", "end": "2026-12-31", "parent": "2026"}),
        "content/teams/company/team.md": page({"name": name}),
    }


def team(
    files: Files, id: str, name: str, objectives: list[dict[str, Any]], parent: str = "company", **more: Any
) -> None:
    files[f"content/teams/{id}/team.md"] = page({"name": name, "parent": parent, **more}, "Words about " + name + ".")
    goals(files, id, objectives)


def goals(files: Files, id: str, objectives: list[dict[str, Any]], cycle: str = "2026-t3") -> None:
    if objectives:
        files[f"content/teams/{id}/{cycle}/okrs.yaml"] = yaml({"objectives": objectives})


def said(files: Files, id: str, values: Mapping[str, object], on: date = TODAY, words: str = "", **more: Any) -> None:
    path = f"content/teams/{id}/2026-t3/check-ins/{on.isoformat()}.md"
    files[path] = page({"key_results": values, **more}, words)


def one(id: str, title: str, count: int = 1, **more: Any) -> dict[str, Any]:
    """An objective with so many key results from 0 to 100."""
    measures = [{"id": f"k{n}", "title": f"Measure {n}", "baseline": 0, "target": 100} for n in range(count)]
    return {"id": id, "title": title, **({"key_results": measures} if measures else {}), **more}
