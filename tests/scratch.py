"""A scratch repository in a test: real commits, branches and merges, with a clock of its own."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tests.project import files_of, laid

WHO = {"GIT_AUTHOR_NAME": "Ann Secret", "GIT_AUTHOR_EMAIL": "ann.secret@acme.example"}
WHO |= {"GIT_COMMITTER_NAME": "Bo Secret", "GIT_COMMITTER_EMAIL": "bo.secret@acme.example"}
ALONE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}


@dataclass
class Scratch:
    """A repository in a folder."""

    root: Path
    env: dict[str, str] = field(default_factory=dict)

    def git(self, *words: str, ok: bool = True) -> str:
        """What git says."""
        env = {**os.environ, **WHO, **ALONE, **self.env}
        command = ["git", "-C", str(self.root), "-c", "init.defaultBranch=main", *words]
        done = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
        assert done.returncode == 0 or not ok, done.stderr + done.stdout
        return done.stdout

    def commit(self, files: Mapping[str, str | None], message: str = "words", on: date | None = None) -> str:
        """Write files (None removes one), commit them on a day, say the commit."""
        laid(self.root, {path: text for path, text in files.items() if text is not None})
        for path, text in files.items():
            if text is None:
                (self.root / path).unlink()
        if on:
            self.env = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"{on}T12:00:00+02:00")
        self.git("add", "-A")
        self.git("commit", "--allow-empty", "-qm", message)
        return self.git("rev-parse", "HEAD").strip()

    def edit(self, path: str, old: str, new: str) -> str:
        """A file with one text in place of another, for `commit`."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text
        return text.replace(old, new, 1)


def scratch(root: Path) -> Scratch:
    """A fresh repository."""
    root.mkdir(parents=True, exist_ok=True)
    made = Scratch(root)
    made.git("init", "-q")
    return made


TEAMS = ("search", "data", "design", "growth", "mobile", "sales", "support", "people", "finance", "legal")


def ten_teams() -> dict[str, str]:
    """A company with ten teams in one cycle, each with one objective, and a cycle that is closed."""
    files = {path: data.decode() for path, data in files_of(COMPANY).items()}
    for team in TEAMS:
        files[f"content/teams/{team}/team.md"] = (
            f"---\nname: {team.title()}\nparent: company\nlead: ann\n---\nWe are.\n"
        )
        files[f"content/teams/{team}/2026-t3/okrs.yaml"] = GOALS
        files[f"content/teams/{team}/2026-t3/check-ins/2026-10-16-bo.md"] = (
            "---\nkey_results: {trust.success: 62}\n---\n"
        )
    files["content/teams/search/2026-t2/okrs.yaml"] = GOALS.replace("company/grow", "company/2026/year")
    files["content/teams/search/2026-t2/check-ins/2026-08-14-bo.md"] = "---\nkey_results: {trust.success: 66}\n---\n"
    return files


COMPANY = """\
=== content/site.yaml
name: Acme
repository: {url: https://github.com/acme/okrs}
=== content/people.yaml
ann: {name: Ann Novak, email: ann@acme.example}
bo: {name: Bo Li}
=== content/cycles/2026.yaml
start: 2026-01-01
end: 2026-12-31
=== content/cycles/2026-t2.yaml
title: Cycle 2, 2026
start: 2026-05-01
end: 2026-08-31
parent: "2026"
state: closed
=== content/cycles/2026-t3.yaml
title: Cycle 3, 2026
start: 2026-09-01
end: 2026-12-31
parent: "2026"
=== content/teams/company/team.md
---
name: Acme
---
=== content/teams/company/2026/okrs.yaml
objectives:
  - {id: year, title: A good year}
=== content/teams/company/2026-t3/okrs.yaml
objectives:
  - id: grow
    title: Grow
    progress_from: aligned
=== content/lessons/slow-launch.md
---
title: Slow launch
---
It was slow.
"""

GOALS = """\
objectives:
  - id: trust
    title: People trust search
    owner: ann
    supports: [company/grow]
    key_results:
      - id: success
        title: Raise search success
        unit: "%"
        baseline: 60
        target: 80
        owner: bo
      - {id: launch, title: Launch in three countries, milestones: [{id: cz}, {id: at}, {id: de}]}
"""
