"""A check-in costs a minute, on a terminal and in scripts, and is refused where `check` would refuse it."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from tests.cli.company import CHECK_INS, DAY, files, project
from tests.project import built, okrsite, texts

SEARCH = ("--as-of", DAY, "--date", DAY, "--author", "ann")


def test_options_say_all_that_a_check_in_can_say(tmp_path: Path) -> None:
    project(tmp_path)
    before = files(tmp_path)
    done = okrsite(
        "check-in", "search", "--project", tmp_path, *SEARCH, "--value", "trust.success=66", "--confidence",
        "trust.success=7/10", "--note", "trust.success=Ranking: done", "--value", "trust.launch=cz, at", "--value",
        "trust.story=40%", "--ask", "trust.story=a second interviewer", "--value", "trust.law=false", "--health",
        "trust=at-risk", "--mood", "4", "--ask", "one engineer", "--decision", "Drop autocomplete", "--blocker",
        "trust.success=log access by Wed", "--note", "What moved.",
    )  # fmt: skip
    assert (done.exit_code, done.stdout) == (0, f"Wrote {tmp_path}/{CHECK_INS}/2026-11-20-ann.md\n")
    assert (tmp_path / CHECK_INS / "2026-11-20-ann.md").read_text() == (
        """\
---
# yaml-language-server: $schema=../../../../../.vscode/schemas/check-in.json
key_results:
  trust.success: {value: 66, confidence: 7/10, note: "Ranking: done"}
  trust.launch: [cz, at]
  trust.story: {value: 40%, ask: a second interviewer}
  trust.law: false
objectives:
  trust: at-risk
mood: 4
blockers: [{about: trust.success, next: log access by Wed}]
ask: one engineer
decisions: [Drop autocomplete]
---
What moved.
"""
    )
    after = files(tmp_path)
    assert {path: after.pop(path) for path in set(after) - set(before)}
    assert after == before
    assert okrsite("check", tmp_path, "--as-of", DAY).exit_code == 0


def test_the_new_value_is_on_the_page(tmp_path: Path) -> None:
    project(tmp_path)
    okrsite("check-in", "search", "--project", tmp_path, *SEARCH, "--value", "trust.success=71.25")
    page = texts(built(files(tmp_path), date.fromisoformat(DAY)))["teams/search/2026-t3/trust/index.html"]
    assert "71.25" in page


def test_a_wrong_value_is_told_in_the_new_text_and_nothing_is_written(tmp_path: Path) -> None:
    project(tmp_path)
    before = files(tmp_path)
    done = okrsite("check-in", "search", "--project", tmp_path, *SEARCH, "--value", "trust.success=66,5")
    assert done.exit_code == 1
    assert done.stderr == (
        "error[wrong-value-type]: trust.success is measured by a number: expected a number, not 66,5\n"
        f"  {CHECK_INS}/2026-11-20-ann.md:4:18\n"
        "   4 |   trust.success: 66,5\n"
        "     |                  ^^^^ write 66.5\n"
        "\n"
        "1 error\n"
        "okrsite: nothing was written\n"
    )
    assert files(tmp_path) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["search", "--value", "trust.sucess=1"], "did you mean trust.success?"),
        (["search", "--value", "trust.launch=cz,de"], "de"),
        (["search", "--mood", "9"], "a mood is a whole number from 1 to 5"),
        (["search", "--note", "See [this](gone.md)"], "gone.md"),
    ],
)
def test_what_check_would_refuse_is_refused(tmp_path: Path, words: list[str], said: str) -> None:
    project(tmp_path)
    before = files(tmp_path)
    done = okrsite("check-in", *words, "--project", tmp_path, *SEARCH)
    assert done.exit_code == 1
    assert said in done.stderr
    assert files(tmp_path) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["serach", "--mood", "3"], "there is no team serach; did you mean search?"),
        (["company", "--mood", "3"], "company has no goals in an open cycle"),
        (["search"], "say what moved: okrsite check-in search --value"),
        (["search", "--value", "66"], "names no key result; write it as trust.success=…"),
        (["search", "--mood", "3", "--date", "2026-11-13"], "2026-11-13-ann.md exists already; nothing was written"),
    ],
)
def test_wrong_use_is_told(tmp_path: Path, words: list[str], said: str) -> None:
    project(tmp_path)
    before = files(tmp_path)
    done = okrsite("check-in", *words[:1], "--project", tmp_path, *SEARCH, *words[1:])
    assert (done.exit_code, said in done.stderr) == (2, True), done.stderr
    assert files(tmp_path) == before


def test_problems_elsewhere_do_not_stop_a_check_in(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "content/people.yaml").write_text("ann: {nmae: Ann, name: Ann}\n")
    assert okrsite("check-in", "search", "--project", root, *SEARCH, "--mood", "3").exit_code == 0


def test_without_an_author_the_second_word_of_a_day_gets_a_number(tmp_path: Path) -> None:
    root = project(tmp_path)
    for _ in range(2):
        words = ("--as-of", DAY, "--date", DAY, "--mood", "3")
        assert okrsite("check-in", "search", "--project", root, *words).exit_code == 0
    assert {"2026-11-20.md", "2026-11-20-2.md"} <= {path.name for path in (root / CHECK_INS).iterdir()}


def test_printing_writes_nothing(tmp_path: Path) -> None:
    before = files(project(tmp_path))
    done = okrsite("check-in", "search", "--project", tmp_path, *SEARCH, "--mood", "3", "--print")
    assert done.stdout.endswith("mood: 3\n---\n")
    assert files(tmp_path) == before


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of Unix")
def test_on_a_terminal_each_key_result_is_asked_for_with_what_is_known(tmp_path: Path) -> None:
    from tests.cli.terminal import typed

    root = project(tmp_path)
    code, shown = typed(
        root,
        ["check-in", "search", "--as-of", DAY, "--date", DAY],
        [
            ("your id", "ann"),
            ("value in % [64.5]", "66,5"), ("value in %", "66"), ("confidence [60%]", "much"), ("confidence", "60%"),
            ("note", "Better."),
            ("value done so far, with commas (cz, at) [cz]", "cz, at"), ("confidence", ""), ("note", ""),
            ("progress", ""),
            ("value (true, false)", "-"),
            ("mood", "good"), ("mood", "4"), ("what would help", ""), ("what moved", "All of it."),
        ],
    )  # fmt: skip
    assert code == 0, shown
    assert "1. Success from 61 to 75\n   trust.success: 64.5%, said on 2026-11-13\n" in shown
    assert "last note: The new ranker helps." in shown
    assert "expected a number, not 66,5; write 66.5" in shown
    assert "expected 40%, 6/10 or a number from 0 to 1, not much" in shown
    assert (root / CHECK_INS / "2026-11-20-ann.md").read_text() == (
        """\
---
# yaml-language-server: $schema=../../../../../.vscode/schemas/check-in.json
key_results:
  trust.success: {value: 66, confidence: 60%, note: Better.}
  trust.launch: [cz, at]
mood: 4
---
All of it.
"""
    )
