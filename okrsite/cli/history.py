"""When each file was last changed, as git knows it.

In: a project's files. Out: the same files with the day of the last commit that touched each. Nothing without git; a
shallow clone would give wrong days, so it gives none and a word on why. Names and mail addresses are never asked for.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from okrsite.diagnostics import Place, advice
from okrsite.files import Sources, last_changes, work_tree
from okrsite.memo import Memo

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
