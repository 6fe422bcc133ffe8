"""A new project is sound on any day, and has what editors, hosts and forges want."""

from __future__ import annotations

import json
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from okrsite.files import read_tree, shipped
from okrsite.okr.kinds import kind_of
from okrsite.okr.records import Page
from okrsite.pages.headers import headers
from okrsite.source.decode import decode
from okrsite.source.document import parse
from okrsite.work.starter import HALF_A_YEAR, new_project
from tests.project import built, okrsite, said

DAYS = [date(2026, 1, 1), date(2026, 12, 31), date(2028, 2, 29), date(2026, 6, 30), date(2026, 8, 15)]


def project(day: date, forge: str = "github") -> dict[str, bytes]:
    return new_project(read_tree(shipped("starter")), read_tree(shipped(f"ci/{forge}")), day)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_fresh_project_has_no_problems_on_any_day(day: date) -> None:
    files = project(day)
    made = built(files, day)
    assert said(made, files) == ""
    assert made.tree is not None


def test_it_stays_without_errors_for_half_a_year() -> None:
    files = project(date(2026, 11, 22))
    assert not built(files, date(2026, 11, 22) + HALF_A_YEAR).failed


def test_nothing_is_left_of_the_marks() -> None:
    for path, data in project(DAYS[0]).items():
        assert "@" not in path
        if path.startswith("content/"):
            assert "@" not in data.decode()


def test_the_pages_on_how_it_works_have_an_owner_and_a_day_to_read_them_again() -> None:
    day, files = DAYS[4], project(DAYS[4])
    pages = {path for path in files if path.startswith(("content/training/", "content/onboarding/", "content/pages/"))}
    names = {Path(path).stem for path in pages}
    assert {"okr-basics", "first-check-in", "roles", "first-90-days", "faq"} <= names
    for path in (*pages, "content/mission.md", "content/vision.md", "content/strategy.md"):
        known, text = kind_of(path.removeprefix("content/")), parse(files[path], "markdown").value
        assert known
        assert text
        record: Any = decode(text.tree, known[0].model).value
        assert isinstance(record, Page)
        assert record.owner
        assert record.review_by == day + timedelta(days=182)


def test_every_content_file_names_its_schema() -> None:
    for path, data in project(DAYS[0]).items():
        if path.startswith("content/"):
            assert b"# yaml-language-server: $schema=../" in data, path


@pytest.mark.parametrize("forge", ["github", "gitlab"])
def test_the_command_writes_a_project_that_can_be_checked_and_built(tmp_path: Path, forge: str) -> None:
    root = tmp_path / "okrs"
    assert okrsite("init", root, "--ci", forge).exit_code == 0
    checked = okrsite("check", root, "--strict")
    assert (checked.exit_code, checked.output) == (0, "")
    assert okrsite("build", root).exit_code == 0
    assert okrsite("schema", root, "--lines").output == "Everything is up to date.\n"
    again = okrsite("init", root, "--ci", forge)
    assert (again.exit_code, "exists already; nothing was written" in again.stderr) == (2, True)


def test_an_empty_project_has_settings_only(tmp_path: Path) -> None:
    assert okrsite("init", tmp_path, "--empty").exit_code == 0
    assert [path.name for path in (tmp_path / "content").rglob("*")] == ["site.yaml"]
    assert okrsite("check", tmp_path, "--strict").output == ""


def steps(workflow: dict[str, Any]) -> list[str]:
    """The commands that the jobs run."""
    return [step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step]


def okrsites(commands: list[str]) -> list[list[str]]:
    words = [command.split(" > ")[0].split(" || ")[0].split() for command in commands]
    return [one[1:] for one in words if one[0] == "okrsite"]


def test_github_checks_with_annotations_builds_and_publishes() -> None:
    workflow = yaml.safe_load(project(DAYS[0])[".github/workflows/okrs.yml"])
    assert workflow["permissions"] == {"contents": "read"}
    ran = okrsites(steps(workflow))
    assert ["check", "--format", "github"] in ran
    assert ["build"] in ran
    assert all(okrsite(*words, "--help").exit_code == 0 for words in ran)
    checkout = workflow["jobs"]["site"]["steps"][0]
    assert checkout["with"]["fetch-depth"] == 0
    assert workflow["jobs"]["publish"]["permissions"] == {"pages": "write", "id-token": "write"}


def test_gitlab_checks_with_a_report_builds_and_publishes() -> None:
    pipeline = yaml.safe_load(project(DAYS[0], "gitlab")[".gitlab-ci.yml"])
    ran = okrsites(pipeline["site"]["script"])
    assert ["check", "--format", "gitlab"] in ran
    assert ["build"] in ran
    assert all(okrsite(*words, "--help").exit_code == 0 for words in ran)
    assert pipeline["site"]["artifacts"]["reports"]["codequality"] in pipeline["site"]["script"][0]
    assert pipeline["pages"]["artifacts"]["paths"] == ["public"]


def test_hosts_serve_the_same_headers_as_the_dev_server() -> None:
    files, served = project(DAYS[0]), headers(public=False)
    netlify = tomllib.loads(files["netlify.toml"].decode())
    assert netlify["headers"][0]["values"] == dict(served)
    assert netlify["build"]["publish"] == "site"
    nginx = files["hosting/nginx.conf"].decode()
    for name, value in served.items():
        assert nginx.count(f'add_header {name} "{value}" always;') == 2
    assert nginx.count("{") == nginx.count("}")


def test_editors_are_told_of_the_schemas() -> None:
    files = project(DAYS[0])
    told = json.loads(files[".vscode/settings.json"])["yaml.schemas"]
    assert told
    assert all(path.removeprefix("./") in files for path in told)
