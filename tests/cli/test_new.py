"""New files are well formed, sound, and never in the way of others."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from okrsite.work.new import MAKINGS
from tests.cli.company import DAY, FILES, OKRS, files, project
from tests.project import laid, okrsite

TITLE = ("--title", "The **new** one: ours", "--as-of", DAY)
WORDS = {
    "objective": [*TITLE, "--team", "search", "--cycle", "2026-t3"],
    "team": [*TITLE, "--set", "parent=company", "--owner", "ann"],
    "cycle": [*TITLE, "--set", "start=2027-01-01", "--set", "end=2027-04-30"],
    "lesson": [*TITLE, "--cycle", "2026-t3", "--set", "about=[search/trust]"],
    "training": [*TITLE, "--owner", "ann", "--set", "audience=lead"],
    "onboarding": [*TITLE, "--set", "steps=[{day: 1, title: Read}]"],
    "page": [*TITLE, "--body", "Some *text*."],
    "kpi": [*TITLE, "--set", "unit=%", "--set", "series=[{date: 2026-10-01, value: 3}]"],
    "wave": [*TITLE, "--cycle", "2026-t3", "--set", "teams=[search]"],
    "pulse": ["--cycle", "2026-t3", "--as-of", DAY],
    "review": ["--team", "search", "--cycle", "2026-t3", "--set", "went_well=[We asked]", "--as-of", DAY],
}
PLACES = {
    "team": "content/teams/the-new-one-ours/team.md",
    "cycle": "content/cycles/the-new-one-ours.yaml",
    "lesson": "content/lessons/the-new-one-ours.md",
    "training": "content/training/the-new-one-ours.md",
    "onboarding": "content/onboarding/the-new-one-ours.md",
    "page": "content/pages/the-new-one-ours.md",
    "kpi": "content/kpis/the-new-one-ours.yaml",
    "wave": "content/rollout/the-new-one-ours.yaml",
    "pulse": "content/pulse/2026-11-20.yaml",
    "review": "content/teams/search/2026-t3/review.md",
}


def test_every_kind_is_tried() -> None:
    assert WORDS.keys() == MAKINGS.keys()


@pytest.mark.parametrize("kind", sorted(PLACES))
def test_a_new_file_is_the_only_change_and_says_what_else_could_be_said(tmp_path: Path, kind: str) -> None:
    before = files(project(tmp_path))
    done = okrsite("new", kind, "--project", tmp_path, *WORDS[kind])
    assert (done.exit_code, done.stdout) == (0, f"Wrote {tmp_path}/{PLACES[kind]}\n"), done.stderr
    after = files(tmp_path)
    text = after.pop(PLACES[kind]).decode()
    assert after == before
    assert "# yaml-language-server: $schema=../" in text
    assert text.count("\n# ") > 3
    assert okrsite("check", tmp_path, "--as-of", DAY).exit_code == 0


@pytest.mark.parametrize("kind", sorted(PLACES))
def test_a_second_one_is_refused(tmp_path: Path, kind: str) -> None:
    project(tmp_path)
    okrsite("new", kind, "--project", tmp_path, *WORDS[kind])
    before = files(tmp_path)
    done = okrsite("new", kind, "--project", tmp_path, *WORDS[kind])
    assert done.exit_code == 2
    assert done.stderr == f"okrsite: {PLACES[kind]} exists already; nothing was written\n"
    assert files(tmp_path) == before


def test_the_first_objective_of_a_team_makes_the_file(tmp_path: Path) -> None:
    root = laid(tmp_path, {path: data for path, data in FILES.items() if "2026-t3/" not in path})
    words = [*WORDS["objective"], "--owner", "ann", "--key-result", "Calls fall from 9 to 3", "--key-result",
             "{id: nps, title: NPS, baseline: 20, target: 30}"]  # fmt: skip
    assert okrsite("new", "objective", "trust", "--project", root, *words).exit_code == 0
    assert (root / OKRS).read_text() == (
        """\
# yaml-language-server: $schema=../../../../.vscode/schemas/okrs.json
objectives:
  - id: trust
    title: "The **new** one: ours"
    owner: ann
    key_results:
      - {id: calls-fall-from-9-to-3, title: Calls fall from 9 to 3}
      - {id: nps, title: NPS, baseline: 20, target: 30}
