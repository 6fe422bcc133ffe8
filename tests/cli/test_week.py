"""A week in the life of two teams, in a repository with branches and merges."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.project import okrsite


class Repository:
    """A project in git, where people work on branches of their own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        assert okrsite("init", root, "--ci", "github").exit_code == 0
        self.git("init", "--quiet", "-b", "main")
        self.commit("a new project")

    def git(self, *words: str, code: int = 0) -> str:
        who = ("-c", "user.name=Ann", "-c", "user.email=ann@acme.example", "-c", "commit.gpgsign=false")
        done = subprocess.run(["git", "-C", self.root, *who, *words], capture_output=True, text=True)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    def commit(self, what: str) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "-m", what)

    def on_branch(self, name: str, *commands: list[str]) -> None:
        """Somebody's work, each begun from main."""
        self.git("switch", "--quiet", "--create", name, "main")
        for words in commands:
            done = okrsite(*words, "--project", self.root)
            assert done.exit_code == 0, done.output
        self.commit(name)

    def merge(self, *names: str) -> None:
        self.git("switch", "--quiet", "main")
        for name in names:
            self.git("merge", "--quiet", "--no-edit", name)


@pytest.mark.slow
def test_check_ins_teams_and_goals_of_many_branches_meet_without_conflicts(tmp_path: Path) -> None:
    okrs = Repository(tmp_path / "okrs")
    okrs.on_branch(
        "friday-tom",
        ["check-in", "product", "--author", "tom", "--value", "order-in-a-minute.seconds=118", "--mood", "4"],
    )
    okrs.on_branch("friday-ann", ["check-in", "product", "--author", "ann", "--note", "Two shops wait for printers."])
    okrs.on_branch("friday-mira", ["check-in", "customers", "--author", "mira", "--value", "no-empty-shelf.shelf=3"])
    okrs.on_branch(
        "night-shift",
        ["new", "team", "--title", "Night shift", "--owner", "mira", "--set", "parent=company"],
        ["new", "objective", "--team", "night-shift", "--title", "Bread is ready at five", "--owner", "mira"],
    )
    okrs.on_branch(
        "goal", ["new", "objective", "--team", "product", "--title", "Shops order by phone", "--owner", "tom"]
    )
    okrs.merge("friday-tom", "friday-ann", "friday-mira", "night-shift", "goal")
    checked = okrsite("check", okrs.root, "--strict")
    assert (checked.exit_code, checked.output) == (0, "")
    assert okrsite("build", okrs.root).exit_code == 0
    pages = okrs.root / "site/teams"
    assert "118" in (pages / "product/index.html").read_text(encoding="utf-8")
    assert "Bread is ready at five" in (pages / "night-shift/index.html").read_text(encoding="utf-8")
    assert okrs.git("status", "--porcelain") == ""
    okrsite("codeowners", okrs.root)
    assert "/content/teams/night-shift/ @mira\n" in (okrs.root / "CODEOWNERS").read_text()


@pytest.mark.slow
def test_two_goals_written_at_once_are_told_as_a_conflict_and_not_published(tmp_path: Path) -> None:
    okrs = Repository(tmp_path / "okrs")
    for name in ("one", "two"):
        okrs.on_branch(name, ["new", "objective", name, "--team", "product", "--title", f"Goal {name}"])
    okrs.merge("one")
    okrs.git("merge", "two", code=1)
    checked = okrsite("check", okrs.root)
    assert checked.exit_code == 1
    assert "error[merge-conflict]" in checked.stderr
