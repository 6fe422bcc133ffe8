"""The pulse page shows aggregates, hides small groups, and never lets a hidden mean slip through."""

from __future__ import annotations

import re
from decimal import Decimal

from okrsite.pages.views import pulse
from okrsite.pages.views.pulse import PulseView
from tests.pages.shown import html, known, page_at, words

TEAMS = {
    f"teams/{team}/team.md": f"---\nname: {team.title()}\nparent: company\n---\n" for team in ("data", "ops", "sales")
}
OLD = """
questions:
  - {id: trust, text: I trust *the plan*, scores: {search: {n: 10, mean: 3.0}, data: {n: 10, mean: 4.0}}}
actions: [{title: A talk, owner: Ann}, {title: Old news, state: done}]
"""
NEW = """
title: Autumn
cycle: 2026-t3
questions:
  - id: trust
    text: I trust *the plan*
    scores: {search: {n: 10, mean: 4.0}, data: {n: 2, mean: 1.23}, ops: {n: 6, mean: 2.34}, sales: {n: 12, mean: 3.96}}
  - {id: load, text: I can do my work, scores: {search: {n: 3, mean: 2.22}}}
actions: [{title: Fewer meetings, state: doing}]
"""
FILES = {**TEAMS, "pulse/2026-05-01.yaml": OLD, "pulse/2026-10-20.yaml": NEW, "pulse/2026-12-01.yaml": OLD}


def view() -> PulseView:
    found = page_at(pulse.pages(known(FILES)), "pulse/").view
    assert isinstance(found, PulseView)
    return found


def test_surveys_come_newest_first_and_those_ahead_do_not_exist_yet() -> None:
    assert [survey.id for survey in view().surveys] == ["2026-10-20", "2026-05-01"]


def test_the_total_is_weighted_by_answers_and_compared_with_the_survey_before() -> None:
    trust = view().surveys[0].questions[0]
    assert (trust.now.n, trust.now.mean) == (30, Decimal("3.5"))
    assert (trust.before, trust.change) == (view().surveys[1].questions[0].now, Decimal("0.0"))


def test_a_small_group_and_the_next_smallest_are_hidden() -> None:
    rows = {row.team.title: row.cells[0] for row in view().surveys[0].teams}
    assert rows["Data"].hidden
    assert rows["Ops"].hidden
    assert (rows["Sales"].n, rows["Sales"].mean) == (12, Decimal("4.0"))
    assert view().surveys[0].hidden == 3


def test_no_hidden_number_is_anywhere_in_the_page() -> None:
    context = known(FILES)
    planned = page_at(pulse.pages(context), "pulse/")
    page = html(planned, context)
    assert re.findall(r"\b(?:1\.2|2\.3|2\.2)\d?\b", words(page) + repr(planned.view)) == []
    assert "3 results are hidden, so that nobody can be recognised." in words(page)
    assert "Groups of fewer than 5 are not shown" in words(page)


def test_a_question_of_several_surveys_makes_a_line_with_gaps_where_it_is_hidden() -> None:
    [series] = view().series
    assert [str(on) for on in series.surveys] == ["2026-05-01", "2026-10-20"]
    assert series.chart is not None
    assert [spot.value for spot in series.chart.points] == [3.5, 3.5]
    data = next(row for row in series.teams if row.team.title == "Data")
    assert [cell.hidden for cell in data.cells] == [False, True]


def test_the_page_opens_with_how_many_answered_and_what_is_still_to_be_done() -> None:
    context = known(FILES)
    said = words(html(page_at(pulse.pages(context), "pulse/"), context))
    assert said.partition("How we are doing 30 people answered on 20 October 2026.")[1]
    assert "2 things that follow from it are still to be done." in said
    assert "Still open from earlier surveys" in said
    assert [action.title.plain for action in view().still_open] == ["A talk"]


def test_answers_that_rose_and_fell_are_counted() -> None:
    lower = NEW.replace("sales: {n: 12, mean: 3.96}", "sales: {n: 12, mean: 2.0}")
    context = known({**FILES, "pulse/2026-10-20.yaml": lower})
    said = words(html(page_at(pulse.pages(context), "pulse/"), context))
    assert "One answer fell, none rose. What fell: “I trust the plan”." in said


def test_the_site_can_ask_for_larger_groups() -> None:
    context = known({**FILES, "site.yaml": "name: Acme\npulse: {min_answers: 11}\n"})
    found = page_at(pulse.pages(context), "pulse/").view
    assert isinstance(found, PulseView)
    assert [row.team.title for row in found.surveys[0].teams if not row.cells[0].hidden] == ["Sales"]


def test_another_scale_is_not_compared() -> None:
    found = page_at(pulse.pages(known({**FILES, "pulse/2026-05-01.yaml": f"scale: 10\n{OLD}"})), "pulse/").view
    assert isinstance(found, PulseView)
    assert found.surveys[0].questions[0].change is None
    assert found.series == ()


def test_too_few_answers_show_nothing_but_that() -> None:
    few = {"pulse/2026-10-20.yaml": "questions: [{id: a, text: Q, scores: {search: {n: 2, mean: 1.9}}}]"}
    context = known(few)
    page = html(page_at(pulse.pages(context), "pulse/"), context)
    assert "Too few people answered on 20 October 2026 to show what they said." in words(page)
    assert "1.9" not in page


def test_without_a_survey_there_is_no_page() -> None:
    assert list(pulse.pages(known({**TEAMS, "pulse/2027-01-01.yaml": OLD}))) == []
