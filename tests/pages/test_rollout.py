"""The roll-out: waves, what they were to show, and where the teams are."""

from __future__ import annotations

from okrsite.pages.views import rollout
from okrsite.pages.views.rollout import RolloutView
from tests.pages.shown import html, known, page_at, words

FILES = {
    "people.yaml": "eva: {name: Eva Bo}\n",
    "cycles/2026-t2.yaml": "start: 2026-05-01\nend: 2026-08-31\nstate: closed\n",
    "teams/company/team.md": "---\nname: Acme\nrollout: {stage: scaled, since: 2026-05-01, wave: pilot}\n---\n",
    "teams/search/team.md": """---
name: Search
parent: company
rollout: {stage: running, coach: eva, wave: wide}
---
""",
    "teams/data/team.md": "---\nname: Data\nparent: company\nrollout: {stage: candidate}\n---\n",
    "teams/gone/team.md": "---\nname: Gone\nparent: company\nended: 2026-01-31\nrollout: {stage: stopped}\n---\n",
    "lessons/four.md": "---\ntitle: Four lines\n---\n",
    "rollout/pilot.yaml": """
title: "Pilot: one team"
order: 1
cycle: 2026-t2
hypothesis: One team can.
selection: The bravest.
exit_criteria: [{title: A full cycle, met: true}, {title: "They *like* it", met: false}, Somebody asks for it]
feedback: They did.
decision: scale
lessons: [four]
""",
    "rollout/wide.yaml": """
title: Wave 1
order: 2
cycle: 2026-t3
teams: [search]
exit_criteria: [{title: All check in, met: true}]
""",
    "rollout/later.yaml": "title: Wave 2\norder: 3\n",
}


def view() -> RolloutView:
    found = page_at(rollout.pages(known(FILES)), "rollout/").view
    assert isinstance(found, RolloutView)
    return found


def test_waves_stand_in_their_order_and_know_whether_they_are_over() -> None:
    assert [(wave.number, wave.title.plain, wave.when) for wave in view().waves] == [
        (1, "Pilot: one team", "past"),
        (2, "Wave 1", "now"),
        (3, "Wave 2", "next"),
    ]


def test_teams_stand_by_stage_and_those_that_ended_are_left_out() -> None:
    stages = [(stage.key, [team.team.title for team in stage.teams]) for stage in view().stages]
    assert stages == [("candidate", ["Data"]), ("running", ["Search"]), ("scaled", ["Acme"])]
    assert (view().working, view().teams) == (2, 3)


def test_a_wave_has_the_teams_that_it_names_and_those_that_name_it() -> None:
    assert [[team.title for team in wave.teams] for wave in view().waves] == [["Acme"], ["Search"], []]


def test_criteria_are_met_not_met_or_not_known() -> None:
    pilot = view().waves[0]
    assert [criterion.met for criterion in pilot.criteria] == [True, False, None]
    assert pilot.met == 1
    assert [lesson.title for lesson in pilot.lessons] == ["Four lines"]


def test_the_page_opens_with_how_many_teams_work_with_okrs_and_what_is_running() -> None:
    context = known(FILES)
    said = words(html(page_at(rollout.pages(context), "rollout/"), context))
    assert (
        "How we bring OKRs to everyone 2 of 3 teams work with OKRs. “Wave 1” is running. "
        "The condition to end it is met." in said
    )
    assert "What we decided: to go on with more teams." in said
    assert "One of 3 conditions to end it is met" in said


def test_a_wave_can_be_linked_to() -> None:
    context = known(FILES)
    assert 'id="pilot"' in html(page_at(rollout.pages(context), "rollout/"), context)


def test_without_waves_and_stages_there_is_no_page() -> None:
    assert list(rollout.pages(known({}))) == []
