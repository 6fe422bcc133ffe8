"""Links and pictures in Markdown: where they lead, and what is said when they lead nowhere."""

from __future__ import annotations

import pytest

from okrsite.okr.model import Target
from tests.okr.written import company_of, wrong

PLACES: dict[str, str | bytes] = {
    "strategy.md": "---\npillars: [{id: self-serve, title: Self-serve}]\n---\n# Not now\n",
    "people.yaml": "ann: {name: Ann Novak}\n",
    "glossary.yaml": "Key result: A number.\n",
    "teams/search/2026-t3/okrs.yaml": "objectives: [{id: trust, title: T, key_results: [{id: k, title: K}]}]\n",
    "teams/search/2026-t3/review.md": "---\nwent_well: [All]\n---\n",
    "teams/search/2026-t3/check-ins/2026-09-10-ann.md": "Hello.\n",
    "kpis/nps.yaml": "title: NPS\n",
    "lessons/slow-launch.md": "# What we saw\n\n## Přehled\n",
    "training/hr/basics.md": "Hello.\n",
    "onboarding/lead.md": "Hello.\n",
    "rollout/pilot.yaml": "title: Pilot\n",
    "pulse/2026-11-15.yaml": "title: November\n",
    "pages/faq.md": "# One\n\n# One\n",
    "assets/map.png": b"",
    "assets/how to.pdf": b"",
}


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("../lessons/slow-launch.md", Target("lesson", "slow-launch")),
        ("../lessons/slow-launch.md#what-we-saw", Target("lesson", "slow-launch", "s-what-we-saw")),
        ("faq.md", Target("page", "faq")),
        ("#here", Target("page", "start", "s-here")),
        ("../teams/search/2026-t3/okrs.yaml", Target("okrs", "search/2026-t3")),
        ("../teams/search/2026-t3/okrs.yaml#trust", Target("objective", "search/2026-t3/trust")),
        ("../teams/search/2026-t3/okrs.yaml#trust.k", Target("key-result", "search/2026-t3/trust.k")),
        ("../teams/search/2026-t3/", Target("okrs", "search/2026-t3")),
        ("../teams/search/2026-t3/review.md", Target("review", "search/2026-t3")),
        (
            "../teams/search/2026-t3/check-ins/2026-09-10-ann.md",
            Target("check-in", "content/teams/search/2026-t3/check-ins/2026-09-10-ann.md"),
        ),
        ("../teams/search/team.md", Target("team", "search")),
        ("../teams/search", Target("team", "search")),
        ("../cycles/2026.yaml", Target("cycle", "2026")),
        ("../strategy.md#self-serve", Target("pillar", "self-serve")),
        ("../strategy.md#not-now", Target("strategy", "", "s-not-now")),
        ("../people.yaml", Target("people")),
        ("../people.yaml#ann", Target("person", "ann")),
        ("../glossary.yaml#key-result", Target("glossary", "", "key-result")),
        ("../site.yaml", Target("home")),
        ("../kpis/nps.yaml", Target("kpi", "nps")),
        ("../training/hr/basics.md", Target("training", "hr/basics")),
        ("../onboarding/lead.md", Target("onboarding", "lead")),
        ("../rollout/pilot.yaml", Target("wave", "pilot")),
        ("../pulse/2026-11-15.yaml", Target("pulse", "2026-11-15")),
        ("../assets/map.png", Target("asset", "content/assets/map.png")),
        ("../assets/how%20to.pdf", Target("asset", "content/assets/how to.pdf")),
        ("/content/lessons/slow-launch.md", Target("lesson", "slow-launch")),
    ],
)
def test_a_link_to_a_content_file_becomes_a_link_to_its_page(link: str, target: Target) -> None:
    body = f"# Here\n\nSee [this]({link}).\n"
    company = company_of({**PLACES, "pages/start.md": body})
    found = company.block("content/pages/start.md", body)
    assert found
    assert found.targets == (target,)


def test_a_picture_is_an_asset() -> None:
    body = "![The map](../assets/map.png)\n"
    company = company_of({**PLACES, "pages/start.md": body})
    found = company.block("content/pages/start.md", body)
    assert found
    assert found.targets == (Target("asset", "content/assets/map.png"),)


