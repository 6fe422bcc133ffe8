"""The training hub and its pages."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from okrsite.pages.views import training
from okrsite.pages.views.training import TrainingsView, TrainingView
from tests.pages.shown import html, known, page_at, words

FILES = {
    "people.yaml": "ann: {name: Ann Novak, role: Coach}\n",
    "training/basics.md": """---
title: Basics
audience: new
minutes: 12
next: month/check-in
owner: ann
weight: 2
---
## Words
text
## Bars
text
""",
    "training/month/check-in.md": "---\ntitle: A check-in\nprerequisites: [basics]\n---\n" + "word " * 500,
    "training/month/first.md": """---
title: Before everything
audience: new
minutes: 3
weight: 1
owner: VP Learning
---
""",
    "training/lead.md": """---
title: For leads
audience: lead
kind: workshop
prerequisites: [check-in]
minutes: 90
owner: ann
review_by: 2026-10-30
teaches: [unknown-reference]
sessions:
  - {start: 2026-10-31 09:00, end: 2026-10-31 10:30, place: Brno, url: "https://join.acme.example/", seats: 1}
  - {start: 2026-10-30 09:00, end: 2026-10-30 10:30}
  - {start: 2026-11-20 09:00}
---
""",
    "training/paper.md": "---\ntitle: Paper\nkind: template\n---\n",
}


def hub(files: Mapping[str, str] = FILES) -> TrainingsView:
    view = page_at(training.pages(known(files)), "training/").view
    assert isinstance(view, TrainingsView)
    return view


def one(url: str) -> TrainingView:
    view = page_at(training.pages(known(FILES)), url).view
    assert isinstance(view, TrainingView)
    return view


def test_the_path_of_the_new_goes_on_where_next_leads() -> None:
    path = hub().path
    assert path is not None
    assert path.audience == "new"
    assert [row.title for row in path.rows] == ["Before everything", "Basics", "A check-in"]


def test_minutes_are_counted_from_the_words_where_they_are_left_out() -> None:
    path = hub().path
    assert path is not None
    assert [row.minutes for row in path.rows] == [3, 12, 3]
    assert path.minutes == 18


def test_sessions_from_today_on_come_in_their_order() -> None:
    assert [str(session.start) for session in hub().sessions] == ["2026-10-31 09:00:00", "2026-11-20 09:00:00"]


def test_other_audiences_templates_and_advisers_have_their_places() -> None:
    view = hub()
    assert [row.title for row in view.single] == ["For leads"]
    assert view.groups == ()
    assert [row.title for row in view.templates] == ["Paper"]
    assert [(one.who.name, one.role) for one in view.advisers] == [("Ann Novak", "Coach"), ("VP Learning", "")]


def test_what_was_to_be_read_again_is_listed() -> None:
    context = known(FILES)
    said = words(html(page_at(training.pages(context), "training/"), context))
    assert "To be read again" in said
    assert "was due on 30 October 2026, Ann Novak keeps it" in said


def test_the_hub_opens_with_the_length_of_the_path_and_the_next_session() -> None:
    context = known(FILES)
    said = words(html(page_at(training.pages(context), "training/"), context))
    assert said.startswith(
        "Learn to work with goals 3 pages to begin with, 18 min in all. The next session is on 31 October."
    )


def test_without_a_path_for_the_new_the_one_for_everybody_comes_first() -> None:
    path = hub({"training/a.md": "---\ntitle: A\n---\n"}).path
    assert path is not None
    assert path.audience == "all"


@pytest.mark.parametrize(
    ("url", "following"),
    [
        ("training/month/first/", "Basics"),
        ("training/basics/", "A check-in"),
        ("training/month/check-in/", None),
        ("training/lead/", None),
    ],
)
def test_a_training_leads_to_the_next_one(url: str, following: str | None) -> None:
    found = one(url).next
    assert (found.title if found else None) == following


def test_a_training_shows_its_place_on_the_path_its_headings_and_what_to_take_before() -> None:
    view = one("training/basics/")
    assert view.place == 2
    assert [(heading.anchor, heading.title) for heading in view.writing.headings] == [
        ("s-words", "Words"),
        ("s-bars", "Bars"),
    ]
    assert [link.title for link in one("training/month/check-in/").after] == ["Basics"]
    assert one("training/lead/").path is None


def test_sessions_that_are_over_are_only_counted() -> None:
    context = known(FILES)
    page = html(page_at(training.pages(context), "training/lead/"), context)
    assert "One session was held, on 30 October 2026." in words(page)
    assert 'href="https://join.acme.example/"' in page
    assert "one seat" in words(page)


def test_reading_is_remembered_by_the_training_s_id_and_without_a_script_there_is_no_button() -> None:
    context = known(FILES)
    page = html(page_at(training.pages(context), "training/month/check-in/"), context)
    assert '<p class="needs-js"><button class="btn btn--main" type="button" data-done="month/check-in"' in page
    assert 'data-page="month/check-in"' in html(page_at(training.pages(context), "training/"), context)


def test_trainings_that_wait_for_each_other_are_listed_all_the_same() -> None:
    files = {
        "training/a.md": "---\ntitle: A\nprerequisites: [b]\nnext: b\n---\n",
        "training/b.md": "---\ntitle: B\nprerequisites: [a]\nnext: a\n---\n",
    }
    path = hub(files).path
    assert path is not None
    assert [row.title for row in path.rows] == ["A", "B"]


def test_without_trainings_there_is_no_page() -> None:
    assert list(training.pages(known({}))) == []


def test_a_page_of_a_path_says_where_in_it_and_the_last_one_leads_back() -> None:
    context = known(FILES)
    first = words(html(page_at(training.pages(context), "training/month/first/"), context))
    last = words(html(page_at(training.pages(context), "training/month/check-in/"), context))
    assert "Your first month, page 1 of 3" in first
    assert "Next: Basics" in first
    assert "Your first month, page 3 of 3" in last
    assert "after Basics" not in last, "the page before it is no news"
    assert "That was the last page of this path." in last
