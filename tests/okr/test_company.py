"""The frame of a company: settings, people, cycles, teams, unknown files; and that order does not matter."""

from __future__ import annotations

from dataclasses import fields
from random import Random

import pytest

from okrsite.diagnostics import Severity
from okrsite.okr.model import Owner
from tests.okr.written import BASE, company_of, written, wrong

GOALS = {
    "people.yaml": "ann: {name: Ann Novak, team: search}\nbo: {name: Bo Li}\n",
    "teams/search/2026-t3/okrs.yaml": """
objectives:
  - id: trust
    title: Trust
    owners: [ann, VP Product]
    key_results: [{id: success, title: Success, baseline: 61, target: 75, owner: Bo Li}]
  - {id: speed, title: Speed, supports: trust}
""",
    "teams/search/2026-t3/check-ins/2026-09-10-ann.md": "---\nkey_results: {trust.success: 63}\n---\nBetter.\n",
    "teams/search/2026-t3/check-ins/2026-09-03-ann.md": "---\nkey_results: {trust.success: 62}\n---\n",
    "teams/search/2026-t3/review.md": "---\nwent_well: [All]\n---\n",
    "lessons/slow.md": "---\nabout: [search/trust]\n---\nSee [the goals](../teams/search/2026-t3/okrs.yaml#trust).\n",
    "lessons/slow.cs.md": "---\ntitle: Pomalu\n---\n",
    "site.yaml": "name: Acme\nlanguages: [en, cs]\n",
}


def test_the_order_of_files_does_not_matter() -> None:
    files = list({**BASE, **GOALS}.items())
    first = written(dict(files))
    for seed in range(8):
        Random(seed).shuffle(files)
        again = written(dict(files))
        assert again.diagnostics == first.diagnostics
        for field in fields(first.value):  # type: ignore[arg-type]
            one, other = getattr(first.value, field.name), getattr(again.value, field.name)
            assert one == other, field.name
            assert list(one) == list(other) if isinstance(one, dict) else True, field.name


def test_faults_come_in_the_same_order_whatever_the_order_of_files() -> None:
    files = list({**BASE, **GOALS, "teams/search/team.md": "---\nname: S\nparent: nobody\n---\n", "x.txt": ""}.items())
    first = written(dict(files)).diagnostics
    files.reverse()
    assert len(first) == 2
    assert written(dict(files)).diagnostics == first


def test_owners_are_people_by_id_or_by_name_and_else_what_was_written() -> None:
    company = company_of(GOALS)
    trust = company.objectives["search/2026-t3/trust"]
    assert trust.owners == (Owner("Ann Novak", "ann"), Owner("VP Product"))
    assert trust.key_results[0].owners == (Owner("Bo Li", "bo"),)
    assert company.owner("ann") == Owner("Ann Novak", "ann")
    assert company.owner("nobody") == Owner("nobody")


@pytest.mark.parametrize(
    ("owner", "advised"),
    [
        ("ana-novak", "ann-novak"),
        ("ann-novk", "ann-novak"),
        ("Ann-Novak", "ann-novak"),
        ("Ann Nowak", "ann-novak"),
        ("Ann  Novák", "ann-novak"),
        ("boo", None),
        ("VP Product", None),
        ("Anna", None),
    ],
)
def test_an_owner_who_is_almost_a_listed_person_gets_an_advice(owner: str, advised: str | None) -> None:
    files = {
        "people.yaml": "ann-novak: {name: Ann Novak}\nbo: {name: Bo Li}\n",
        "teams/search/2026-t3/okrs.yaml": f"objectives:\n  - id: a\n    title: A\n    owner: {owner}\n",
    }
    shown = " ".join(owner.split()) if "  " not in owner else owner
    expected = (
        f'advice[almost-a-person] teams/search/2026-t3/okrs.yaml:4:12 «{shown}» "{shown}" is not listed in '
        f"people.yaml, "
        f"and almost is (did you mean {advised}?)"
    )
    assert wrong(files) == ([expected] if advised else [])


def test_a_site_needs_its_settings() -> None:
    files = {path: text for path, text in BASE.items() if path != "site.yaml"}
    (only,) = written(files).diagnostics
    assert (only.code, only.place.path) == ("missing-site", "content/site.yaml")
    assert only.message == "site.yaml is missing: every site needs at least a name"
    assert only.hint == "write content/site.yaml with a line such as name: Acme"


def test_a_site_needs_a_name() -> None:
    assert wrong({"site.yaml": "theme: default\n"}) == [
        "error[missing-field] site.yaml:1:1 «theme: default» name is missing"
    ]


def test_settings_protect_those_who_answer_surveys() -> None:
    files = {"site.yaml": "name: Acme\npulse: {min_answers: 2}\nhealth: {on_track: 0.6, at_risk: 0.7}\n"}
    assert wrong(files) == [
        "error[too-few-answers] site.yaml:2:22 «2» fewer than 3 answers would tell who gave them (write 3 or more)",
        "error[limits-out-of-order] site.yaml:3:34 «0.7» at_risk 0.7 is above on_track 0.6 (exchange the two)",
    ]
    company = written({**BASE, **files}).value
    assert company is not None
    assert company.site.pulse.min_answers == 3


