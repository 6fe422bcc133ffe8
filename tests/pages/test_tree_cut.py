"""A tree that one page has no room for: what stands where, and that nothing is lost on the way."""

from __future__ import annotations

import re
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from okrsite.pages.views import alignment
from okrsite.pages.views.context import Context
from okrsite.pages.views.objective import pages as objective_pages
from okrsite.pages.views.tree_cut import MOST, Cut, Level, fitting
from okrsite.pages.views.tree_of_teams import Organisation
from tests.pages.shown import html, known, page_at
from tests.pages.test_alignment import Ids

GROUPS, TEAMS, GOALS = 20, 30, 5


def _goals(team: str, *supports: str) -> str:
    """The goals of a team; the last of what they support is said again until there are enough."""
    rows = [
        f"  - {{id: g{n}, title: {team} goal {n}{supports[min(n, len(supports) - 1)]}, "
        f"key_results: [{{id: k, title: Measure, baseline: 0, target: 10}}]}}\n"
        for n in range(GOALS)
    ]
    return "objectives:\n" + "".join(rows)


@cache
def large() -> Context:
    """A company of 620 teams with 3,105 goals, of which 3,021 serve a pillar, through one goal after the other."""
    files = {
        "strategy.md": "---\ntitle: How we win\npillars: [{id: trust, title: Trust first}]\n---\n",
        "teams/company/2026-t3/okrs.yaml": _goals("company", ", supports: [pillar:trust]", ""),
    }
    for group in range(GROUPS):
        name = f"group-{group}"
        files[f"teams/{name}/team.md"] = f"---\nname: Group {group}\nparent: company\n---\n"
        files[f"teams/{name}/2026-t3/okrs.yaml"] = _goals(name, ", supports: [company/g0]", "")
        for n in range(TEAMS):
            team = f"team-{group}-{n}"
            files[f"teams/{team}/team.md"] = f"---\nname: Team {group}.{n}\nparent: {name}\n---\n"
            also = [f", supports: [{name}/g0]"]
            if group == n == 0:
                also = [", supports: [group-0/g0.k, pillar:trust]", *also]
            files[f"teams/{team}/2026-t3/okrs.yaml"] = _goals(team, *also)
    return known(files)


def shown(address: str) -> str:
    """The HTML of a page of the tree."""
    return html(page_at(alignment.pages(large()), address), large())


def drawn(text: str) -> set[str]:
    """The goals that have a row of their own."""
    return set(re.findall(r'<li class="node lv-obj" id="([^"]+)"', text))


def test_the_overview_draws_every_team_and_the_goals_there_is_room_for() -> None:
    text = shown("alignment/")
    assert text.count('<li class="node') <= MOST
    assert drawn(text) == {f"{team}/2026-t3/g{n}" for team in _upper() for n in range(GOALS)}
    assert text.count('class="node lv-team"') == GROUPS * TEAMS
    assert '<a href="2026-t3/team/team-3-7/">5 objectives</a>' in text
    assert "lv-kr" not in text


def _upper() -> list[str]:
    return ["company", *(f"group-{group}" for group in range(GROUPS))]


def test_its_sentences_count_what_is_left_out_too() -> None:
    text = shown("alignment/")
    assert "3,021 of 3,105 objectives of 2026-t3 serve something greater." in text
    assert "3,105 objectives and 3,105 key results." in text
    assert '<a href="../search/">Search</a> looks through all of them.' in text


def test_every_goal_stands_in_its_teams_tree_with_its_key_results() -> None:
    teams = (f"team-{group}-{n}" for group in (0, GROUPS - 1) for n in (0, TEAMS - 1))
    for team in teams:
        text = shown(f"alignment/2026-t3/team/{team}/")
        assert drawn(text) == {f"{team}/2026-t3/g{n}" for n in range(GOALS)}
        assert text.count("node lv-kr") == GOALS
    assert len(drawn(shown("alignment/2026-t3/team/group-3/"))) == GOALS * (TEAMS + 1)


def test_by_strategy_the_goals_nearest_to_it_are_drawn() -> None:
    text = shown("alignment/2026-t3/strategy/")
    assert text.count('<li class="node') <= MOST
    company = {f"company/2026-t3/g{n}" for n in range(GOALS)}
    assert drawn(text) == company | {f"group-{group}/2026-t3/g0" for group in range(GROUPS)}
    assert '<a href="../../../teams/group-3/2026-t3/g0/">Supported by 150 objectives</a>' in text
    assert '<a href="../">80 objectives, under their teams</a>' in text


def test_no_link_in_a_tree_leads_to_a_row_that_is_not_there() -> None:
    for address in ("alignment/", "alignment/2026-t3/strategy/", "alignment/2026-t3/team/company/"):
        found = Ids(shown(address))
        assert len(found.ids) == len(set(found.ids)), address
        assert set(found.links) <= set(found.ids), address


def test_a_reference_to_a_goal_that_is_left_out_leads_to_its_page() -> None:
    (reference,) = re.findall(r'<li class="node lv-ref".*?</li>', shown("alignment/2026-t3/strategy/"), re.DOTALL)
    assert '<a href="../../../teams/team-0-0/2026-t3/g0/">team-0-0 goal 0</a>' in reference


def test_a_goals_own_page_leads_to_the_tree_it_is_drawn_in() -> None:
    for goal in ("company/2026-t3/g1", "group-4/2026-t3/g2", "team-9-9/2026-t3/g3"):
        team, cycle, slug = goal.split("/")
        page = page_at(objective_pages(large()), f"teams/{team}/{cycle}/{slug}/")
        address, _, row = page.view.tree_url.partition("#")  # type: ignore[attr-defined]
        assert row in drawn(shown(address))


def test_a_very_deep_chain_of_teams_makes_no_deep_stack() -> None:
    above = ["company", *(f"t{n}" for n in range(1500))]
    files = {f"teams/t{n}/team.md": f"---\nname: T{n}\nparent: {above[n]}\n---\n" for n in range(1500)} | {
        "teams/t1499/2026-t3/okrs.yaml": _goals("t1499", "")
    }
    tree = Organisation(known(files), "2026-t3").below("company")
    assert len(tree.goals) == GOALS


levels = st.lists(
    st.builds(Level, st.integers(0, 900), st.integers(0, 900), st.integers(0, 3000)), min_size=1, max_size=9
)


def rows_of(parts: list[Level], cut: Cut) -> int:
    """The rows that a cut leaves, counted one level after the other."""
    rows = 0
    for n, level in enumerate(parts):
        if cut.depth is None or n <= cut.depth + 1:
            rows += level.teams
        if not cut.leaves_out(n):
            rows += level.goals + (level.key_results if cut.key_results else 0)
    return rows


@given(levels, st.integers(1, MOST))
def test_a_cut_draws_the_most_that_fits(parts: list[Level], most: int) -> None:
    cut = fitting(parts, most)
    if cut.key_results:
        assert cut.depth is None
        assert rows_of(parts, cut) <= most
        return
    assert rows_of(parts, Cut()) > most
    assert rows_of(parts, cut) <= MOST or cut.depth == 0
    if cut.depth is not None:
        assert rows_of(parts, Cut(key_results=False)) > MOST
        more = Cut(key_results=False, depth=cut.depth + 1)
        assert rows_of(parts, more) > MOST or more.depth == len(parts)
