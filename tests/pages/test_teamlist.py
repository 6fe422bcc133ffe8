"""All teams, and the chooser."""

from __future__ import annotations

import re

from okrsite.pages.views import teamlist
from okrsite.pages.views.teamlist import TeamsView
from tests.pages.shown import html, known, page_at, words

COMPANY = {
    "people.yaml": "ann: {name: Ann Novak}\n",
    "teams/product/team.md": "---\nname: Product\nparent: company\n---\n",
    "teams/search/team.md": "---\nname: Search\nparent: product\nlead: ann\nmembers: [ann, Bo]\n---\nWe find.\n\nAh.\n",
    "teams/index/team.md": "---\nname: Index & Crawl\nparent: search\nsize: 7\n---\n",
    "teams/hr/team.md": "---\nname: People\nparent: company\n---\n",
    "teams/maps/team.md": "---\nname: Maps\nparent: product\nended: 2026-06-30\n---\nWe drew.\n",
    "teams/search/2026-t3/okrs.yaml": """
objectives: [{id: find, title: Find, key_results: [{id: k, title: K, baseline: 0, target: 10}]}]
""",
    "teams/search/2026-t3/check-ins/2026-10-30.md": "---\nkey_results: {find.k: 1}\n---\n",
}


def test_teams_stand_under_their_department_however_deep() -> None:
    context = known(COMPANY)
    groups = [(group.title, [(row.title, row.path) for row in group.rows]) for group in teamlist.groups_of(context)]
    assert groups == [
        ("", [("Acme", ())]),
        ("Product", [("Product", ()), ("Search", ()), ("Index & Crawl", ("Search",))]),
        ("", [("People", ())]),
    ]


def test_the_list_opens_with_how_many_are_well() -> None:
    context = known(COMPANY)
    page = page_at(teamlist.pages(context), "teams/")
    assert isinstance(page.view, TeamsView)
    assert (page.view.teams, page.view.with_goals, page.view.well) == (5, 1, 0)
    said = words(html(page, context))
    assert "The one team with goals in 2026-t3 is not on track. One has a goal that is off track: Search." in said
    assert "Ann Novak · 2 people · one objective · last check-in 30 Oct" in said
    assert "7 people · no objectives in this cycle" in said
    assert "Teams that are no more" in said
    assert "until 30 June 2026 · We drew." in said


def test_the_chooser_has_every_team_of_today_with_its_first_sentence() -> None:
    context = known(COMPANY)
    page = html(page_at(teamlist.pages(context), "my-team/"), context)
    assert re.findall(r'data-choose="(\w+)"', page) == ["company", "product", "search", "index", "hr"]
    assert "<p>We find.</p>" in page


def test_the_chooser_is_there_even_without_cycles() -> None:
    context = known({"site.yaml": "name: Acme\n"})
    assert "Which team is yours?" in words(html(page_at(teamlist.pages(context), "my-team/"), context))
