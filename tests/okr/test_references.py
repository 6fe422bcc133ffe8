"""References: what they mean where they stand, and what is said when they mean nothing."""

from __future__ import annotations

import pytest

from okrsite.okr.model import Target
from tests.okr.written import BASE, company_of, wrong

GROW = "objectives: [{id: grow, title: Grow, key_results: [{id: nps, title: NPS}, {id: churn, title: Churn}]}]\n"
YEAR = "objectives: [{id: lead, title: Lead, key_results: [{id: share, title: Share}]}]\n"
AROUND = {
    "teams/company/2026-t3/okrs.yaml": GROW,
    "teams/company/2026/okrs.yaml": YEAR,
    "strategy.md": "---\npillars: [{id: self-serve, title: Self-serve}]\n---\n",
    "kpis/p95-latency.yaml": "title: Latency\n",
}


def trust(supports: str) -> dict[str, str]:
    goals = f"objectives:\n  - id: trust\n    title: Trust\n    supports: {supports}\n  - {{id: own, title: Own}}\n"
    return {**AROUND, "teams/search/2026-t3/okrs.yaml": goals}


@pytest.mark.parametrize(
    ("reference", "target"),
    [
        ("own", Target("objective", "search/2026-t3/own")),
        ("company/grow", Target("objective", "company/2026-t3/grow")),
        ("company/grow.nps", Target("key-result", "company/2026-t3/grow.nps")),
        ("company/lead", Target("objective", "company/2026/lead")),
        ("company/lead.share", Target("key-result", "company/2026/lead.share")),
        ("company/2026/lead", Target("objective", "company/2026/lead")),
        ("pillar:self-serve", Target("pillar", "self-serve")),
    ],
)
def test_a_reference_is_looked_up_in_its_cycle_and_then_in_the_cycles_above(reference: str, target: Target) -> None:
    company = company_of(trust(f'"{reference}"'))
    assert [parent.target for parent in company.objectives["search/2026-t3/trust"].supports] == [target]


def test_several_parents_are_normal_and_the_first_is_home() -> None:
    company = company_of(trust("[company/grow.nps, {to: pillar:self-serve, how: fewer dead ends, contributes: false}]"))
    first, second = company.objectives["search/2026-t3/trust"].supports
    assert (first.target.id, first.how, first.contributes) == ("company/2026-t3/grow.nps", "", True)
    assert (second.target.id, second.how, second.contributes) == ("self-serve", "fewer dead ends", False)


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("company/grwo.nps", 'no objective "grwo" in team "company" (did you mean company/grow.nps?)'),
        ("company/grwo", 'no objective "grwo" in team "company" (did you mean company/grow?)'),
        ("company/grow.nsp", 'no key result "nsp" in objective "company/grow" (did you mean company/grow.nps?)'),
        ("company/grow.x", 'no key result "x" in objective "company/grow" (it has nps or churn)'),
        ("compnay/grow.nps", 'no team "compnay" (did you mean company/grow.nps?)'),
        ("company/2062/lead", 'no cycle "2062" (did you mean company/2026/lead?)'),
        ("company/2026/grow", 'no objective "grow" in team "company" (did you mean company/2026-t3/grow?)'),
        ("2026/lead", 'no team "2026": that is a cycle (write team/2026/lead)'),
        ("onw", 'no objective "onw" in team "search" (did you mean own?)'),
        ("pillar:selfserve", 'no pillar "selfserve" in strategy.md (did you mean pillar:self-serve?)'),
    ],
)
def test_a_reference_that_matches_nothing_names_the_nearest_match(reference: str, message: str) -> None:
    expected = f"error[unknown-reference] teams/search/2026-t3/okrs.yaml:4:15 «{reference}» {message}"
    assert wrong(trust(reference)) == [expected]


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        ("piller:self-serve", "piller: is no kind of reference (did you mean pillar:self-serve?)"),
        (
            "Company/grow",
            "Company/grow is not a reference (write objective, team/objective or team/cycle/objective, with "
            ".key-result behind it if one is meant)",
        ),
    ],
)
def test_what_is_no_reference_is_told_what_one_looks_like(reference: str, said: str) -> None:
    expected = f"error[bad-reference] teams/search/2026-t3/okrs.yaml:4:15 «{reference}» {said}"
    assert wrong(trust(reference)) == [expected]


