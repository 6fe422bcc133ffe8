"""Lessons: a list with gists, and a page with four questions."""

from __future__ import annotations

from okrsite.pages.views import lessons
from okrsite.pages.views.lessons import LessonsView, LessonView
from tests.pages.shown import html, known, page_at, words

OKRS = """
objectives:
  - id: trust
    title: People trust [search](../../../mission.md)
    key_results: [{id: success, title: Success, baseline: 0, target: 10}]
"""
COMPANY = {
    "site.yaml": "name: Acme\nlanguages: [en, cs]\n",
    "mission.md": "---\ntitle: Nobody waits\n---\n",
    "mission.cs.md": "---\ntitle: Nikdo nečeká\n---\n",
    "people.yaml": "ann: {name: Ann Novak}\n",
    "kpis/nps.yaml": "title: They recommend us\n",
    "teams/search/2026-t3/okrs.yaml": OKRS,
    "lessons/slow.md": """---
title: The *slow* launch
description: We launched late and nobody minded.
date: 2026-10-20
cycle: 2026-t3
teams: [search]
about: [search/trust, search/trust.success, "kpi:nps"]
kind: surprise
status: adopted
root_cause: no owner
owner: ann
review_by: 2026-10-01
discussion: https://talk.acme.example/1
expected: We expected [cheers](../mission.md).
happened: Nothing.
learned: That nobody waits.
next_time: We ask first.
---
| a | b |
|---|---|
| 1 | 2 |
""",
    "lessons/slow.cs.md": "---\ntitle: Pomalý start\nlearned: Že [nikdo](../mission.md) nečeká.\n---\n",
    "lessons/old.md": """---
title: An old one
date: 2025-01-01
root_cause: no owner
kind: process
teams: [company]
---
"""
    + "Long ago. " * 200,
    "lessons/bare.md": "---\nstatus: superseded\n---\n",
}


def test_lessons_are_listed_newest_first_with_what_they_say() -> None:
    view = page_at(lessons.pages(known(COMPANY)), "lessons/").view
    assert isinstance(view, LessonsView)
    assert [row.title for row in view.lessons] == ["The slow launch", "An old one", "Bare"]
    assert view.lessons[0].gist == "We launched late and nobody minded."
    assert view.lessons[1].gist.endswith("Long ago.")
    assert len(view.lessons[1].gist) <= 220
    assert view.lessons[2].gist == ""


def test_minutes_are_counted_from_the_words_at_200_a_minute_and_never_nothing() -> None:
    view = page_at(lessons.pages(known(COMPANY)), "lessons/").view
    assert isinstance(view, LessonsView)
    assert [row.minutes for row in view.lessons] == [1, 2, 1]


def test_filters_offer_only_what_occurs() -> None:
    view = page_at(lessons.pages(known(COMPANY)), "lessons/").view
    assert isinstance(view, LessonsView)
    assert view.kinds == ("failure", "surprise", "process")
    assert [(option.value, option.title) for option in view.teams] == [("company", "Acme"), ("search", "Search")]
    assert [option.value for option in view.cycles] == ["2026-t3"]


def test_the_list_opens_with_how_many_were_adopted() -> None:
    context = known(COMPANY)
    said = words(html(page_at(lessons.pages(context), "lessons/"), context))
    assert said.startswith("What we learned 3 lessons. One has changed how we work. One has not been adopted yet.")


def test_a_lesson_answers_four_questions_and_says_what_it_is_about() -> None:
    context = known(COMPANY)
    page = page_at(lessons.pages(context), "lessons/slow/")
    assert isinstance(page.view, LessonView)
    assert [key for key, _ in page.view.answers] == ["expected", "happened", "learned", "next_time"]
    assert [(one.kind, one.link.title, one.link.url) for one in page.view.about] == [
        ("objective", "People trust search", "teams/search/2026-t3/trust/"),
        ("key-result", "Success", "teams/search/2026-t3/trust/#success"),
        ("kpi", "They recommend us", "kpis/nps/"),
    ]
    assert page.view.about[0].status is not None
    assert page.title == "The slow launch"


def test_a_lesson_links_to_those_with_the_same_cause() -> None:
    view = page_at(lessons.pages(known(COMPANY)), "lessons/slow/").view
    assert isinstance(view, LessonView)
    assert [link.title for link in view.same_cause] == ["An old one"]


def test_an_overdue_lesson_says_so_with_its_owner() -> None:
    context = known(COMPANY)
    said = words(html(page_at(lessons.pages(context), "lessons/slow/"), context))
    assert "It should have been read again by 1 October 2026 , by Ann Novak." in said
    assert "to be read again" not in said


def test_a_lesson_page_frames_its_tables_and_leads_to_the_discussion() -> None:
    context = known(COMPANY)
    page = html(page_at(lessons.pages(context), "lessons/slow/"), context)
    assert '<div class="scroll-x" tabindex="0"><table class="tbl">' in page
    assert 'href="https://talk.acme.example/1"' in page
    assert '<h2 id="story">' in page


def test_a_translation_keeps_the_facts_and_links_within_its_language() -> None:
    page = page_at(lessons.pages(known(COMPANY)), "cs/lessons/slow/")
    assert isinstance(page.view, LessonView)
    answers = dict(page.view.answers)
    assert answers["learned"].urls == ("cs/mission/",)
    assert answers["expected"].plain == "We expected cheers."
    assert page.view.row.status == "adopted"
    assert page.language == "cs"
    assert page.alternates == (("en", "lessons/slow/"), ("cs", "cs/lessons/slow/"))
    assert page.title == "Pomalý start"


def test_a_lesson_with_nothing_but_a_name_says_so() -> None:
    context = known(COMPANY)
    page = page_at(lessons.pages(context), "lessons/bare/")
    assert "Nothing has been written down yet." in words(html(page, context))
    assert page.alternates == ()


def test_without_lessons_there_is_no_page() -> None:
    assert list(lessons.pages(known({}))) == []


def test_nearby_lessons_are_about_the_same_goals_before_teams_before_cycles_and_newest_first() -> None:
    files = {
        f"lessons/{id}.md": f"---\ndate: 2026-0{month}-01\n{facts}\n---\n"
        for id, month, facts in (
            ("one", 1, "about: [kpi:nps]\nteams: [search]\ncycle: 2026-t3"),
            ("cycle", 9, "cycle: 2026-t3"),
            ("team", 2, "teams: [search]"),
            ("team-too", 3, "teams: [search]"),
            ("goal", 4, "about: [kpi:nps]"),
            ("far", 5, "teams: [company]"),
        )
    }
    view = page_at(lessons.pages(known({**files, "kpis/nps.yaml": "title: NPS\n"})), "lessons/one/").view
    assert isinstance(view, LessonView)
    assert [row.title for row in view.others] == ["Goal", "Team too", "Team", "Cycle"]