"""
    )


def test_another_objective_is_put_behind_the_last_one(tmp_path: Path) -> None:
    root = project(tmp_path)
    assert okrsite("new", "objective", "--project", root, *WORDS["objective"]).exit_code == 0
    assert (root / OKRS).read_bytes() == FILES[OKRS] + (
        b'  - id: the-new-one-ours\n    title: "The **new** one: ours"\n'
    )


def test_where_no_place_is_surely_right_the_lines_are_printed(tmp_path: Path) -> None:
    root = laid(project(tmp_path), {OKRS: "objectives: [{id: trust, title: T}]\n"})
    (root / "content/teams/search/2026-t3/check-ins/2026-11-13-ann.md").unlink()
    done = okrsite("new", "objective", "--project", root, *WORDS["objective"])
    assert done.exit_code == 1
    assert done.stdout == '  - id: the-new-one-ours\n    title: "The **new** one: ours"\n'
    assert done.stderr == f"There is no place in {OKRS} that is surely right. Put this into it yourself:\n"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["objective", "trust", *WORDS["objective"]], 1, 'there are two objectives "trust" here'),
        (["objective", *WORDS["objective"], "--set", "supports=company/grow"], 1, "company/grow"),
        (["objective", "Bad Id", *WORDS["objective"]], 1, "an id of small letters"),
        (["objective", "review", *WORDS["objective"]], 1, "review"),
        (["objective", "new-one", *TITLE, "--team", "nobody", "--cycle", "2026-t3"], 1, "nobody"),
        (["cycle", *TITLE, "--set", "start=2027-01-01"], 1, "end is missing"),
        (["page", *TITLE, "--set", "titel=x"], 1, "there is no field titel here"),
        (["page", *TITLE, "--set", "review_by=1.1.2027"], 1, "expected a date such as 2026-11-22"),
        (["page", *TITLE, "--body", "[x](gone.md)"], 1, "gone.md"),
        (["page", "--as-of", DAY], 2, "say its title with --title, or its id as NAME"),
        (["objective", "--title", "T", "--as-of", DAY], 2, "which team? say it with --team"),
        (["page", *TITLE, "--set", "tags"], 2, "'tags' is not FIELD=VALUE"),
        (["poem", *TITLE], 2, "'poem' is not one of 'objective'"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_written(tmp_path: Path, words: list[str], code: int, said: str) -> None:
    before = files(project(tmp_path))
    done = okrsite("new", *words, "--project", tmp_path)
    assert (done.exit_code, said in done.stderr) == (code, True), done.stderr
    assert files(tmp_path) == before


def test_an_id_that_leads_out_of_its_folder_is_refused(tmp_path: Path) -> None:
    project(tmp_path)
    for name in ("../../../evil", "/evil", "a/../../b"):
        done = okrsite("new", "page", name, *TITLE, "--project", tmp_path)
        assert done.exit_code == 2, done.output
    assert not (tmp_path.parent / "evil.md").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of Unix")
def test_a_terminal_asks_for_what_is_missing_and_again_for_what_is_wrong(tmp_path: Path) -> None:
    from tests.cli.terminal import typed

    root = project(tmp_path)
    code, shown = typed(
        root,
        ["new", "cycle", "--as-of", DAY],
        [
            ("title", ""), ("title", "Cycle 1, 2027"), ("start", "1.1.2027"), ("start", "2027-01-01"),
            ("end", "2027-04-30"), ("parent", ""), ("id [cycle-1-2027]", "2027-t1"),
        ],
    )  # fmt: skip
    assert code == 0, shown
    assert "title is needed" in shown
    assert "expected a date such as 2026-11-22, not 1.1.2027" in shown
    assert (root / "content/cycles/2027-t1.yaml").read_text().startswith(
        "# yaml-language-server: $schema=../../.vscode/schemas/cycle.json\n"
        "title: Cycle 1, 2027\nstart: 2027-01-01\nend: 2027-04-30\n"
    )  # fmt: skip
