"""Goals that were written down and never measured, in cycles that are long closed: no page says more than is known."""

from __future__ import annotations

from datetime import date

import pytest

from okrsite.pages.views import alignment, cycles, home, review, team, teamlist
from tests.pages.shown import html, known, page_at, words

OLD = "state: closed\n"
COMPANY = {
    "cycles/2026-t2.yaml": "title: Trimester two\nstart: 2025-11-01\nend: 2026-02-28\n" + OLD,
    "cycles/2026-t3.yaml": "title: Trimester three\nstart: 2026-09-01\nend: 2026-12-31\n" + OLD,
    "teams/company/2026-t2/okrs.yaml": "objectives: [{id: start, title: Begin}]\n",
    "teams/company/2026-t3/okrs.yaml": """
objectives:
  - {id: grow, title: People come back, key_results: [{id: nps, title: They recommend us, baseline: 0, target: 10}]}
  - {id: calm, title: Sleep well, key_results: [{id: rest, title: Nobody is woken, type: binary}]}
""",
    **{f"teams/idle-{n}/team.md": f"---\nname: Idle {n}\nparent: company\n---\n" for n in range(7)},
}
TODAY = date(2028, 1, 1)
MAKERS = {"": home, "cycles/": cycles, "review/": review, "teams/": team, "alignment/": alignment}


def said(url: str) -> str:
    context = known(COMPANY, TODAY)
    maker = teamlist if url == "teams/" else MAKERS[url and url.partition("/")[0] + "/"]
    page, _, legend = html(page_at(maker.pages(context), url), context).partition("<div popover")
    return words(page + "</main>" if legend else page)


PAGES = ["", "cycles/", "cycles/2026-t3/", "review/2026-t3/", "review/2026-t3/present/", "teams/", "teams/company/",
         "teams/company/2026-t3/", "alignment/"]  # fmt: skip


@pytest.mark.parametrize("url", PAGES)
def test_nobody_is_waited_for_and_nothing_is_to_come(url: str) -> None:
    page = said(url)
    for today in ("Waiting for a check-in", "days since", "No data yet", "says yet", "this week", "0 of", "needs help"):
        assert today not in page
    assert page.count("No verdict yet") == (url == "alignment/")  # the name of a filter


def test_each_page_opens_with_what_is_known() -> None:
    assert "Trimester three is over None of its 2 objectives was ever measured." in said("")
    assert "The cycle is closed. None of its 2 key results was ever measured." in said("review/2026-t3/")
    assert "Nothing was measured. What would have shown whether it worked?" in said("review/2026-t3/")
    assert "Nothing was measured" in said("review/2026-t3/present/")
    assert "It had 2 objectives, and nobody has written what came of them." in said("cycles/2026-t3/")
    assert "Nobody has written what came of the two objectives." in said("teams/company/2026-t3/")
    assert "None of the 2 objectives of Trimester three says what it serves, and that is allowed." in said("alignment/")


def test_a_column_or_line_with_nothing_in_it_is_left_out() -> None:
    assert "Check-in rhythm" not in said("teams/company/2026-t3/")
    assert "Score" not in said("teams/company/").partition("Earlier cycles")[2]
    assert "In one sentence" not in said("teams/company/")
    assert "Progress of the company" not in said("cycles/2026-t3/")


def test_a_cycle_over_the_turn_of_the_year_says_both_years() -> None:
    assert "1 November 2025 – 28 February 2026" in said("cycles/")


def test_many_teams_without_goals_are_one_line_and_not_a_row_each() -> None:
    page = said("teams/")
    assert "One of 9 teams has goals in Trimester three ." in page
    assert "8 teams have no objectives in this cycle: " in page
    assert page.index("8 teams have") < page.index("Idle 0") < page.index("Idle 6")


def test_what_was_partly_reached_or_dropped_says_so_instead_of_a_risk_that_is_over() -> None:
    sheet = """
objectives:
  - id: grow
    title: Grow
    outcome: partial
    score: 0.6
    key_results: [{id: nps, title: N, type: binary, outcome: dropped}]
"""
    context = known({**COMPANY, "teams/company/2026-t3/okrs.yaml": sheet}, TODAY)
    page = words(html(page_at(team.pages(context), "teams/company/"), context).partition("<div popover")[0] + "</main>")
    assert "Grow Partly reached" in page
    assert "Dropped" in page
    assert "At risk" not in page