def test_a_reference_to_the_wrong_kind_of_thing_is_an_error() -> None:
    assert wrong(trust("kpi:p95-latency")) == [
        "error[wrong-reference] teams/search/2026-t3/okrs.yaml:4:15 «kpi:p95-latency» "
        "expected an objective, a key result or a pillar here, and kpi:p95-latency is a KPI"
    ]


def test_the_same_parent_twice_is_an_error() -> None:
    assert wrong(trust("[company/grow, company/2026-t3/grow]")) == [
        "error[duplicate-reference] teams/search/2026-t3/okrs.yaml:4:30 «company/2026-t3/grow» "
        "company/2026-t3/grow is written twice (leave one out)"
    ]


def test_an_old_name_of_a_team_still_leads_to_it() -> None:
    renamed = {"teams/company/team.md": "---\nname: Acme\naliases: [holding]\n---\n"}
    company = company_of({**trust("holding/grow"), **renamed})
    assert company.objectives["search/2026-t3/trust"].supports[0].target.id == "company/2026-t3/grow"


def test_what_points_at_a_file_that_cannot_be_read_is_not_reported_again() -> None:
    files = trust("[company/grow, company/lead, company/2026-t3/other.thing]")
    files["teams/company/2026-t3/okrs.yaml"] = "objectives: [{id: grow}]\n"
    assert wrong(files) == ["error[missing-field] teams/company/2026-t3/okrs.yaml:1:14 «{id: grow}» title is missing"]


def test_a_missing_cycle_is_reported_once_and_nothing_that_stands_in_it() -> None:
    files = trust("company/2027/lead")
    files["teams/company/2027/okrs.yaml"] = YEAR
    files["teams/search/2027/okrs.yaml"] = "objectives: [{id: more, title: More, supports: company/lead}]\n"
    files["teams/search/2027/check-ins/2027-01-08.md"] = "---\nobjectives: {more: on-track}\n---\n"
    assert wrong(files) == [
        "error[unknown-cycle] teams/company/2027/okrs.yaml:1:1 «objectives: [{id: lead, title: Lead, "
        'key_results: [{id: share, title: Share}]}]» no cycle "2027": content/cycles/2027.yaml is missing '
        "(did you mean 2026?)"
    ]


def test_a_missing_team_is_reported_once_and_nothing_that_stands_in_it() -> None:
    files = trust("sales/more")
    files["teams/sales/2026-t3/okrs.yaml"] = "objectives: [{id: more, title: More, supports: company/grow}]\n"
    files["teams/shops/team.md"] = "---\nname: Shops\nparent: sales\n---\n"
    assert wrong(files) == [
        "error[unknown-team] teams/sales/2026-t3/okrs.yaml:1:1 «objectives: [{id: more, title: More, supports: "
        'company/grow}]» no team "sales": content/teams/sales/team.md is missing (write content/teams/sales/team.md)'
    ]


LESSON = "---\ntitle: Slow\ncycle: 2026-t3\nteams: [company]\nabout: [{}]\n---\n"


@pytest.mark.parametrize(
    ("reference", "target"),
    [
        ("company/grow", Target("objective", "company/2026-t3/grow")),
        ("company/lead.share", Target("key-result", "company/2026/lead.share")),
        ("grow.nps", Target("key-result", "company/2026-t3/grow.nps")),
        ("search", Target("team", "search")),
        ("team:search", Target("team", "search")),
        ("kpi:p95-latency", Target("kpi", "p95-latency")),
    ],
)
def test_a_lesson_looks_from_its_cycle_upwards(reference: str, target: Target) -> None:
    company = company_of({**AROUND, "lessons/slow.md": LESSON.format(reference)})
    assert company.lessons["slow"].about == (target,)


def test_a_lesson_without_a_cycle_finds_the_only_objective_of_that_name() -> None:
    company = company_of({**AROUND, "lessons/slow.md": "---\nabout: [company/lead]\n---\n"})
    assert company.lessons["slow"].about == (Target("objective", "company/2026/lead"),)


