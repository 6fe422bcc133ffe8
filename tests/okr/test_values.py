"""Types of key results, and what check-ins say of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from okrsite.okr.model import Entry, Owner
from tests.okr.written import company_of, wrong

GOALS = "teams/search/2026-t3/okrs.yaml"
WEEK = "teams/search/2026-t3/check-ins/2026-09-10-ann.md"


def goals(fields: str) -> str:
    return f"objectives:\n  - id: trust\n    title: T\n    key_results:\n      - {{id: k, title: K, {fields}}}\n"


def week(entry: str) -> str:
    return f"---\nkey_results:\n  trust.k: {entry}\n---\n"


@pytest.mark.parametrize(
    ("fields", "inferred"),
    [
        ("baseline: 61, target: 75", "increase"),
        ("baseline: 75, target: 61", "decrease"),
        ("target: 75", "increase"),
        ("baseline: 5, target: 5", "increase"),
        ("min: 99.9, tolerance: 0.2", "maintain"),
        ("max: 3, over: cycle", "maintain"),
        ("milestones: [{id: cz}, {id: at}]", "milestones"),
        ("levels: {target: two teams}", "levels"),
        ("baseline: 12", "baseline"),
        ("type: baseline", "baseline"),
        ("type: binary", "binary"),
        ("unit: teams, metric: reach", "judged"),
    ],
)
def test_the_type_is_inferred_where_it_was_left_out(fields: str, inferred: str) -> None:
    company = company_of({GOALS: goals(fields)})
    assert company.objectives["search/2026-t3/trust"].key_results[0].type == inferred


def test_a_key_result_of_which_a_check_in_says_true_or_false_is_binary() -> None:
    company = company_of({GOALS: goals("unit: x"), WEEK: week("false")})
    assert company.objectives["search/2026-t3/trust"].key_results[0].type == "binary"
    assert company.check_ins[0].entries[0].value is False


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("type: increase", "«increase» type increase needs target"),
        ("type: maintain", "«maintain» type maintain needs min or max"),
        ("type: milestones", "«milestones» type milestones needs milestones"),
        ("type: levels", "«levels» type levels needs levels"),
        (
            "type: increase, baseline: 9, target: 5",
            "«increase» type increase contradicts the way from 9 to 5 (write type: decrease, or leave type out)",
        ),
        (
            "type: decrease, baseline: 5, target: 9",
            "«decrease» type decrease contradicts the way from 5 to 9 (write type: increase, or leave type out)",
        ),
        ("type: decrease, target: 9", "«9» to decrease something, its value at the start must be known (add baseline)"),
        ("target: -5", "«-5» to decrease something, its value at the start must be known (add baseline)"),
        ("type: judged, target: 9", "«9» target does not belong to type judged (it belongs to type increase)"),
        ("type: binary, min: 9", "«9» min does not belong to type binary (it belongs to type maintain)"),
        ("min: 9, max: 5", "«9» min 9 is above max 5 (exchange the two)"),
        ("min: 9, tolerance: -1", "«-1» a tolerance cannot be below 0"),
        ("tolerance: 1", "«1» tolerance means nothing without min or max (add min or max)"),
        ("stretch: 9", "«9» stretch means nothing without target (add target)"),
        (
            "milestones: [{id: cz, weight: 0}]",
            "«[{id: cz, weight: 0}]» the weights of the milestones add up to 0 (leave them out)",
        ),
    ],
)
def test_what_contradicts_the_type_is_an_error(fields: str, said: str) -> None:
    (only,) = wrong({GOALS: goals(fields)})
    head, _, rest = only.partition(" «")
    assert "«" + rest == said
    assert head.partition("[")[0] == "error"


def test_two_measures_in_one_key_result_show_both() -> None:
    assert wrong({GOALS: goals("target: 9, milestones: [{id: cz}]")}) == [
        f"error[contradicting-measure] {GOALS}:5:50 «[{{id: cz}}]» a key result is measured in one way, and "
        f"target and "
        f"milestones are two (make two key results of it) [{GOALS}:5:35: target is written here]"
    ]


def test_two_milestones_with_one_id_show_both_places() -> None:
    assert wrong({GOALS: goals("milestones: [{id: cz}, {id: cz}]")}) == [
        f'error[duplicate-id] {GOALS}:5:55 «cz» there are two milestones "cz" here (ids are unique) '
        f"[{GOALS}:5:45: the first milestone of that id]"
    ]


def said(fields: str, text: str) -> Entry:
    return company_of({GOALS: goals(fields), WEEK: week(text)}).check_ins[0].entries[0]


@pytest.mark.parametrize(
    ("fields", "text", "value"),
    [
        ("baseline: 61, target: 75", "64.5", Decimal("64.5")),
        ("min: 99", "{value: -3}", Decimal(-3)),
        ("type: baseline", "12", Decimal(12)),
        ("type: binary", "true", True),
        ("levels: {target: two}", "none", "none"),
        ("levels: {target: two}", "stretch", "stretch"),
        ("target: 5, baseline: 0, redacted: true", "$N", "$N"),
    ],
)
def test_a_value_has_the_type_of_its_key_result(fields: str, text: str, value: object) -> None:
    assert said(fields, text).value == value


@pytest.mark.parametrize(
    ("text", "done"), [("[cz, at]", {"cz", "at"}), ("[]", set()), ("cz", {"cz"}), ("{done: at}", {"at"})]
)
def test_milestones_list_what_is_done(text: str, done: set[str]) -> None:
    entry = said("milestones: [{id: cz}, {id: at}]", text)
    assert entry.value is None
    assert entry.done == frozenset(done)


@pytest.mark.parametrize("text", ["40%", "4/10", "0.4", "{progress: 40%}"])
def test_a_bare_value_of_a_judged_key_result_is_its_progress(text: str) -> None:
    entry = said("unit: x", text)
    assert (entry.value, entry.progress) == (None, Decimal("0.4"))


def test_an_entry_keeps_everything_else_it_says() -> None:
    entry = said(
        "target: 9, baseline: 1", "{value: 3, confidence: 6/10, health: at-risk, ask: help, note: N, final: true}"
    )
    assert (entry.confidence, entry.health, entry.ask, entry.note, entry.final) == (
        Decimal("0.6"), "at-risk", "help", "N", True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "text", "message"),
    [
        ("target: 9", "most", "«most» trust.k is measured by a number: expected a number, not most"),
        (
            "target: 9",
            '"64,5 %"',
            '«"64,5 %"» trust.k is measured by a number: expected a number, not 64,5 % (write 64.5)',
        ),
        (
            "target: 9",
            "[cz]",
            "«[cz]» done is for milestones, and trust.k is measured by a number (write value: instead of done:)",
        ),
        (
            "target: 9",
            "{progress: 40%}",
            "«40%» progress is for judged key results, and trust.k is measured by a number "
            "(write value: instead of progress:)",
        ),
        ("type: binary", "yes", "«yes» trust.k is reached or not: expected true or false, not yes"),
        (
            "levels: {target: two}",
            "strech",
            "«strech» trust.k is measured by levels: expected commit, target, stretch or none, not strech "
            "(did you mean stretch?)",
        ),
        (
            "unit: x",
            "40",
            "«40» trust.k is judged by its owner: expected 40%, 6/10 or a number from 0 to 1, not 40 (write 40%)",
        ),
        (
            "unit: x",
            "{value: 40%, progress: 50%}",
            "«50%» value and progress say the same thing here; keep one of them",
        ),
        (
            "milestones: [{id: cz}]",
            "{value: cz, done: [cz]}",
            "«cz» value and done say the same thing here; keep done",
        ),
    ],
)
def test_a_value_of_another_type_is_an_error(fields: str, text: str, message: str) -> None:
    found = wrong({GOALS: goals(fields), WEEK: week(text)})
    assert [line.partition(" ")[0] for line in found] == ["error[wrong-value-type]"]
    assert "«" + found[0].partition("«")[2] == message


@pytest.mark.parametrize(
    ("text", "hint"), [("[cz, ta]", "trust.k has cz, at; write [] while none is done"), ("[atx]", "did you mean at?")]
)
def test_a_milestone_that_does_not_exist_is_an_error(text: str, hint: str) -> None:
    (only,) = wrong({GOALS: goals("milestones: [{id: cz}, {id: at}]"), WEEK: week(text)})
    assert only.startswith(f"error[unknown-milestone] {WEEK}:3:12 «{text}» no milestone ")
    assert only.endswith(f"({hint})")


KEYS = "---\nkey_results: {{{}: 3}}\nobjectives: {{{}: on-track}}\n---\n"


@pytest.mark.parametrize(
    ("key_result", "objective", "message"),
    [
        (
            "trust.kk",
            "trust",
            'unknown-reference] 2:15 «trust.kk» no key result "kk" in objective "trust" (did you mean trust.k?)',
        ),
        (
            "trst.k",
            "trust",
            'unknown-reference] 2:15 «trst.k» no objective "trst" in team "search" (did you mean trust.k?)',
        ),
        ("trust", "trust", "wrong-reference] 2:15 «trust» trust is an objective (write it under objectives:)"),
        (
            "trust.k",
            "trust.k",
            "wrong-reference] 3:14 «trust.k» trust.k is a key result (write it under key_results:)",
        ),
        (
            "trust.k",
            "tust",
            'unknown-reference] 3:14 «tust» no objective "tust" in team "search" (did you mean trust?)',
        ),
        (
            "search/trust.k",
            "trust",
            "unknown-reference] 2:15 «search/trust.k» search/trust.k is not an objective or key result of this team "
            "(did you mean trust.k?)",
        ),
    ],
)
def test_a_check_in_speaks_of_what_its_team_has_in_the_cycle(key_result: str, objective: str, message: str) -> None:
    found = wrong({GOALS: goals("target: 9, baseline: 1"), WEEK: KEYS.format(key_result, objective)})
    assert [line.replace(f"{WEEK}:", "") for line in found] == [f"error[{message}"]


def test_a_check_in_of_broken_goals_is_not_reported() -> None:
    found = wrong({GOALS: "objectives: [{id: trust}]\n", WEEK: week("nonsense")})
    assert found == [f"error[missing-field] {GOALS}:1:14 «{{id: trust}}» title is missing"]


def test_check_ins_without_goals_are_reported_once() -> None:
    found = wrong({WEEK: week("5"), WEEK.replace("10", "17"): week("6"), WEEK.replace("10", "03"): "Hello.\n"})
    assert found == [
        f'error[missing-goals] {WEEK}:3:3 «trust.k: 5» team "search" checks in on goals in 2026-t3, and '
        f"content/{GOALS} is "
        f"missing (write content/{GOALS})"
    ]


def test_date_and_author_of_a_check_in_come_from_its_name() -> None:
    folder = "teams/search/2026-t3/check-ins/"
    files = {
        "people.yaml": "ann: {name: Ann Novak}\n",
        **{
            f"{folder}{name}.md": "Hello.\n"
            for name in ("2026-09-10-ann", "2026-09-03", "2026-09-10-2", "2026-09-10-vp-x")
        },
    }
    found = [(one.on, one.name, one.author) for one in company_of(files).check_ins]
    assert found == [
        (date(2026, 9, 3), "2026-09-03", None),
        (date(2026, 9, 10), "2026-09-10-2", None),
        (date(2026, 9, 10), "2026-09-10-ann", Owner("Ann Novak", "ann")),
        (date(2026, 9, 10), "2026-09-10-vp-x", Owner("vp-x")),
    ]


@pytest.mark.parametrize("name", ["ann-2026-09-10", "2026-09-31-ann", "20260910"])
def test_a_check_in_whose_name_is_no_date_is_an_error(name: str) -> None:
    path = f"teams/search/2026-t3/check-ins/{name}.md"
    assert wrong({path: "---\nmood: 4\n---\n"}) == [
        f'error[bad-file-name] {path}:2:1 «mood: 4» the name of a check-in starts with its date, and "{name}" does not '
        "(a name is written like teams/search/2026-q4/check-ins/2026-11-20-ann.md)"
    ]


def test_a_mood_is_from_1_to_5() -> None:
    assert wrong({WEEK: "---\nmood: 6\n---\n"}) == [
        f"error[wrong-value] {WEEK}:2:7 «6» a mood is a whole number from 1 to 5, not 6"
    ]


def test_blockers_lead_to_goals_and_people() -> None:
    blocker = "---\nblockers: [{about: trust.k, owner: cy}, {about: trust.kk}]\n---\n"
    assert wrong({GOALS: goals("unit: x"), WEEK: blocker}) == [
        f'error[unknown-reference] {WEEK}:2:49 «trust.kk» no key result "kk" in objective "trust" (did you mean '
        f"trust.k?)"
    ]
    company = company_of({GOALS: goals("unit: x"), WEEK: blocker.replace("trust.kk", "trust")})
    assert [(one.about.id, one.owner) for one in company.check_ins[0].blockers if one.about] == [
        ("search/2026-t3/trust.k", Owner("cy")),
        ("search/2026-t3/trust", None),
    ]
