"""People: what they answer for, and nothing that compares them."""

from __future__ import annotations

from okrsite.pages.views import people
from okrsite.pages.views.people import PeopleView, PersonView
from tests.pages.shown import html, known, page_at, words

COMPANY = {
    "people.yaml": """
ann: {name: Ann Novak, role: Lead, team: search}
bo: {name: Bo Lind, ended: 2026-08-31}
cy: {name: 'מיכל לוי', team: company}
""",
    "teams/search/team.md": "---\nname: Search\nparent: company\nlead: ann\n---\n",
    "cycles/2026-t2.yaml": "start: 2026-05-01\nend: 2026-08-31\nstate: closed\n",
    "teams/search/2026-t2/okrs.yaml": "objectives: [{id: old, title: Old, owner: ann, state: closed, score: 0.3}]",
    "teams/search/2026-t3/okrs.yaml": """
objectives:
  - id: find
    title: Find
    owners: [ann, VP Search]
    contributors: [cy]
    score: 0.4
    key_results: [{id: k, title: "K with a [link](../../company/team.md)", owner: ann, score: 0.2}]
""",
    "teams/search/2026-t3/check-ins/2026-10-30-ann.md": "---\nkey_results: {find.k: 40%}\n---\nForty.\n",
}


def person(id: str) -> tuple[PersonView, str]:
    context = known(COMPANY)
    page = page_at(people.pages(context), f"people/{id}/")
    assert isinstance(page.view, PersonView)
    return page.view, html(page, context)


def test_a_person_shows_goals_check_ins_and_no_score() -> None:
    view, page = person("ann")
    assert [row.title.plain for row in view.objectives] == ["Find"]
    assert [(row.title.plain, goal.title) for row, goal in view.key_results] == [("K with a link", "Find")]
    assert [row.standing.score for row in view.objectives] == [None]
    assert [row.standing.score for row, _ in view.key_results] == [None]
    assert [one.link.title for one in view.earlier] == ["Old"]
    said = words(page)
    assert "Lead, Search. Answers for one objective and one key result in 2026-t3." in said
    assert "Search, 30 October Forty." in said
    assert "score" not in said.replace("no scores", "")


def test_somebody_who_helps_is_shown_with_what_they_work_on() -> None:
    view, page = person("cy")
    assert [one.link.title for one in view.contributes] == ["Find"]
    assert "Acme. Works on one objective in 2026-t3." in words(page)


def test_who_has_left_stays_with_a_date() -> None:
    _, page = person("bo")
    assert "No longer here since 31 August 2026." in words(page)
    assert "Nothing here yet" in words(page)


def test_the_list_is_by_team_and_by_name() -> None:
    context = known(COMPANY)
    page = page_at(people.pages(context), "people/")
    assert isinstance(page.view, PeopleView)
    assert [(group.team and group.team.title, [row.who.name for row in group.rows]) for group in page.view.groups] == [
        ("Acme", ["מיכל לוי"]),
        ("Search", ["Ann Novak"]),
    ]
    assert [row.who.name for row in page.view.ended] == ["Bo Lind"]
    assert "2 people answer for goals or write about them." in words(html(page, context))


def test_without_people_there_are_no_pages() -> None:
    assert list(people.pages(known({}))) == []
