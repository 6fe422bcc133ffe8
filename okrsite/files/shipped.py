"""Folders that come with okrsite, and new folders made from them.

In comes the name of a folder, `themes/default`, `starter` or `codes`; out goes its path, or its files as bytes.
`write_new` lays such files into an editor's project without ever overwriting one; `write_over` is for files that are
made by okrsite and for texts that were read a moment ago.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from okrsite.files.disk import Refused, load, replace, write_fresh

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped(name: str) -> Path:
    """The path of a folder that comes with okrsite: inside the wheel, or beside the package in a checkout."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def read_tree(folder: Path) -> dict[str, bytes]:
    """All files of a trusted folder by their path in it, with forward slashes, in order; nothing if it is absent."""
    tree = {}
    for where, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        for name in names:
            path = Path(where, name)
            tree[path.relative_to(folder).as_posix()] = path.read_bytes()
    return dict(sorted(tree.items()))


def write_new(root: Path, tree: Mapping[str, bytes]) -> None:
    """Write new files under a folder, making it where needed; refuses before the first one if any exists already."""
    for path in tree:
        if (root / path).exists() or (root / path).is_symlink():
            raise Refused(f"{path} exists already; nothing was written")
    for path, data in tree.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        write_fresh(str(root / path), data)


def write_over(root: Path, tree: Mapping[str, bytes]) -> tuple[str, ...]:
    """Write files under a folder, each either old or new and never half; out come the paths of those that changed."""
    changed = []
    for path, data in tree.items():
        place = (root / path).absolute()
        if load(str(place)) != data:
            place.parent.mkdir(parents=True, exist_ok=True)
            replace(place, data)
            changed.append(path)
    return tuple(changed)
