"""What forges and scanners read: valid by their schemas, stable, and safe whatever the content says."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft4Validator, Draft7Validator

from okrsite import report
from okrsite.diagnostics import Diagnostic, Place, Related, advice, error, warning
from okrsite.report import Around
from tests.project import LEAST, ROOT, files_of, laid, okrsite

OKRS = "content/teams/search/2026-t3/okrs.yaml"
FILES = {
    OKRS: "objectives:\n  - id: trust\n    title: 100 % sure, or not: x\n    supports: [company/grwo.nps]\n",
    "content/pages/more & more.md": "---\ntitle: Questions\n---\nText\n",
}
CLASH = error(
    "same-address",
    Place("content/pages/more & more.md", ("title",)),
    "/pages/faq/ is the address of two pages: 100 %",
    "rename one",
    Related(Place(OKRS, ("objectives", 0, "id")), "the other page"),
)
SOME = [
    CLASH,
    warning("odd", Place(OKRS, ("objectives", 0, "title")), "this is odd"),
    advice("nice", Place("content/gone.md"), "this would be nice", "do it"),
]
HOSTILE = (
    "x\n::set-env name=PATH::/tmp ::stop-commands::t ##[add-mask]a @everyone <img src=x> [a](javascript:b) `|` %0A"
)


def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / "tests/schemas" / name).read_text(encoding="utf-8"))
    return found


def many(level: Any, count: int, path: str = OKRS) -> list[Diagnostic]:
    return [level(f"code-{number}", Place(path), f"problem {number}") for number in range(count)]


COMMAND = re.compile(r"::(\w+) ([^:]*)::(.*)")


def runner(text: str) -> list[tuple[str, dict[str, str], str]]:
    """The commands that GitHub's runner finds, as its own source reads them."""
    found = []
    for line in text.splitlines():
        match = COMMAND.fullmatch(line.lstrip())
        if match:
            level, told, message = match.groups()
            pairs = (pair.split("=", 1) for pair in told.split(","))
            found.append((level, {name: freed(value) for name, value in pairs}, freed(message)))
        else:
            assert not line.lstrip().startswith("::")
            assert "##[" not in line
    return found


def freed(text: str) -> str:
    for code, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def test_github_gets_each_problem_beside_its_line() -> None:
    found = runner(report.workflow_commands(SOME, FILES.get, Around("okrs/")))
    assert found == [
        (
            "error",
            {"file": "okrs/content/pages/more & more.md", "line": "2", "col": "8", "endColumn": "17",
             "title": "same-address"},
            "/pages/faq/ is the address of two pages: 100 %\nrename one",
        ),
        ("warning", {"file": f"okrs/{OKRS}", "line": "3", "col": "12", "endColumn": "30", "title": "odd"},
         "this is odd"),
        ("notice", {"file": "okrs/content/gone.md", "line": "1", "col": "1", "endColumn": "1", "title": "nice"},
         "this would be nice\ndo it"),
    ]  # fmt: skip


def test_github_shows_ten_of_each_level_and_files_touched_first() -> None:
    here, there = many(error, 12), many(error, 3, "content/z.md")
    told = report.workflow_commands(
        [*here, *there, *many(warning, 4)], FILES.get, Around("", frozenset({"content/z.md"}))
    )
    found = runner(told)
    assert [level for level, _, _ in found] == ["error"] * 10 + ["warning"] * 4
    assert [place["file"] for _, place, _ in found[:3]] == ["content/z.md"] * 3
    assert "5 more, which GitHub would not show beside the lines:\n" in told
    assert told.count("error[code-") == 5


def test_the_summary_holds_them_all() -> None:
    told = report.step_summary([*many(error, 40), *SOME], FILES.get)
    assert told.startswith("### okrsite: 41 errors, 1 warning, 1 advice\n")
    assert told.count("\n| ") == 43 + 2
    assert report.step_summary([], FILES.get) == "okrsite found no problems.\n"
    assert len(report.step_summary([*many(error, 9000, "content/" + "x" * 200)], FILES.get)) < 1_000_000


@pytest.mark.parametrize("level", [error, warning, advice])
def test_content_cannot_speak_to_the_runner_or_in_markdown(level: Any) -> None:
    hostile = [level("code", Place(f"content/{n},::error ##[x]\n::x"), f"{HOSTILE} {n}", HOSTILE) for n in range(12)]
    found = runner(report.workflow_commands(hostile, FILES.get))
    assert len(found) == 10
    assert all(message.startswith("x\n::set-env") for _, _, message in found)
    told = report.step_summary(hostile, FILES.get)
    assert "<img" not in told
    assert "@everyone" not in told
    assert "](javascript" not in told.replace("\\]\\(", "")
    assert all(line.count("|") - line.count("\\|") == 3 for line in told.splitlines() if line.startswith("|"))


