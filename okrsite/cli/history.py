"""What git adds to a build: when each file was last changed, and what a proposed change is compared with.

In: a project's files. Out: the same files with the day of the last commit that touched each. Nothing without git; a
shallow clone would give wrong days, so it gives none and a word on why. Names and mail addresses are never asked for.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from okrsite.diagnostics import Place, advice
from okrsite.files import Sources, commit, fork, last_changes, repository, sources_at, work_tree
from okrsite.memo import Memo

if TYPE_CHECKING:
    from okrsite.build import Preview

SHALLOW = advice(
    "shallow-clone",
    Place("content/site.yaml"),
    "this clone lacks older commits, so no page says when it was last changed",
    "fetch the whole history: git fetch --unshallow, or fetch-depth: 0 in a GitHub workflow",
)


def dated(project: Path, sources: Sources, memo: Memo) -> Sources:
    """The files with their days; the history of one commit is read once."""
    tree = work_tree(project)
    if tree is None or tree.head is None:
        return sources
    if tree.shallow:
        return replace(sources, diagnostics=(*sources.diagnostics, SHALLOW))
    days = memo.call("history", lambda head, folder: last_changes(tree), tree.head, tree.folder)
    return replace(sources, changed={path: date.fromisoformat(day) for path, day in days.items()})


def previewing(project: Path, revision: str, sources: Sources, memo: Memo) -> Preview:
    """What the first page of a preview is made of: the project's files compared with where they left a revision.

    Raises `files.Unanswered` where git does not know it.
    """
    from okrsite.build.comparing import preview_of

    tree = repository(project)
    base = fork(tree, commit(tree, revision), commit(tree, "HEAD"))
    return preview_of(sources_at(tree, base), base, sources, memo)
