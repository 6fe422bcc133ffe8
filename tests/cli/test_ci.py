"""What the forges run for a change: the same steps, run here by a shell on a real branch."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from okrsite.report import MARKER
from tests.project import ROOT, okrsite
from tests.scratch import Scratch, scratch, ten_teams

WEEK = "content/teams/search/2026-t3/check-ins/2026-10-30-ann.md"
GOOD = "---\nkey_results: {trust.success: 76}\n---\n"


@pytest.fixture
def work(tmp_path: Path) -> Scratch:
    """A pull request with a check-in, as the runner has it: merged into what is published."""
    made = scratch(tmp_path / "work")
    made.commit({**ten_teams(), "content/site.yaml": "name: Acme\nas_of: 2026-10-31\n", ".gitignore": "/site\n"})
    made.git("tag", "base")
    made.commit({WEEK: GOOD})
    return made


def workflow() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "okrsite/ci/github/.github/workflows/okrs.yml").read_text("utf-8"))
    return found


def pipeline() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "okrsite/ci/gitlab/.gitlab-ci.yml").read_text("utf-8"))
    return found


def in_pull_request(job: dict[str, Any]) -> list[str]:
    """The commands of a job for a pull request, without the installation."""
    steps = [step for step in job["steps"] if "!=" not in step.get("if", "")]
    return [step["run"] for step in steps if "run" in step and "pip install" not in step["run"]]


def shell(command: str, folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """As a runner does it, with our own commands on the path."""
    path = os.pathsep.join((env.pop("first", ""), str(Path(sys.executable).parent), os.environ["PATH"]))
    around = {**os.environ, "CI": "true", "PATH": path, **env}
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", command],
        cwd=folder,
        env=around,
        capture_output=True,
        text=True,
        check=False,
    )


def fake(folder: Path, name: str, answer: str) -> Path:
    """A program that writes down how it was called, and answers."""
    folder.mkdir(exist_ok=True)
    program = folder / name
    program.write_text(f'#!/bin/sh\necho "$@" >> "{folder}/calls"\n{answer}\n', encoding="utf-8")
    program.chmod(0o755)
    return folder


def test_github_says_what_a_pull_request_means_and_builds_a_preview(work: Scratch) -> None:
    for command in in_pull_request(workflow()["jobs"]["site"]):
        done = shell(command, work.root, BASE=work.git("rev-parse", "base").strip())
        assert done.returncode == 0, done.stderr + done.stdout
    change = (work.root / "change.md").read_text(encoding="utf-8")
    assert change.startswith(MARKER)
    assert "Search, “Raise search success”: came closer to its target: 62% → 76%." in change
    assert "A preview of a proposed change" in (work.root / "site/index.html").read_text(encoding="utf-8")
    assert (work.root / "site/preview/index.html").exists()


def test_a_change_with_an_error_is_annotated_and_still_explained(work: Scratch) -> None:
    work.commit({WEEK: "---\nkey_results: {trust.sucess: 76}\n---\n"})
    say, check, *_ = in_pull_request(workflow()["jobs"]["site"])
    assert shell(say, work.root, BASE="base").returncode == 0
    assert "There is an error in this change" in (work.root / "change.md").read_text(encoding="utf-8")
    annotated = shell(check, work.root, BASE="base")
    assert annotated.returncode == 1
    assert annotated.stdout.startswith(f"::error file={WEEK},line=2,")


@pytest.mark.parametrize(
    ("known", "method"), [("", "POST repos/a/b/issues/1/comments"), ("7", "PATCH repos/a/b/issues/comments/7")]
)
def test_github_keeps_one_comment_that_is_written_anew(tmp_path: Path, known: str, method: str) -> None:
    (command,) = in_pull_request(workflow()["jobs"]["comment"])
    programs = fake(tmp_path / "bin", "gh", f'case "$*" in *--jq*) echo "{known}";; esac')
    (tmp_path / "change.md").write_text(f"{MARKER}\nwords\n", encoding="utf-8")
    comments = {"COMMENTS": "repos/a/b/issues/1/comments", "COMMENT": "repos/a/b/issues/comments"}
    done = shell(command, tmp_path, GITHUB_STEP_SUMMARY=str(tmp_path / "summary"), first=str(programs), **comments)
    assert done.returncode == 0, done.stderr
    asked, written = (programs / "calls").read_text(encoding="utf-8").splitlines()
    assert "--paginate repos/a/b/issues/1/comments" in asked
    assert written == f"api --silent -X {method} -F body=@change.md"
    assert MARKER in (tmp_path / "summary").read_text(encoding="utf-8")


def test_a_token_that_may_only_read_fails_nothing(tmp_path: Path) -> None:
    (command,) = in_pull_request(workflow()["jobs"]["comment"])
    programs = fake(tmp_path / "bin", "gh", 'case "$*" in *--jq*) ;; *) exit 1;; esac')
    (tmp_path / "change.md").write_text(f"{MARKER}\n", encoding="utf-8")
    done = shell(command, tmp_path, GITHUB_STEP_SUMMARY=os.devnull, first=str(programs), COMMENTS="c", COMMENT="c")
    assert (done.returncode, done.stdout) == (0, "No comment: from a fork this job may only read.\n")


def test_the_job_that_may_write_runs_nothing_of_the_change() -> None:
    jobs = workflow()["jobs"]
    assert jobs["comment"]["permissions"] == {"pull-requests": "write"}
    assert "permissions" not in jobs["site"]
    for step in jobs["comment"]["steps"]:
        assert "checkout" not in step.get("uses", "")
        assert "pip" not in step.get("run", "")
        assert "okrsite " not in step.get("run", "").replace("<!-- okrsite diff -->", "")
    assert "${{" not in "".join(step.get("run", "") for job in jobs.values() for step in job["steps"])


def test_gitlab_says_what_a_merge_request_means_and_builds_a_preview(work: Scratch) -> None:
    base = work.git("rev-parse", "base").strip()
    for command in pipeline()["preview"]["script"]:
        done = shell(command, work.root, CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
        assert done.returncode == 0, done.stderr
    assert json.loads((work.root / "gl-code-quality-report.json").read_text(encoding="utf-8")) == []
    assert (work.root / "change.md").read_text(encoding="utf-8").startswith(MARKER)
    assert (work.root / "site/preview/index.html").exists()


@pytest.mark.parametrize(("known", "method"), [("", "-X POST"), ("7", "-X PUT")])
def test_gitlab_keeps_one_comment_that_is_written_anew(tmp_path: Path, known: str, method: str) -> None:
    programs = fake(tmp_path / "bin", "curl", "echo '[]'")
    fake(tmp_path / "bin", "jq", f'cat > {os.devnull}; echo "{known}"')
    (tmp_path / "change.md").write_text(f"{MARKER}\n", encoding="utf-8")
    env = {
        "CI_API_V4_URL": "https://gl/api/v4",
        "CI_PROJECT_ID": "3",
        "CI_MERGE_REQUEST_IID": "5",
        "OKRSITE_TOKEN": "t",
    }
    done = shell("\n".join(pipeline()["comment"]["script"]), tmp_path, first=str(programs), **env)
    assert done.returncode == 0, done.stderr
    last = (programs / "calls").read_text(encoding="utf-8").splitlines()[-1]
    assert method in last
    assert last.endswith(f"body@change.md https://gl/api/v4/projects/3/merge_requests/5/notes{'/7' if known else ''}")
    assert pipeline()["comment"]["variables"] == {"GIT_STRATEGY": "none"}


def test_the_files_of_both_forges_come_with_a_new_project(tmp_path: Path) -> None:
    for forge, path in (("github", ".github/workflows/okrs.yml"), ("gitlab", ".gitlab-ci.yml")):
        assert okrsite("init", tmp_path / forge, "--ci", forge).exit_code == 0
        assert MARKER in (tmp_path / forge / path).read_text(encoding="utf-8")