@pytest.mark.parametrize(
    ("link", "message"),
    [
        (
            "lessons/slow-launch.md",
            "error[dead-link] PATH:5:12 «lessons/slow-launch.md» lessons/slow-launch.md leads to no content file "
            "(did you mean ../lessons/slow-launch.md?)",
        ),
        (
            "../lessons/slow-lunch.md",
            "error[dead-link] PATH:5:12 «../lessons/slow-lunch.md» ../lessons/slow-lunch.md leads to no content file "
            "(did you mean ../lessons/slow-launch.md?)",
        ),
        (
            "../lessons/slow-launch.md#what-we-say",
            "error[dead-anchor] PATH:5:12 «../lessons/slow-launch.md#what-we-say» "
            "../lessons/slow-launch.md#what-we-say "
            "leads to a part that content/lessons/slow-launch.md does not have (did you mean #what-we-saw?)",
        ),
        (
            "../teams/search/2026-t3/okrs.yaml#trst",
            "error[dead-anchor] PATH:5:12 «../teams/search/2026-t3/okrs.yaml#trst» "
            "../teams/search/2026-t3/okrs.yaml#trst "
            "leads to a part that content/teams/search/2026-t3/okrs.yaml does not have (did you mean #trust?)",
        ),
        (
            "../../../etc/passwd",
            "error[dead-link] PATH:5:12 «../../../etc/passwd» ../../../etc/passwd leads to no content file",
        ),
        (
            "../assets/mop.png",
            "error[dead-link] PATH:5:12 «../assets/mop.png» ../assets/mop.png leads to no content file "
            "(did you mean ../assets/map.png?)",
        ),
    ],
)
def test_a_link_that_leads_nowhere_is_an_error_in_the_text(link: str, message: str) -> None:
    body = f"---\ntitle: Start\n---\n\nSee [this]({link}).\n"
    assert wrong({**PLACES, "pages/start.md": body}) == [message.replace("PATH", "pages/start.md")]


def test_a_picture_that_does_not_exist_is_an_error_in_the_text() -> None:
    assert wrong({**PLACES, "pages/start.md": "A ![map](../assets/mapp.png)\n"}) == [
        "error[dead-picture] pages/start.md:1:10 «../assets/mapp.png» there is no picture ../assets/mapp.png "
        "(did you mean ../assets/map.png?)"
    ]


def test_links_in_fields_are_resolved_and_reported_there() -> None:
    path = "teams/search/2026-t3/okrs.yaml"
    files = {
        **PLACES,
        path: "objectives:\n  - id: trust\n    title: Trust, see [why](../../../pages/fag.md)\n"
        "    why: |\n      First.\n\n      Read [this](../team.md).\n",
    }
    assert wrong(files) == [
        f"error[dead-link] {path}:3:29 «../../../pages/fag.md» ../../../pages/fag.md leads to no content file "
        "(did you mean ../../../pages/faq.md?)"
    ]


def test_a_link_into_a_broken_file_is_not_reported() -> None:
    files = {**PLACES, "lessons/slow-launch.md": "---\nkind: x\n---\n# Other\n"}
    files["pages/start.md"] = "[a](../lessons/slow-launch.md#what-we-saw)\n"
    (only,) = wrong(files)
    assert only.startswith("error[wrong-value] lessons/slow-launch.md:2:7 «x»")


def test_a_dead_link_leaves_plain_text_behind() -> None:
    from tests.okr.written import BASE, written

    body = "See [one](nowhere.md) and [two](faq.md).\n"
    company = written({**BASE, **PLACES, "pages/start.md": body}).value
    assert company
    found = company.block("content/pages/start.md", body)
    assert found
    assert found.prose.parts == ('<p>See <a>one</a> and <a href="', '">two</a>.</p>\n')
    assert found.targets == (Target("page", "faq"),)


def test_every_markdown_of_every_kind_is_rendered_once() -> None:
    files = {
        **PLACES,
        "teams/search/2026-t3/okrs.yaml": "summary: S1\nobjectives: [{id: trust, title: T, why: W, supports: "
        "[{to: pillar:self-serve, how: H}], key_results: [{id: k, title: K, milestones: [{id: m, title: M}]}]}]\n",
        "teams/search/2026-t3/check-ins/2026-09-10-ann.md": "---\nkey_results: {trust.k: {done: [m], note: N, "
        "ask: A}}\n"
        "blockers: [{next: X}]\ndecisions: [D]\n---\nBody.\n",
        "pulse/2026-11-15.yaml": "questions: [{id: q, text: Q, scores: {}}]\nactions: [{title: Act}]\n",
    }
    company = company_of(files)
    blocks = {(path.rpartition("/")[2], text.strip()) for path, text in company.blocks}
    inlines = {(path.rpartition("/")[2], text) for path, text in company.inlines}
    assert {
        ("okrs.yaml", "S1"),
        ("okrs.yaml", "W"),
        ("2026-09-10-ann.md", "N"),
        ("2026-09-10-ann.md", "Body."),
    } <= blocks
    assert {("glossary.yaml", "A number.")} <= blocks
    assert {("okrs.yaml", text) for text in ["T", "K", "M", "H"]} <= inlines
    assert {("2026-09-10-ann.md", text) for text in ["A", "X", "D"]} <= inlines
    assert {("2026-11-15.yaml", "Q"), ("2026-11-15.yaml", "Act")} <= inlines
    assert {("team.md", "Search"), ("strategy.md", "Self-serve"), ("pilot.yaml", "Pilot")} <= inlines