@pytest.mark.parametrize(("teams", "reference"), [("search", "company/grow"), ("company", "grow")])
def test_a_lesson_without_a_cycle_must_choose_between_two_of_that_name(teams: str, reference: str) -> None:
    lesson = f"---\nabout: [{reference}]\nteams: {teams}\n---\n"
    assert wrong({**AROUND, "teams/company/2026/okrs.yaml": GROW, "lessons/slow.md": lesson}) == [
        f"error[ambiguous-reference] lessons/slow.md:2:9 «{reference}» company/grow can mean company/2026/grow or "
        "company/2026-t3/grow (write one of them, or say the cycle)"
    ]


def test_a_loop_of_objectives_prints_its_path_and_is_reported_once() -> None:
    files = {
        "teams/company/2026-t3/okrs.yaml": "objectives: [{id: a, title: A, supports: search/b.k}]\n",
        "teams/search/2026-t3/okrs.yaml": """
            objectives:
              - id: b
                title: B
                supports: [c]
                key_results: [{id: k, title: K}]
              - {id: c, title: C, supports: [company/a]}
            """,
    }
    assert wrong(files) == [
        "error[alignment-loop] teams/search/2026-t3/okrs.yaml:7:34 «company/a» objectives support each other in a "
        "loop: company/2026-t3/a → search/2026-t3/b → search/2026-t3/c → company/2026-t3/a "
        "(leave out the step that goes from the greater goal to the smaller one)"
    ]


def test_an_objective_cannot_support_itself() -> None:
    files = {"teams/search/2026-t3/okrs.yaml": "objectives: [{id: a, title: A, supports: a}]\n"}
    assert wrong(files) == [
        "error[alignment-loop] teams/search/2026-t3/okrs.yaml:1:42 «a» objectives support each other in a loop: "
        "search/2026-t3/a → search/2026-t3/a (leave out the step that goes from the greater goal to the smaller one)"
    ]


def test_loops_of_teams_and_of_cycles_are_errors() -> None:
    files = {
        "teams/company/team.md": "---\nname: Acme\nparent: search\n---\n",
        "cycles/2026.yaml": "start: 2026-01-01\nend: 2026-12-31\nparent: 2026-t3\n",
    }
    assert wrong(files) == [
        "error[cycle-loop] cycles/2026-t3.yaml:3:9 «'2026'» cycles belong to each other in a loop: "
        "2026 → 2026-t3 → 2026 (one of them must have another parent, or none)",
        "error[team-loop] teams/search/team.md:3:9 «company» teams belong to each other in a loop: "
        "company → search → company (one of them must have another parent, or none)",
    ]


@pytest.mark.parametrize("reference", ["trust", "search/trust"])
def test_a_goal_is_not_carried_to_itself(reference: str) -> None:
    goals = f"objectives:\n  - id: trust\n    title: Trust\n    carried_to: {reference}\n"
    assert wrong({"teams/search/2026-t3/okrs.yaml": goals}) == [
        f"error[wrong-reference] teams/search/2026-t3/okrs.yaml:4:17 «{reference}» {reference} is carried to itself "
        "(write team/cycle/objective, with the cycle in which it goes on)"
    ]


def test_a_dependency_is_on_a_team_that_exists() -> None:
    goals = "objectives: [{id: a, title: A, depends_on: [{team: compny, need: Logs}]}]\n"
    assert wrong({"teams/search/2026-t3/okrs.yaml": goals}) == [
        'error[unknown-team] teams/search/2026-t3/okrs.yaml:1:52 «compny» no team "compny" (did you mean company?)'
    ]


def test_an_old_name_of_a_lesson_still_leads_to_it() -> None:
    files = {"lessons/new.md": "---\naliases: [old]\n---\n", "lessons/more.md": "---\nabout: [lesson:old]\n---\n"}
    assert company_of(files).lessons["more"].about == (Target("lesson", "new"),)


def test_people_who_are_not_listed_anywhere_are_not_found() -> None:
    assert wrong({"lessons/more.md": "---\nabout: [person:ann]\n---\n"}) == [
        'error[unknown-reference] lessons/more.md:2:9 «person:ann» no person "ann" in people.yaml'
    ]


def test_the_base_of_these_tests_is_sound() -> None:
    assert wrong(BASE) == []
