"""The page of every code that this room speaks: it exists, its severity is right, and its examples do what it says."""

from __future__ import annotations

import ast
import re
from datetime import date
from pathlib import Path

import pytest

from okrsite.diagnostics import Diagnostic, Severity
from okrsite.okr.checks import check
from okrsite.okr.edition import select
from okrsite.okr.measure import measure
from tests.okr.written import written

PACKAGE = Path(__file__).resolve().parents[2] / "okrsite"
TODAY = date(2026, 11, 22)

AROUND: dict[str, str | bytes] = {
    "site.yaml": "name: Acme\n",
    "people.yaml": "ann-novak: {name: Ann Novak}\ncy-old: {name: Cy Old, ended: 2026-09-30}\n",
    "cycles/2026.yaml": "start: 2026-01-01\nend: 2026-12-31\n",
    "cycles/2026-q3.yaml": "start: 2026-07-01\nend: 2026-09-30\nstate: closed\n",
    "cycles/2026-q4.yaml": 'start: 2026-10-01\nend: 2026-12-31\nparent: "2026"\n',
    "teams/company/team.md": "---\nname: Acme\n---\n",
    "teams/search/team.md": "---\nname: Search\nparent: company\n---\n",
    "teams/company/2026/okrs.yaml": """
objectives:
  - {id: grow, title: Grow, key_results: [{id: nps, title: NPS, baseline: 30, target: 45}]}
""",
    "teams/search/2026-q4/okrs.yaml": """
objectives:
  - id: trust
    title: People trust search
    key_results:
      - {id: success, title: Raise search success, baseline: 61, target: 75}
      - {id: launch, title: Launch in two countries, milestones: [{id: cz}, {id: at}]}
      - {id: story, title: Customers tell us}
""",
    "kpis/p95-latency.yaml": "title: Latency\n",
    "lessons/slow-launch.md": "# What we saw\n",
    "training/okr-basics.md": "---\ntitle: OKR basics\n---\n",
    "assets/map.png": b"",
}
"""The company around the examples."""


def spoken() -> dict[str, str]:
    """Code to severity, of every diagnostic that is made in `okr/` with a code that stands there."""
    found = {}
    for path in sorted((PACKAGE / "okr").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            name, words = node.func.id, [arg.value if isinstance(arg, ast.Constant) else None for arg in node.args]
            if name in ("error", "warning", "advice") and words and words[0]:
                found[str(words[0])] = name
            if name == "Missing" and len(words) == 3 and words[2]:
                found[str(words[2])] = "error"
    composed = ["unknown-team", "unknown-cycle", "unknown-wave", "team-loop", "cycle-loop", "unknown-reference"]
    return found | dict.fromkeys(composed, "error")


SPOKEN = spoken()
ELSEWHERE = {"wrong-value"}
"""Spoken here too, and explained by the room that speaks them most."""


def page(code: str) -> tuple[str, dict[str, dict[str, str | bytes]]]:
    """The severity of a code and its two examples, each as files below `content/`."""
    text = (PACKAGE / "codes" / f"{code}.md").read_text(encoding="utf-8")
    head, severity = text.split("\n")[:2]
    assert head == f"# {code}"
    wrong, right = text.partition("\nWrong\n")[2].split("\nRight\n")
    fence = re.compile(r'```\w+ title="content/([^"]+)"\n(.*?)```', re.DOTALL)
    return severity, {"Wrong": dict(fence.findall(wrong)), "Right": dict(fence.findall(right))}


def found_in(files: dict[str, str | bytes]) -> list[Diagnostic]:
    """Everything that is said about these files."""
    codes = {code: Severity(severity) for code, severity in SPOKEN.items()}
    checked = written({**AROUND, **files}, codes)
    assert checked.value
    company = select(checked.value, "private", TODAY)
    said = check(company, measure(company, TODAY), dated=False, whole=checked.value)
    return [*checked.diagnostics, *said]


@pytest.mark.parametrize("code", sorted(SPOKEN))
def test_every_code_has_a_page_that_says_how_bad_it_is(code: str) -> None:
    assert page(code)[0] == f"severity: {SPOKEN[code]}"


@pytest.mark.parametrize("code", sorted(SPOKEN.keys() - ELSEWHERE - {"missing-site"}))
def test_the_wrong_example_is_wrong_in_this_way_and_the_right_one_in_none(code: str) -> None:
    examples = page(code)[1]
    assert {fault.code for fault in found_in(examples["Wrong"])} == {code}
    assert [fault.message for fault in found_in(examples["Right"])] == []


def test_the_company_around_the_examples_is_sound() -> None:
    assert found_in({}) == []
