"""Onboarding: a role's first weeks, day by day."""

from __future__ import annotations

from okrsite.pages.views import onboarding
from okrsite.pages.views.onboarding import OnboardingsView, OnboardingView
from tests.pages.shown import html, known, page_at, words

FILES = {
    "people.yaml": "ann: {name: Ann Novak}\n",
    "training/basics.md": "---\ntitle: Basics\n---\n",
    "onboarding/lead.md": """---
title: Your first cycle
role: Team lead
owner: ann
review_by: 2026-01-01
steps:
  - {title: Any day will do}
  - {day: 30, title: Look **back**}
  - {day: 1, title: Read, link: ../training/basics.md, owner: ann}
  - {day: 1, title: Meet, link: "https://meet.acme.example/", owner: VP People}
---
Welcome.
""",
    "onboarding/bare.md": "---\nrole: Nobody\n---\n",
}


def path() -> OnboardingView:
    view = page_at(onboarding.pages(known(FILES)), "onboarding/lead/").view
    assert isinstance(view, OnboardingView)
    return view


def test_steps_stand_by_day_and_those_without_a_day_last() -> None:
    assert [(day.day, [step.title.plain for step in day.steps]) for day in path().days] == [
        (1, ["Read", "Meet"]),
        (30, ["Look back"]),
        (None, ["Any day will do"]),
    ]


def test_a_step_leads_within_the_site_or_elsewhere_and_says_who_helps() -> None:
    first, second = path().days[0].steps
    assert first.link is not None
    assert (first.link.title, first.link.url, first.address) == ("Basics", "training/basics/", None)
    assert (second.link, second.address) == (None, "https://meet.acme.example/")
    assert [who.name for who in path().helpers] == ["Ann Novak", "VP People"]


def test_the_page_opens_with_its_length_and_says_that_it_is_overdue() -> None:
    context = known(FILES)
    said = words(html(page_at(onboarding.pages(context), "onboarding/lead/"), context))
    assert "Your first cycle 4 steps in 30 days." in said
    assert "It should have been read again by 1 January 2026 , by Ann Novak." in said


def test_the_list_names_the_role_and_what_is_overdue() -> None:
    context = known(FILES)
    page = page_at(onboarding.pages(context), "onboarding/")
    assert isinstance(page.view, OnboardingsView)
    assert [(row.title, row.role, row.steps, row.days) for row in page.view.rows] == [
        ("Bare", "Nobody", 0, 0),
        ("Your first cycle", "Team lead", 4, 30),
    ]
    assert [one.title for one in page.view.expired] == ["Your first cycle"]
    assert "no steps yet" in words(html(page, context))


def test_a_path_without_steps_says_so() -> None:
    context = known(FILES)
    said = words(html(page_at(onboarding.pages(context), "onboarding/bare/"), context))
    assert "No steps have been written down yet." in said
