"""What git knows of a project, for reports on a forge.

In: the project's folder, and what a forge's runner says of the change in its environment. Out: where the project lies
in its repository and which of its files the change touches; nothing where there is no git or no history to compare.
"""

from __future__ import annotations

import os
from pathlib import Path

from okrsite.files.git import published, touched, work_tree
from okrsite.report import Around

TARGETS = ("GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME")
"""Where GitHub and GitLab say which branch a change is meant for."""


def around(project: Path) -> Around:
    """The project in its repository; a change is compared with where it left the branch that it is meant for."""
    tree = work_tree(project)
    if tree is None:
        return Around()
    branches = [name for variable in TARGETS if (name := os.environ.get(variable))]
    base = published(tree, [*branches, "HEAD"])
    return Around(tree.folder, touched(tree, base) if base else frozenset())


def root(project: Path) -> Path:
    """The repository's own folder; the project's where there is no git."""
    tree = work_tree(project)
    return project.resolve().parents[tree.folder.count("/") - 1] if tree and tree.folder else project
