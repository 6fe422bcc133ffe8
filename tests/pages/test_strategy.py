"""Mission, vision, strategy: why, where to, how; and how the objectives that serve them stand."""

from __future__ import annotations

from okrsite.pages.views import strategy
from okrsite.pages.views.strategy import StatementView, StrategyView
from tests.pages.shown import html, known, page_at, words

OKRS = """
objectives:
  - id: grow
    title: Grow
    supports: [pillar:trust]
    key_results: [{id: nps, title: NPS, baseline: 0, target: 100}]
  - id: idea
    title: An idea
    state: draft
    supports: [pillar:trust]
"""
FILES = {
    "site.yaml": "name: Acme\nlanguages: [en, cs]\n",
    "mission.md": """---
title: Nobody **waits**
since: 2020-01-01
owner: VP People
review_by: 2026-01-01
---
Because.
""",
    "vision.md": "---\ntitle: All doors open\n---\n",
    "kpis/nps.yaml": "title: NPS\nseries: [{date: 2026-08-01, value: 7}, {date: 2026-09-01, value: 8}]\n",
    "strategy.md": """---
title: How we win
pillars:
  - id: trust
    title: Trust *first*
    decision: Be boring.
    hypothesis: They stay.
    signals: [kpi:nps, company/2026-t3/grow]
  - {id: empty, title: Nobody's}
not_doing: ["Hardware, see [why](mission.md)"]
---
Two bets.
""",
    "strategy.cs.md": """---
title: Jak vyhrát
pillars: [{id: trust, title: Důvěra, decision: Být nudní.}]
---
""",
    "teams/company/2026-t3/okrs.yaml": OKRS,
    "teams/company/2026-t3/check-ins/2026-10-30.md": "---\nkey_results: {grow.nps: 60}\n---\n",
    "teams/search/2026-t3/okrs.yaml": "objectives: [{id: find, title: Find, supports: [company/grow]}]",
}


def view(files: dict[str, str] = FILES, url: str = "strategy/") -> StrategyView:
    found = page_at(strategy.pages(known(files)), url).view
    assert isinstance(found, StrategyView)
    return found


def test_the_mission_is_its_own_title_and_leads_to_vision_and_strategy() -> None:
    context = known(FILES)
    page = page_at(strategy.pages(context), "mission/")
    assert isinstance(page.view, StatementView)
    assert [(kind, link.title, link.url) for kind, link in page.view.others] == [
        ("vision", "All doors open", "vision/"),
        ("strategy", "How we win", "strategy/"),
    ]
    assert "<h1>Nobody <strong>waits</strong></h1>" in html(page, context)
    assert "since 1 January 2020" in words(html(page, context))


def test_a_mission_that_nobody_reads_again_says_so() -> None:
    context = known(FILES)
    said = words(html(page_at(strategy.pages(context), "mission/"), context))
    assert "It should have been read again by 1 January 2026 , by VP People." in said


def test_a_pillar_shows_its_signals_and_the_objectives_that_serve_it_drafts_last() -> None:
    pillar = view().pillars[0]
    assert [row.title.plain for row in pillar.signals] == ["NPS"]
    assert [about.link.title for about in pillar.goals] == ["Grow"]
    assert [(one.row.title.plain, one.supporters) for one in pillar.objectives] == [("Grow", 1), ("An idea", 0)]
    assert pillar.id == "trust"


def test_the_strategy_opens_with_its_decisions_and_how_their_objectives_stand() -> None:
    context = known(FILES)
    said = words(html(page_at(strategy.pages(context), "strategy/"), context))
    assert "How we win Two decisions. The objective that serves it in 2026-t3 is on track." in said
    assert "What we believe: They stay." in said
    assert "No objective of 2026-t3 names this decision." in said
    assert "What we do not do" in said


def test_an_objective_in_trouble_is_named() -> None:
    files = {**FILES, "teams/company/2026-t3/check-ins/2026-10-30.md": "---\nkey_results: {grow.nps: 5}\n---\n"}
    context = known(files)
    said = words(html(page_at(strategy.pages(context), "strategy/"), context))
    assert "Two decisions. One is off track: Grow." in said


def test_without_objectives_of_the_running_cycle_those_of_its_frame_are_shown() -> None:
    year = OKRS.replace("objectives:", "objectives:", 1)
    files = {**FILES, "teams/company/2026/okrs.yaml": year, "teams/company/2026-t3/okrs.yaml": "summary: nothing yet"}
    del files["teams/company/2026-t3/check-ins/2026-10-30.md"], files["teams/search/2026-t3/okrs.yaml"]
    files["strategy.md"] = files["strategy.md"].replace(", company/2026-t3/grow", "")
    found = view(files)
    assert found.cycle is not None
    assert found.cycle.url == "cycles/2026/"
    assert found.unknown == 1


def test_a_translated_pillar_keeps_its_anchor_and_what_is_not_translated() -> None:
    found = view(url="cs/strategy/")
    assert [(pillar.id, pillar.title.plain) for pillar in found.pillars] == [("trust", "Důvěra"), ("empty", "Nobody's")]
    assert found.pillars[0].hypothesis is None
    assert [text.plain for text in found.not_doing] == ["Hardware, see why"]


def test_a_strategy_with_nothing_in_it_says_so() -> None:
    context = known({"strategy.md": "---\ntitle: Plan\n---\n"})
    assert "No decision has been written down yet." in words(
        html(page_at(strategy.pages(context), "strategy/"), context)
    )


def test_without_statements_there_is_no_page() -> None:
    assert list(strategy.pages(known({}))) == []
