"""The review of a cycle: how it stands, teams and company objectives, what to talk about; and the same as slides."""

from __future__ import annotations

import re
from datetime import date

from okrsite.pages.views import review
from okrsite.pages.views.context import Context
from okrsite.pages.views.review import ReviewView
from tests.pages.shown import html, known, page_at, words

COMPANY = {
    "teams/product/team.md": "---\nname: Product\nparent: company\n---\n",
    "teams/search/team.md": "---\nname: Search\nparent: product\n---\n",
    "teams/people/team.md": "---\nname: People\nparent: company\n---\n",
    "teams/company/2026-t3/okrs.yaml": """
objectives:
  - {id: grow, title: People come back, key_results: [{id: nps, title: They recommend us, baseline: 0, target: 10}]}
  - {id: calm, title: Sleep well}
""",
    "teams/product/2026-t3/okrs.yaml": "objectives: [{id: bridge, title: A bridge, supports: [company/grow.nps]}]\n",
    "teams/search/2026-t3/okrs.yaml": """
objectives:
  - id: find
    title: People find it
    supports: [product/bridge]
    key_results: [{id: hits, title: Hits, baseline: 0, target: 10}, {id: ease, title: Ease, baseline: 0, target: 10}]
  - {id: tidy, title: Tidy the cellar}
""",
    "teams/people/2026-t3/okrs.yaml": "objectives: [{id: learn, title: Learn}]\n",
    "teams/search/2026-t3/check-ins/2026-10-30-ann.md": """---
key_results: {find.hits: {value: 1, ask: a second pair of eyes}, find.ease: 9}
ask: one developer
---
""",
}
TODAY = date(2026, 10, 31)


def view(context: Context) -> ReviewView:
    return review.review(context, "2026-t3", ["2026-t3"])


def test_the_map_follows_support_through_other_teams() -> None:
    shown = view(known(COMPANY, TODAY))
    assert [column.title for column in shown.columns] == ["People come back", "Sleep well"]
    cells = {row.team.title: row.cells for group in shown.groups for row in group.rows}
    assert [cell and cell.goals for cell in cells["Search"]] == [1, None, 1]
    assert [cell and cell.goals for cell in cells["People"]] == [None, None, 1]
    found = cells["Search"][0]
    assert found is not None
    assert (found.percent, found.health, found.url) == ("50", "off-track", "teams/search/2026-t3/find/")


def test_departments_stand_with_their_teams_and_the_others_come_first() -> None:
    groups = view(known(COMPANY, TODAY)).groups
    assert [(group.name, [row.team.title for row in group.rows]) for group in groups] == [
        ("", ["People"]),
        ("Product", ["Product", "Search"]),
    ]


def test_what_is_furthest_behind_comes_first_with_what_its_team_asks_for() -> None:
    talk = view(known(COMPANY, TODAY)).talk
    assert (talk[0].title, talk[0].standing.status.health) == ("Hits", "off-track")
    assert talk[0].ask is not None
    assert talk[0].ask.plain == "a second pair of eyes"


def test_the_parts_of_the_whole_add_up() -> None:
    shown = view(known(COMPANY, TODAY))
    assert sum(part.count for part in shown.parts) == shown.key_results == 3
    assert abs(sum(part.width for part in shown.parts) - 1) < 0.001


def test_the_first_sentence_says_how_many_are_well_and_how_many_need_a_word() -> None:
    context = known(COMPANY, TODAY)
    text = html(page_at(review.pages(context), "review/2026-t3/"), context)
    lead = re.sub(r"\s+", " ", re.search(r'<p class="lead">(.*?)</p>', text, re.S).group(1))  # type: ignore[union-attr]
    assert lead == (
        "State of 31 October, week 9 of 17. One of three key results is on track or done. Two deserve a conversation."
    )


def test_the_first_sentence_tells_a_cycle_that_is_over_or_ahead() -> None:
    def first(today: date) -> str:
        context = known(COMPANY, today)
        return words(html(page_at(review.pages(context), "review/2026-t3/"), context))

    assert "The cycle ended on 31 December and is not closed yet. None of three" in first(date(2027, 1, 9))
    assert "The cycle begins on 1 September." in first(date(2026, 8, 20))


def test_every_company_objective_has_a_slide_and_the_last_one_asks() -> None:
    context = known(COMPANY, TODAY)
    text = html(page_at(review.pages(context), "review/2026-t3/present/"), context)
    assert re.findall(r'class="slide[^"]*" id="(s\d)"', text) == ["s1", "s2", "s3", "s4", "s5"]
    assert "one developer" in text[text.index('id="s5"') :]


def test_a_cycle_without_key_results_says_so() -> None:
    context = known({"teams/search/2026-t3/okrs.yaml": "objectives: [{id: a, title: A}]\n"}, TODAY)
    text = html(page_at(review.pages(context), "review/2026-t3/"), context)
    assert "No objective has a key result, so there is nothing to count." in text


def test_a_company_without_objectives_has_nothing_to_review() -> None:
    assert list(review.pages(known({}, TODAY))) == []