@pytest.mark.parametrize(
    ("languages", "said"),
    [
        ("[]", "error[unknown-language] site.yaml:2:12 «[]» a site needs a language (write languages: [en])"),
        ("[en, en]", "error[duplicate-id] site.yaml:2:17 «en» en is listed twice (leave one of them out)"),
    ],
)
def test_languages_are_codes(languages: str, said: str) -> None:
    assert wrong({"site.yaml": f"name: Acme\nlanguages: {languages}\n"}) == [said]


def test_checks_are_set_by_codes_that_exist_and_errors_stay_errors() -> None:
    codes = {"no-baseline": Severity.ADVICE, "dead-link": Severity.ERROR}
    files = {"site.yaml": "name: Acme\nchecks: {no-basline: off, dead-link: warning, no-baseline: off}\n"}
    assert wrong(files, codes) == [
        'error[unknown-code] site.yaml:2:10 «no-basline» no check is called "no-basline" (did you mean no-baseline?)',
        "error[fixed-severity] site.yaml:2:38 «warning» dead-link is always an error: without its cure there is "
        "nothing "
        "right to publish (leave it out)",
    ]


@pytest.mark.parametrize(
    ("site", "cycle", "rhythm"),
    [
        ("", "", (7, 3)),
        ("check_ins: {every: 14d}\n", "", (14, 3)),
        ("check_ins: {every: 14d, grace: 5d}\n", "check_ins: {every: 7d}\n", (7, 5)),
        ("check_ins: {grace: 5d}\n", "check_ins: {grace: 0d}\n", (7, 0)),
    ],
)
def test_a_cycle_has_its_own_rhythm_or_that_of_the_site(site: str, cycle: str, rhythm: tuple[int, int]) -> None:
    files = {"site.yaml": f"name: Acme\n{site}", "cycles/2026.yaml": BASE["cycles/2026.yaml"] + cycle}
    found = company_of(files).cycles["2026"]
    assert (found.every, found.grace) == rhythm


def test_a_cycle_ends_after_it_starts() -> None:
    files = {
        "cycles/2027.yaml": "start: 2027-04-01\nend: 2027-01-31\nevents: [{date: 2027-02-02, end: 2027-02-01, "
        "title: X}]\n"
        "check_ins: {every: 0d}\n"
    }
    assert wrong(files) == [
        "error[end-before-start] cycles/2027.yaml:2:6 «2027-01-31» the cycle ends on 2027-01-31, before it starts on "
        "2027-04-01",
        "error[end-before-start] cycles/2027.yaml:3:34 «2027-02-01» the event ends on 2027-02-01, before it starts on "
        "2027-02-02",
        "error[bad-rhythm] cycles/2027.yaml:4:20 «0d» a check-in cannot be due every 0 days (write 7d for every week)",
    ]


def test_parents_and_teams_that_do_not_exist_are_errors_with_the_nearest_name() -> None:
    files = {
        "people.yaml": "ann: {name: Ann, team: serch}\n",
        "cycles/2026-t3.yaml": "start: 2026-09-01\nend: 2026-12-31\nparent: '2025'\n",
        "teams/search/team.md": "---\nname: Search\nparent: compny\nrollout: {wave: pilot}\n---\n",
    }
    assert wrong(files) == [
        'error[unknown-team] people.yaml:1:24 «serch» no team "serch" (did you mean search?)',
        "error[unknown-cycle] cycles/2026-t3.yaml:3:9 «'2025'» no cycle \"2025\" (did you mean 2026?)",
        'error[unknown-team] teams/search/team.md:3:9 «compny» no team "compny" (did you mean company?)',
        'error[unknown-wave] teams/search/team.md:4:17 «pilot» no wave "pilot"',
    ]


def test_an_old_id_of_a_team_is_corrected_where_an_id_is_wanted() -> None:
    files = {
        "teams/company/team.md": "---\nname: Acme\naliases: [holding]\n---\n",
        "teams/search/team.md": "---\nname: Search\nparent: holding\n---\n",
    }
    assert wrong(files) == [
        'error[unknown-team] teams/search/team.md:3:9 «holding» the team "holding" is called "company" now '
        "(write company)"
    ]


