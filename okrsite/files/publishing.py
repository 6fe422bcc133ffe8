"""Publishing a whole site at once.

In comes a tree of files as bytes; out goes the output folder holding exactly these. The next tree is made ready in
okrsite's folder beside the output and then swapped in, so that a reader, or a process killed at any moment, leaves
the last site or the new one. The tree that was swapped out is the next buffer: a manifest says what lies in it, so
only what differs is written, and what the published tree already holds is linked. A file is never changed once
written, only replaced, so links and open handles keep what they had.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha1
from pathlib import Path

from okrsite.files import tree as trees
from okrsite.files.disk import Refused, lock, remove, secret, write_fresh
from okrsite.files.output import MARK, MARKER, Output, claim, find, mend, swap
from okrsite.files.tree import Tree

MANIFEST = "tree 2"
"""What a manifest is sealed for: another form of it is another word."""


@dataclass(frozen=True, slots=True)
class Published:
    """How many files had to be written, and how many of the last site are gone."""

    written: int = 0
    removed: int = 0


def publish(
    root: Path,
    output: Path,
    tree: Mapping[str, bytes],
    digests: Mapping[str, str] | None = None,
    *,
    note: bytes = b"",
    wait: float = 60.0,
    tell: Callable[[str], None] | None = None,
) -> Published:
    """Make the output folder hold exactly this tree, all at once; raises Refused and Busy.

    `tree` maps paths with forward slashes to bytes. `digests` may name the bytes of some paths (equal names, equal
    bytes); a path that has one is looked up in `tree` only when it must be written. `tell` hears why we wait.
    `note` is kept with the tree; `standing` gives it back as long as nobody else touches the folder.
    """
    place = claim(root, output)
    names = _names(tree, digests or {})
    try:
        with lock(os.path.join(place.state, "lock"), str(output), wait, tell):
            return _publish(place, tree, names, note)
    except OSError as failure:
        why = (failure.strerror or str(failure)).lower()
        raise Refused(f"the new site could not be written to {output}: {why}; the last one stays") from failure


def standing(output: Path) -> bytes:
    """The note of the tree that lies in the output folder, if it is exactly as it was published; else nothing."""
    place = find(output)
    tree = trees.recall(place.site, place.state, secret(place.state, MANIFEST)) if place else None
    return tree.note if tree and trees.untouched(tree) else b""


def _publish(place: Output, tree: Mapping[str, bytes], names: Mapping[str, str], note: bytes) -> Published:
    mend(place)
    key = secret(place.state, MANIFEST)
    published = trees.recall(place.site, place.state, key)
    if published and not trees.differs(published, names):
        if published.note != note:
            trees.note(replace(published, note=note), place.state, key)
        return Published()
    spare = replace(_spare(place, key), note=note)
    written = _fill(spare, tree, names, published)
    trees.note(spare, place.state, key)
    swap(place)
    trees.forget_others(place.state, (place.site, place.next))
    gone = len(published.files.keys() - names.keys()) if published else 0
    return Published(written, gone)


def _names(tree: Mapping[str, bytes], digests: Mapping[str, str]) -> dict[str, str]:
    """A name for the bytes of every path, okrsite's mark included."""
    names = {MARKER: "mark"}
    for path in tree:
        if path == MARKER:
            raise ValueError(f"not a path of the site: {MARKER!r}")
        digest = digests.get(path)
        names[path] = f"={digest}" if digest else sha1(tree[path], usedforsecurity=False).hexdigest()
    return names


def _spare(place: Output, key: bytes) -> Tree:
    """The next tree as the build before the last one left it, or an empty one; its manifest is gone from now on."""
    spare = trees.recall(place.next, place.state, key)
    trees.forget(place.next, place.state)
    if spare is None or not trees.clean(spare):
        remove(place.next)
        os.mkdir(place.next)
        spare = Tree(place.next, {}, {"": 0})
    return spare


def _fill(spare: Tree, tree: Mapping[str, bytes], names: Mapping[str, str], published: Tree | None) -> int:
    """Bring the next tree up to date: what is too much goes, what differs is linked or written; how many were."""
    folders = trees.folders_of(names)
    trees.prune(spare, names, folders)
    trees.make_folders(spare, folders)
    written = 0
    for path, name in names.items():
        known = spare.files.get(path)
        if known and known[0] == name:
            continue
        target = os.path.join(spare.path, path)
        if known:
            os.unlink(target)
        status = trees.link(published, path, name, target)
        if status is None:
            status = write_fresh(target, MARK if path == MARKER else tree[path])
            written += path != MARKER
        spare.files[path] = (name, status.st_size, status.st_mtime_ns)
        spare.folders[path.rpartition("/")[0]] = 0
    return written
