"""What git knows of a project, for reports on a forge.

In: the project's folder, and what a forge's runner says of the change in its environment. Out: where the project lies
in its repository and which of its files the change touches; nothing where there is no git or no history to compare.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from okrsite.report import Around

WAIT = 20


def around(project: Path) -> Around:
    """The project in its repository."""
    folder = (_git(project, "rev-parse", "--show-prefix") or "").strip("\n")
    base = _base(project)
    if base is None:
        return Around(folder)
    names = _git(project, "diff", "--name-only", "--relative", "-z", base, "--") or ""
    return Around(folder, frozenset(name for name in names.split("\0") if name))


def root(project: Path) -> Path:
    """The repository's own folder; the project's where there is no git."""
    found = _git(project, "rev-parse", "--show-toplevel")
    return Path(found.rstrip("\n")) if found else project


def _base(project: Path) -> str | None:
    """The commit that the change began from: as the runner says, else where it left the published branch."""
    wanted = (os.environ.get("GITHUB_BASE_REF"), os.environ.get("CI_MERGE_REQUEST_TARGET_BRANCH_NAME"), "HEAD")
    for branch in filter(None, wanted):
        found = _git(project, "merge-base", f"refs/remotes/origin/{branch}", "HEAD")
        if found:
            return found.strip()
    return None


def _git(project: Path, *words: str) -> str | None:
    """What git answers, or None when it cannot."""
    command = ["git", "-C", str(project), *words]
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=WAIT, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "surrogateescape")