def test_two_things_with_one_id_show_both_places() -> None:
    files = {
        "strategy.md": "---\npillars:\n  - {id: a, title: A}\n  - {id: a, title: B}\n---\n",
        "teams/search/2026-t3/okrs.yaml": """
            objectives:
              - {id: one, title: One, key_results: [{id: k, title: K}, {id: k, title: L}]}
              - {id: one, title: Two}
              - {id: review, title: Three}
            """,
        "teams/company/team.md": "---\nname: Acme\naliases: [search, old]\n---\n",
        "teams/search/team.md": "---\nname: Search\naliases: [old]\n---\n",
    }
    path = "teams/search/2026-t3/okrs.yaml"
    assert wrong(files) == [
        'error[duplicate-id] teams/company/team.md:3:11 «search» "search" is the id of '
        "content/teams/search/team.md, so "
        "that it cannot lead here too (leave one of them out) [teams/search/team.md:2:1: the id is this file's name]",
        'error[duplicate-id] teams/search/team.md:3:11 «old» "old" is an old id of content/teams/company/team.md, so '
        "that it cannot lead here too (leave one of them out) [teams/company/team.md:3:19: also claimed here]",
        f'error[duplicate-id] {path}:3:65 «k» there are two key results "k" here (ids are unique) '
        f"[{path}:3:46: the first key result of that id]",
        f'error[duplicate-id] {path}:4:10 «one» there are two objectives "one" here (ids are unique) '
        f"[{path}:3:10: the first objective of that id]",
        f'error[reserved-id] {path}:5:10 «review» no objective can be called "review": that address belongs to the '
        "retrospective",
        'error[duplicate-id] strategy.md:4:10 «a» there are two pillars "a" here (ids are unique) '
        "[strategy.md:3:10: the first pillar of that id]",
    ]


def test_unknown_files_get_a_warning_that_says_where_they_belong() -> None:
    files: dict[str, str | bytes] = {
        "cycles/2027.yml": "",
        "lessons/chart.png": b"",
        "assets/logo.png": b"",
        "team/search/team.md": "",
        "notes.txt": "",
        "teams/Search/team.md": "",
        "lessons/Slow Launch!.markdown": "",
        ".DS_Store": b"",
        "lessons/.hidden/x.md": "",
    }
    assert wrong(files) == [
        "warning[unknown-file] cycles/2027.yml:1:1 «» content/cycles/2027.yml is not read: it is no kind of content "
        "(rename it to content/cycles/2027.yaml)",
        "warning[unknown-file] lessons/Slow Launch!.markdown:1:1 «» content/lessons/Slow Launch!.markdown is not read: "
        "it is no kind of content (rename it to content/lessons/slow-launch.md)",
        "warning[unknown-file] lessons/chart.png:1:1 «» content/lessons/chart.png is not read: it is no kind of "
        "content "
        "(move it to content/assets/chart.png)",
        "warning[unknown-file] notes.txt:1:1 «» content/notes.txt is not read: it is no kind of content "
        "(pictures and other files go to content/assets/)",
        "warning[unknown-file] team/search/team.md:1:1 «» content/team/search/team.md is not read: it is no kind of "
        "content (files are written like content/teams/search/team.md)",
        "warning[unknown-file] teams/Search/team.md:1:1 «» content/teams/Search/team.md is not read: it is no kind of "
        "content (rename it to content/teams/search/team.md)",
    ]


def test_translations_stand_beside_their_originals() -> None:
    company = company_of(GOALS)
    (czech,) = company.translations["lesson", "slow"]
    assert (czech.language, czech.record.title, czech.path) == ("cs", "Pomalu", "content/lessons/slow.cs.md")


def test_translations_that_cannot_be_shown_are_errors() -> None:
    page = "---\ntitle: X\n---\n"
    files = {
        "site.yaml": "name: Acme\nlanguages: [en, cs]\n",
        "pages/a.md": page,
        "pages/a.de.md": page,
        "pages/a.en.md": page,
        "pages/b.cs.md": page,
        "teams/search/2026-t3/review.cs.md": "---\ntitle: X\n---\n",
    }
    assert wrong(files) == [
        'error[unknown-language] pages/a.de.md:2:1 «title: X» the site has no language "de" '
        "(add de to languages in site.yaml)",
        'error[no-translation] pages/a.en.md:2:1 «title: X» "en" is the site\'s first language '
        "(its text belongs in content/pages/a.md)",
        "error[no-original] pages/b.cs.md:2:1 «title: X» this is a translation of content/pages/b.md, which does not "
        "exist (write content/pages/b.md first)",
        "error[no-translation] teams/search/2026-t3/review.cs.md:2:1 «title: X» a review is written once and has no "
        "translations (rename it to content/teams/search/2026-t3/review.md)",
    ]


def test_broken_settings_do_not_make_every_translation_wrong() -> None:
    files = {**GOALS, "site.yaml": "languages: [en, cs]\n"}
    assert wrong(files) == ["error[missing-field] site.yaml:1:1 «languages: [en, cs]» name is missing"]


def test_a_company_of_nothing_but_faults_can_still_be_read() -> None:
    files = {**GOALS, "teams/search/team.md": "---\nnme: Search\n---\n", "cycles/2026.yaml": "start: [\n"}
    company = written({**BASE, **files}).value
    assert company is not None
    assert company.objectives == {}
    assert company.check_ins == ()
    assert company.lessons["slow"].about == ()
    assert company.cycles["2026-t3"].record.parent is None
