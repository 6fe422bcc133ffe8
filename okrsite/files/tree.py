"""A tree of files on the disk and the manifest that says what lies in it.

In come the folder of a tree and okrsite's own folder, in which its manifest is kept; out go `Tree` values. A
manifest names the bytes of every file and remembers its size and times, so that whatever somebody else has changed,
added or taken away is noticed without reading it. One that is damaged or absent means that nothing is known.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from okrsite.files.disk import load, lstat, remove, replace, seal, unseal

Entry = tuple[str, int, int]
"""The name of a file's bytes, its size, and when it was written, in ns."""


@dataclass(frozen=True, slots=True)
class Tree:
    """What lies in a folder: its files, and when each folder in it last changed (ns; 0: to be looked up).

    `note` is what whoever published it wants to find with it again.
    """

    path: str
    files: dict[str, Entry]
    folders: dict[str, int]
    note: bytes = b""


def recall(path: str, state: str, key: bytes) -> Tree | None:
    """The tree as its manifest tells, or None when there is none; whether it still holds is not known yet."""
    manifest = _manifest(path, state)
    known = unseal(key, load(manifest)) if manifest else None
    return Tree(path, *known) if known else None


def note(tree: Tree, state: str, key: bytes) -> None:
    """Write the manifest of a tree that is ready."""
    for folder, changed in tree.folders.items():
        if not changed:
            tree.folders[folder] = os.lstat(os.path.join(tree.path, folder)).st_mtime_ns
    manifest = _manifest(tree.path, state)
    if manifest:
        replace(manifest, seal(key, (tree.files, tree.folders, tree.note)))


def forget(path: str, state: str) -> None:
    """Remove a tree's manifest before the tree is touched: a manifest never tells of half a change."""
    manifest = _manifest(path, state)
    if manifest:
        remove(manifest)


def forget_others(state: str, paths: Iterable[str]) -> None:
    """Remove what is left of trees that are no more, and of writing that was cut short."""
    kept = {manifest for path in paths if (manifest := _manifest(path, state))}
    for name in os.listdir(state):
        path = os.path.join(state, name)
        if name.startswith(("tree-", ".okrsite-")) and path not in kept:
            remove(path)


def differs(tree: Tree, names: Mapping[str, str]) -> bool:
    """Whether the tree, as the manifest tells it or as it really is, holds anything but these."""
    if tree.files.keys() != names.keys() or any(tree.files[path][0] != name for path, name in names.items()):
        return True
    return not untouched(tree)


def untouched(tree: Tree) -> bool:
    """Whether the tree really is as the manifest tells."""
    return _survey(tree) == ([], [])


def clean(tree: Tree) -> bool:
    """Undo what somebody else did to a tree; False when it is not worth it and the tree should be made anew."""
    changes = _survey(tree)
    if changes is None:
        return False
    folders, files = changes
    for folder in folders:
        tree.folders[folder] = 0
        for name in os.listdir(os.path.join(tree.path, folder)):
            path = f"{folder}/{name}" if folder else name
            if path not in tree.files and path not in tree.folders:
                remove(os.path.join(tree.path, path))
    for path in files:
        remove(os.path.join(tree.path, path))
        del tree.files[path]
        tree.folders[path.rpartition("/")[0]] = 0
    return True


def prune(tree: Tree, names: Mapping[str, str], folders: Collection[str]) -> None:
    """Remove the files and folders that the next site does not have."""
    for path in tree.files.keys() - names.keys():
        os.unlink(os.path.join(tree.path, path))
        del tree.files[path]
        tree.folders[path.rpartition("/")[0]] = 0
    for folder in sorted(tree.folders.keys() - folders, reverse=True):
        os.rmdir(os.path.join(tree.path, folder))
        del tree.folders[folder]
        tree.folders[folder.rpartition("/")[0]] = 0


def make_folders(tree: Tree, folders: Collection[str]) -> None:
    """Make the folders that are missing."""
    for folder in sorted(folders - tree.folders.keys()):
        os.mkdir(os.path.join(tree.path, folder))
        tree.folders[folder] = 0
        tree.folders[folder.rpartition("/")[0]] = 0


def folders_of(names: Collection[str]) -> set[str]:
    """All folders that these paths need; raises ValueError for paths that leave the tree or contradict each other."""
    folders = {""}
    for path in names:
        folder, _, name = path.rpartition("/")
        if name in ("", ".", "..") or "\\" in path or "\0" in path or path[0] == "/":
            raise ValueError(f"not a path inside the site: {path!r}")
        while folder not in folders:
            folders.add(folder)
            folder, _, name = folder.rpartition("/")
            if name in ("", ".", ".."):
                raise ValueError(f"not a path inside the site: {path!r}")
    if both := folders.intersection(names):
        raise ValueError(f"a file and a folder at once: {min(both)!r}")
    return folders


def link(published: Tree | None, path: str, name: str, target: str) -> os.stat_result | None:
    """Give the published file a second name if it has just these bytes; None when it must be written."""
    known = published.files.get(path) if published else None
    if published is None or known is None or known[0] != name:
        return None
    source = os.path.join(published.path, path)
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:  # gone, or a filesystem that has no links
        return None
    status = os.lstat(target)
    if not _same(status, known):
        os.unlink(target)
        return None
    return status


def _same(status: os.stat_result | None, known: Entry) -> bool:
    """Whether a file is the one that the manifest tells of."""
    if status is None or not stat.S_ISREG(status.st_mode):
        return False
    return status.st_size == known[1] and status.st_mtime_ns == known[2]


def _survey(tree: Tree) -> tuple[list[str], list[str]] | None:
    """The folders in which something came or went, and the files that are not as they were written.

    None when a folder is gone or has become something else: then no path below it can be trusted.
    """
    top, folders = tree.path + os.sep, []
    for folder, changed in tree.folders.items():
        status = lstat(top + folder)
        if status is None or not stat.S_ISDIR(status.st_mode):
            return None
        if status.st_mtime_ns != changed:
            folders.append(folder)
    return folders, [path for path, known in tree.files.items() if not _same(lstat(top + path), known)]


def _manifest(path: str, state: str) -> str:
    """Where a tree's manifest lies: the name follows the folder through a swap. Nothing if there is no folder."""
    status = lstat(path)
    return os.path.join(state, f"tree-{status.st_ino}") if status else ""
