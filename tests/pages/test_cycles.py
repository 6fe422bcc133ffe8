"""Cycles: what runs, what came of it."""

from __future__ import annotations

from datetime import date

from okrsite.pages.views import cycles
from okrsite.pages.views.cycles import CyclesView, CycleView, cycle_view
from tests.pages.shown import html, known, page_at, words

COMPANY = {
    "cycles/2026.yaml": "start: 2026-01-01\nend: 2026-12-31\n",
    "cycles/2026-t2.yaml": "start: 2026-05-01\nend: 2026-08-28\nparent: '2026'\nstate: closed\n",
    "cycles/2026-t3.yaml": "start: 2026-09-01\nend: 2026-12-31\nparent: '2026'\n",
    "cycles/2027-t1.yaml": "start: 2026-12-20\nend: 2027-04-30\nstate: planning\n",
    "lessons/late.md": "---\ntitle: Late\ndate: 2026-08-20\nabout: [search/2026-t2/lost]\ncycle: 2026-t2\n---\n",
    "teams/company/2026-t2/okrs.yaml": """
objectives:
  - {id: safe, title: Stay safe, state: closed, outcome: achieved, score: 0.9, result: Nothing fell.}
""",
    "teams/search/2026-t2/okrs.yaml": """
objectives:
  - id: lost
    title: Find the lost
    owner: Ann
    state: closed
    outcome: missed
    score: 0.2
    result: Nobody was found.
    root_cause: fog
    next: modify
    carried_to: search/2026-t3/find
  - {id: off, title: Called off, state: cancelled}
  - {id: idea, title: Only an idea, state: draft}
""",
    "teams/search/2026-t2/review.md": "---\nwent_well: [Weather]\n---\n",
    "teams/search/2026-t3/okrs.yaml": "objectives: [{id: find, title: Find them, key_results: [{id: k, title: K}]}]",
}


def view_of(cycle: str) -> CycleView:
    context = known(COMPANY)
    return cycle_view(context, context.company.cycles[cycle])


def test_the_list_sorts_cycles_by_where_today_lies() -> None:
    context = known(COMPANY)
    page = page_at(cycles.pages(context), "cycles/")
    assert isinstance(page.view, CyclesView)
    assert [row.span.title for row in page.view.ahead] == ["2027-t1"]
    assert [row.span.title for row in page.view.now] == ["2026-t3", "2026"]
    assert [(row.span.title, row.score, row.grade) for row in page.view.over] == [("2026-t2", 0.9, "green")]
    said = words(html(page, context))
    assert "2026-t3 is running, week 9 of 17. One is over, and what it taught us is still here." in said
    assert "It is no appraisal of people" in said


def test_a_cycle_that_is_over_tells_what_came_of_it_failures_first() -> None:
    view = view_of("2026-t2")
    assert view.outcomes == (("achieved", 1), ("missed", 1), ("dropped", 1))
    (missed,) = view.missed
    assert (missed.title, missed.root_cause, missed.next) == ("Find the lost", "fog", "modify")
    assert missed.carried_to is not None
    assert missed.carried_to.url == "teams/search/2026-t3/find/"
    assert [lesson.title for lesson in missed.lessons] == ["Late"]
    assert [told.title for told in view.told] == ["Stay safe"]
    assert view.too_safe


def test_its_page_says_so_in_sentences() -> None:
    context = known(COMPANY)
    said = words(html(page_at(cycles.pages(context), "cycles/2026-t2/"), context))
    assert "It ended on 28 August 2026. One objective was achieved. One was missed. One was dropped." in said
    assert "nobody’s pay hangs on it" in said
    assert "That is a lot. Were the goals too safe?" in said
    assert "We go on with it in another form. It lives on in Find them" in said
    assert "What teams wrote when it closed Search" in said
    assert "with 3 days between them that belong to neither" in said


def test_what_was_partly_reached_is_called_so_of_the_goal_and_of_its_team() -> None:
    goals = (
        "objectives:\n  - {id: half, title: Half of it, state: closed, outcome: partial, score: 0.5, result: Half}\n"
    )
    files = {path: text for path, text in COMPANY.items() if not path.startswith("lessons/")}
    context = known({**files, "teams/search/2026-t2/okrs.yaml": goals})
    page = html(page_at(cycles.pages(context), "cycles/2026-t2/"), context)
    assert page.count("Partly reached") == 2, "the team, and what came of the goal"
    assert page.count("At risk") == 1, "in the legend"


def test_a_gap_and_an_overlap_are_counted_in_days() -> None:
    view = view_of("2026-t3")
    assert view.before is not None
    assert view.after is not None
    assert (view.before.cycle.title, view.before.gap, view.before.overlap) == ("2026-t2", 3, 0)
    assert (view.after.cycle.title, view.after.gap, view.after.overlap) == ("2027-t1", 0, 12)


def test_a_year_lists_its_parts_and_a_part_its_year() -> None:
    assert [part.title for part in view_of("2026").parts] == ["2026-t2", "2026-t3"]
    part_of = view_of("2026-t3").part_of
    assert part_of is not None
    assert part_of.url == "cycles/2026/"


def test_a_running_cycle_shows_no_outcomes_before_its_end() -> None:
    context = known(COMPANY)
    said = words(html(page_at(cycles.pages(context), "cycles/2026-t3/"), context))
    assert "Its one objective has no verdict yet." in said
    assert "What came of it" not in said


def test_an_empty_cycle_says_that_nobody_has_begun() -> None:
    context = known(COMPANY, date(2026, 12, 1))
    said = words(html(page_at(cycles.pages(context), "cycles/2027-t1/"), context))
    assert "It begins on 20 December. Nobody has set an objective for it yet." in said
    assert "No objectives yet" in said
