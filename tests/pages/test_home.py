"""The home page: where we stand, in sentences."""

from __future__ import annotations

import re
from datetime import date

from okrsite.pages.views import home
from okrsite.pages.views.context import Context
from okrsite.pages.views.home import HomeView, home_view
from tests.pages.shown import html, known, page_at, words

COMPANY = {
    "mission.md": "---\ntitle: Nobody **waits**\n---\nBecause waiting is sad.\n",
    "vision.md": "Every door opens at once. And closes behind you.\n",
    "strategy.md": """---
title: How we win
pillars:
  - {id: trust, title: Trust first, decision: Be boring.}
  - {id: empty, title: Nobody's}
---
""",
    "cycles/2026-t3.yaml": """
start: 2026-09-01
end: 2026-12-31
parent: "2026"
events: [{date: 2026-11-12, type: review, title: Review}, {date: 2026-09-01, title: Kick-off}]
""",
    "people.yaml": "ann: {name: Ann Novak}\n",
    "teams/company/2026/okrs.yaml": "objectives: [{id: year, title: A good year, key_results: [{id: k, title: K}]}]",
    "teams/company/2026-t3/okrs.yaml": """
objectives:
  - id: grow
    title: People come [back](../../../mission.md)
    supports: [pillar:trust, company/year]
    key_results: [{id: nps, title: They recommend us, baseline: 0, target: 100, owner: ann}]
  - id: sound
    title: Sleep well
    key_results: [{id: calls, title: Fewer calls, baseline: 100, target: 0, unit: calls}]
""",
    "teams/search/2026-t3/okrs.yaml": """
objectives:
  - id: find
    title: People find it
    supports: [company/grow]
    key_results:
      - {id: hits, title: Hits, baseline: 0, target: 10, unit: "%", owner: ann}
      - {id: late, title: Late, baseline: 0, target: 10, owner: Bo}
""",
    "teams/company/2026-t3/check-ins/2026-10-22.md": "---\nkey_results: {grow.nps: 40, sound.calls: 90}\n---\n",
    "teams/company/2026-t3/check-ins/2026-10-30-ann.md": """---
key_results:
  grow.nps: {value: 50, note: "They *like* us now."}
  sound.calls: {value: 95, health: off-track, ask: a quiet week}
ask: A quiet week, please.
---
""",
    "teams/search/2026-t3/check-ins/2026-10-30-ann.md": "---\nkey_results: {find.hits: 10}\nask: two chairs\n---\n",
}


def shown(files: dict[str, str], today: date = date(2026, 10, 31)) -> tuple[HomeView, str, Context]:
    context = known(files, today)
    (page,) = home.pages(context)
    return home_view(context), html(page, context), context


def test_it_opens_with_the_mission_and_a_sentence_about_the_objectives() -> None:
    _, page, _ = shown(COMPANY)
    assert re.findall(r"<h1>(.*?)</h1>", page) == ["Nobody <strong>waits</strong>"]
    assert "One objective is on track. One needs help: Sleep well." in words(page)
    assert "Every door opens at once. And closes behind you." in words(page)


def test_company_progress_says_what_it_is_the_mean_of() -> None:
    view, page, _ = shown(COMPANY)
    assert view.percent == "28"
    assert "Progress of the company: 28%, the mean of these 2, not of all teams." in words(page)
    assert [(goal.pillars, goal.supporters) for goal in view.goals] == [(("Trust first",), 1), ((), 0)]
    assert "Trust first, one objective supports it" in words(page)


def test_what_changed_compares_with_a_week_ago() -> None:
    view, page, _ = shown(COMPANY)
    told = [(move.title, move.turn, move.way.was, move.way.now) for move in view.moves.shown]
    assert told == [
        ("Hits", "reached", "—", "100"),
        ("They recommend us", "closer", "40", "50"),
        ("Fewer calls", "away", "10", "5"),
    ]
    assert view.moves.shown[1].note == "They like us now."
    assert view.moves.shown[2].before is None, "a pending item had no health to lose"
    assert "One key result came closer to its target. One was reached. One went the other way." in words(page)
    assert "went away from its target: 90 → 95 calls" in words(page)


def test_the_same_check_ins_a_week_later_change_nothing() -> None:
    view, page, _ = shown(COMPANY, date(2026, 11, 8))
    assert view.moves.shown == ()
    assert "No number moved in the last seven days." in words(page)


def test_an_ask_is_told_once_and_teams_ask_after_goals() -> None:
    view, _, _ = shown(COMPANY)
    asked = [(ask.title, ask.words.plain if ask.words else None) for ask in view.asks.shown]
    assert asked == [("Fewer calls", "a quiet week"), ("Search", "two chairs")]


def test_silence_is_told_with_its_days_and_owners() -> None:
    view, page, _ = shown(COMPANY)
    (waiting,) = view.waiting
    assert (waiting.team.title, waiting.days, waiting.late, waiting.of) == ("Search", 60, 1, 2)
    assert "60 days since the last check-in Bo, 1 of 2 key results" in words(page)


def test_of_two_silent_key_results_both_are_waited_for() -> None:
    silent = {path: text for path, text in COMPANY.items() if not path.startswith("teams/search/2026-t3/check-ins")}
    _, page, _ = shown(silent)
    assert "both key results" in words(page)


def test_the_frame_and_the_strategy_show_what_serves_them() -> None:
    view, page, _ = shown(COMPANY)
    assert view.frame is not None
    assert [goal.title for goal in view.frame.goals] == ["A good year"]
    assert [[goal.title for goal in pillar.goals] for pillar in view.pillars] == [["People come back"], []]
    assert "No objective serves it in this cycle." in words(page)


def test_a_title_with_a_link_stands_in_a_link_as_plain_words() -> None:
    _, page, _ = shown(COMPANY)
    assert '<h3><a href="teams/company/2026-t3/grow/">People come back</a></h3>' in page


def test_a_company_that_has_written_nothing_still_has_a_home() -> None:
    _, page, _ = shown({"site.yaml": "name: Acme\n"})
    assert "<h1>Where we stand</h1>" in page
    assert "There are no company objectives yet." in words(page)
    for heading in ("What changed", "What we learned", "Asking for help", "Waiting", "Our strategy"):
        assert heading not in page


def test_a_cycle_that_is_over_or_to_come_says_so() -> None:
    _, over, _ = shown(COMPANY, date(2027, 2, 1))
    assert "2026-t3 is over" in words(over)
    _, ahead, _ = shown({**COMPANY, "cycles/2026.yaml": "start: 2026-08-01\nend: 2026-12-31\n"}, date(2026, 7, 1))
    assert "2026 begins on 1 August" in words(ahead)


def test_its_menu_leads_only_to_what_is_there() -> None:
    _, page, context = shown({"site.yaml": "name: Acme\n"})
    assert re.findall(r'<li><a href="([^"]*)"', page.partition("</nav>")[0]) == ["./", "teams/"]
    assert page_at(home.pages(context), "").section == "home"
