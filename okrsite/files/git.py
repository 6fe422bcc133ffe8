"""What git keeps of a project. The only room that runs git, and it never writes.

In: the project's folder, and names of revisions as people type them. Out: commits, the files of one (without a
checkout), the files that a change touches, the day each file was last changed. Where git cannot answer, `Unanswered`
says why in one sentence.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path

from okrsite.diagnostics import Diagnostic
from okrsite.files.names import check_names, normal
from okrsite.files.sources import FOLDERS, LARGEST, TOOLS, Source, Sources, too_large

WAIT = 120
"""Seconds after which git is stuck: a prompt, a dead network drive."""

_HOOKS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
"""What git tells the hooks it runs; it is about their repository and not about the project's."""

_LOG = ("log", "-z", "--format=%x01%cs", "--name-only", "--relative", "--no-renames", "--no-show-signature")
_PLAIN_FILES = ("100644", "100755")


class Unanswered(Exception):
    """Why git cannot say it, as a sentence."""


@dataclass(frozen=True, slots=True)
class WorkTree:
    """A project in a repository: the project's folder below the top (`okrs/`, or empty), the commit that is checked
    out (None before the first one), and whether older commits are missing.
    """

    project: Path
    folder: str
    head: str | None
    shallow: bool


def work_tree(project: Path) -> WorkTree | None:
    """The project as git sees it; None where there is no git, or no repository around the project."""
    try:
        inside, folder, shallow = _lines(project, "--is-inside-work-tree", "--show-prefix", "--is-shallow-repository")
    except Unanswered:
        return None
    return WorkTree(project, folder, _commit(project, "HEAD"), shallow == "true") if inside == "true" else None


def repository(project: Path) -> WorkTree:
    """The same, or the reason why there is none."""
    found = work_tree(project)
    if found is None:
        _git(project, "rev-parse", "--git-dir")
        raise Unanswered(f"{project} is not in the work tree of a git repository")
    if found.head is None:
        raise Unanswered("the repository has no commit yet, so there is nothing to compare with")
    return found


def commit(tree: WorkTree, name: str) -> str:
    """The commit that a branch, a tag or a short hash means."""
    found = None if name.startswith("-") else _commit(tree.project, name)
    if found is None:
        missing = "; this clone is shallow and may lack it, fetch the whole history" if tree.shallow else ""
        raise Unanswered(f"git knows no revision called {name!r}{missing}")
    return found


def fork(tree: WorkTree, base: str, head: str) -> str:
    """The commit at which two commits parted."""
    found = _try(tree.project, "merge-base", base, head)
    if not found:
        if tree.shallow:
            raise Unanswered("this clone is shallow and lacks the commit where the two parted; fetch the whole history")
        raise Unanswered("the two revisions have no commit in common")
    return found.decode().split()[0]


def touched(tree: WorkTree, commit: str) -> frozenset[str]:
    """The project's files that differ from a commit, by their path from the project."""
    names = _try(tree.project, "diff", "--name-only", "--relative", "--no-ext-diff", "-z", commit, "--") or b""
    return frozenset(name for name in map(_text, names.split(b"\0")) if name)


def published(tree: WorkTree, branches: Iterable[str]) -> str | None:
    """The commit where HEAD left the first of these branches that `origin` has."""
    for branch in branches:
        found = _try(tree.project, "merge-base", f"refs/remotes/origin/{branch}", "HEAD")
        if found:
            return found.decode().split()[0]
    return None


def last_changes(tree: WorkTree) -> dict[str, str]:
    """The day of the last commit that changed each file, as its committer wrote it: one pass through the history.

    Check-ins are left out: each has its date in its name, and no page of its own.
    """
    if tree.head is None:
        return {}
    rest = ":(exclude,glob)content/teams/*/*/check-ins/**"
    out = _try(tree.project, *_LOG, tree.head, "--", "content", rest)
    days: dict[str, str] = {}
    day = ""
    for token in (out or b"").split(b"\0"):
        if token.startswith(b"\x01"):
            day = token[1:].decode()
        elif name := _text(token).removeprefix("\n"):
            days.setdefault(normal(name), day)
    return days


def sources_at(tree: WorkTree, commit: str) -> Sources:
    """A project's files as a commit has them, as `read` would find them after a checkout; links are not followed."""
    blobs, faults = _listed(tree, commit)
    out = _git(tree.project, "cat-file", "--batch", given="".join(f"{blob}\n" for _, blob in blobs).encode())
    files = [Source(path, data, _sha1(data)) for (path, _), data in zip(blobs, _batch(out), strict=True)]
    return Sources(tuple(sorted(files, key=lambda source: source.path)), tuple(faults))


def _listed(tree: WorkTree, commit: str) -> tuple[list[tuple[str, str]], list[Diagnostic]]:
    """Path and blob of each file that would be read, and what keeps others out."""
    out = _git(tree.project, "ls-tree", "-r", "-z", "--long", commit, "--", *FOLDERS)
    blobs: list[tuple[str, str]] = []
    faults: list[Diagnostic] = []
    folders: dict[str, list[str]] = {}
    for entry in filter(None, out.split(b"\0")):
        about, _, name = entry.partition(b"\t")
        mode, _, blob, size = about.decode().split()
        path = normal(_text(name))
        if mode not in _PLAIN_FILES or not _shown(path):
            continue
        folder, _, last = path.rpartition("/")
        folders.setdefault(folder + "/", []).append(last)
        if int(size) > LARGEST:
            faults.append(too_large(path, int(size)))
        else:
            blobs.append((path, blob))
    return blobs, [*faults, *(fault for folder in sorted(folders) for fault in check_names(folder, folders[folder]))]


def _shown(path: str) -> bool:
    """Whether a file is neither hidden nor a tool's; see `sources`."""
    return not any(part[0] in ".#" or part[-1] == "~" or part in TOOLS for part in path.split("/"))


def _batch(out: bytes) -> Iterator[bytes]:
    """The contents that `cat-file --batch` printed."""
    at = 0
    while at < len(out):
        end = out.index(b"\n", at)
        size = int(out[at:end].split()[2])
        yield out[end + 1 : end + 1 + size]
        at = end + size + 2


def _sha1(data: bytes) -> str:
    return sha1(data, usedforsecurity=False).hexdigest()


def _text(name: bytes) -> str:
    """A path as text; what is no UTF-8 is marked, as the disk's own room does."""
    return name.decode("utf-8", "surrogateescape")


def _commit(project: Path, name: str) -> str | None:
    found = _try(project, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    return found.decode().strip() if found else None


def _lines(project: Path, *questions: str) -> list[str]:
    return _text(_git(project, "rev-parse", *questions)).split("\n")[: len(questions)]


def _try(project: Path, *words: str) -> bytes | None:
    """What git answers, or None where it cannot."""
    try:
        return _git(project, *words)
    except Unanswered:
        return None


def _git(project: Path, *words: str, given: bytes | None = None) -> bytes:
    """What git answers."""
    command = ["git", "-c", "core.quotePath=off", "-C", str(project), *words]
    outside = {name: value for name, value in os.environ.items() if name not in _HOOKS}
    outside |= {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    try:
        done = subprocess.run(command, input=given or b"", capture_output=True, timeout=WAIT, env=outside)
    except FileNotFoundError:
        raise Unanswered("git is not installed, or not on the PATH") from None
    except subprocess.TimeoutExpired:
        raise Unanswered(f"git {words[0]} did not answer within {WAIT} seconds") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
        raise Unanswered(said.removeprefix("fatal: ") or f"git {words[0]} failed")
    return done.stdout
