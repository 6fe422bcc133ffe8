"""The page "Reviewing a change": its commands run, and its example is what the command says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.project import ROOT, okrsite
from tests.scratch import scratch, ten_teams

PAGE = (ROOT / "docs/content/pages/reviewing-a-change.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture
def branch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The change of the page, on a branch; and another one on main."""
    work = scratch(tmp_path / "work")
    work.commit({**ten_teams(), "content/site.yaml": "name: Acme\nas_of: 2026-10-31\n", ".gitignore": "/site\n"})
    work.git("checkout", "-qb", "mine")
    goals, week = "content/teams/data/2026-t3/okrs.yaml", "content/teams/search/2026-t3/check-ins/2026-10-30-ann.md"
    amended = "amended: [{date: 2026-10-29, field: target, from: 80, to: 70, reason: A late start}]"
    easier = work.edit(goals, "target: 80", f"target: 70\n        {amended}")
    said = "---\nkey_results: {trust.success: 79, trust.launch: {note: Soon.}}\n---\n"
    work.commit({goals: easier, week: said})
    work.git("checkout", "-q", "main")
    work.commit({"content/lessons/else.md": "---\ntitle: Somebody else's\n---\nx\n"})
    work.git("checkout", "-q", "mine")
    monkeypatch.chdir(work.root)
    return work.root


def test_its_commands_run(branch: Path) -> None:
    lines = [line for kind, block in BLOCK.findall(PAGE) if kind == "sh" for line in block.splitlines()]
    assert len(lines) == 5
    for line in lines:
        program, *words = shlex.split(line)
        assert program == "okrsite"
        done = okrsite(*words)
        assert done.exit_code == 0, (line, done.output)
    assert (branch / "site/preview/index.html").exists()


def test_its_example_is_what_the_command_says(branch: Path) -> None:
    (example,) = [block for kind, block in BLOCK.findall(PAGE) if kind == "text"]
    assert okrsite("diff", "main").stdout.startswith(example)


def test_every_option_that_is_named_exists() -> None:
    known = "".join(okrsite(*command, "--help").output for command in (["init"], ["diff"], ["build"], ["check"]))
    for option in set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", PAGE)):
        assert option in known, option