def test_gitlab_gets_a_code_quality_report() -> None:
    items = json.loads(report.code_quality(SOME, FILES.get, Around("okrs/")))
    Draft7Validator(schema("gitlab-code-quality.json")).validate(items)
    assert items[1]["location"] == {"path": "okrs/content/pages/more & more.md", "lines": {"begin": 2}}
    assert [item["severity"] for item in items] == ["info", "major", "minor"]
    assert json.loads(report.code_quality([], FILES.get)) == []


def fingerprints(problems: Iterable[Diagnostic], files: dict[str, str]) -> list[str]:
    return [item["fingerprint"] for item in json.loads(report.code_quality(problems, files.get))]


def test_fingerprints_are_unique_and_stay_when_lines_move() -> None:
    twice = [*SOME, warning("odd", Place(OKRS, ("objectives", 0, "id")), "this is odd")]
    assert len(set(fingerprints(twice, FILES))) == len(twice)
    moved = {path: f"# a comment\n{text}" for path, text in FILES.items() if path == OKRS}
    assert fingerprints(twice, FILES) == fingerprints(twice, {**FILES, **moved})


def test_sarif_follows_its_schema() -> None:
    log = json.loads(
        report.sarif(SOME, FILES.get, Around("okrs/"), {"odd": "# odd\nseverity: x\n\nIt is\nodd.\n\nMore\n"})
    )
    Draft4Validator(schema("sarif-2.1.0.json")).validate(log)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == ["nice", "same-address", "odd"]
    assert rules[1]["shortDescription"] == {"text": "It is odd."}
    place = run["results"][1]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "okrs/content/pages/more%20%26%20more.md"
    assert place["region"] == {"startLine": 2, "startColumn": 8, "endLine": 2, "endColumn": 17}
    assert run["results"][1]["relatedLocations"][0]["message"] == {"text": "the other page"}
    Draft4Validator(schema("sarif-2.1.0.json")).validate(json.loads(report.sarif([], FILES.get)))


BROKEN = {**LEAST, **files_of("=== content/site.yaml\nname: Acme\nnmae: Acme\n")}


def test_the_command_speaks_every_format(tmp_path: Path) -> None:
    project = laid(tmp_path, BROKEN)
    said = {form: okrsite("check", project, "--format", form) for form in ("json", "github", "gitlab", "sarif")}
    assert {result.exit_code for result in said.values()} == {1}
    assert json.loads(said["json"].stdout)["summary"] == {"error": 1, "warning": 0, "advice": 0}
    assert [place["title"] for _, place, _ in runner(said["github"].stdout)] == ["unknown-field"]
    Draft7Validator(schema("gitlab-code-quality.json")).validate(json.loads(said["gitlab"].stdout))
    log = json.loads(said["sarif"].stdout)
    Draft4Validator(schema("sarif-2.1.0.json")).validate(log)
    assert "help" in log["runs"][0]["tool"]["driver"]["rules"][0]


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=Ann", "-c", "user.email=ann@acme.example", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", folder, *who, *words], check=True, capture_output=True)


def test_in_a_pull_request_the_project_may_lie_in_a_folder_and_touched_files_come_first(tmp_path: Path) -> None:
    laid(tmp_path / "okrs", {**BROKEN, "content/people.yaml": "ann: {nmae: Ann, name: Ann}\n"})
    git(tmp_path, "init", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "first")
    git(tmp_path, "update-ref", "refs/remotes/origin/main", "HEAD")
    git(tmp_path, "checkout", "-b", "change")
    laid(tmp_path / "okrs", {"content/site.yaml": "name: Acme\nnmae: Acme\n# touched\n"})
    git(tmp_path, "commit", "-am", "second")
    summary = tmp_path / "summary.md"
    env = {"GITHUB_BASE_REF": "main", "GITHUB_STEP_SUMMARY": str(summary)}
    found = runner(okrsite("check", tmp_path / "okrs", "--format", "github", env=env).stdout)
    assert [place["file"] for _, place, _ in found] == ["okrs/content/site.yaml", "okrs/content/people.yaml"]
    assert summary.read_text().startswith("### okrsite: 2 errors\n")


def test_the_pre_commit_hook_runs_a_command_that_there_is() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert {"id", "name", "entry", "language"} <= hook.keys()
    program, *words = hook["entry"].split()
    assert program == "okrsite"
    assert okrsite(*words, "--help").exit_code == 0
    assert re.search(hook["files"], OKRS)
    assert hook["pass_filenames"] is False
