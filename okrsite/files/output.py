"""The output folder: whose it is, and how a new tree takes its place.

In come the project's folder and the output's; out goes an `Output`, which only a folder that okrsite made, that is
empty or that does not exist yet can become. Beside it lies a hidden folder of okrsite's own, on the same filesystem,
in which the next tree is made ready; `swap` exchanges the two, and `recover` mends a swap that was cut short.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from okrsite.files.disk import Refused, is_folder, load, lstat, remove, write_fresh

MARKER = ".okrsite"
"""The name of the file that says a folder was made by okrsite and may be cleared by it."""

MARK = b"okrsite made this folder and may clear it.\n"

_EXCHANGE = 2
_HERE = -100


@dataclass(frozen=True, slots=True)
class Output:
    """The output folder `site`, and in okrsite's folder `state` beside it the next tree and, for moments, the old."""

    site: str
    state: str

    @property
    def next(self) -> str:
        """The tree that is made ready."""
        return os.path.join(self.state, "next")

    @property
    def old(self) -> str:
        """Where the last tree waits while two renames do the work of an exchange."""
        return os.path.join(self.state, "old")


def is_ours(folder: str) -> bool:
    """Whether okrsite made a folder."""
    return load(os.path.join(folder, MARKER)) == MARK


def claim(root: Path, output: Path) -> Output:
    """The output folder, with okrsite's own beside it made where needed; raises Refused for any folder not ours."""
    parent, name = os.path.split(os.path.abspath(output))
    if not name or name == "..":
        raise Refused(f"{output} cannot be the output: it is the root of the disk")
    parent = os.path.realpath(parent)
    site = os.path.join(parent, name)
    _check_place(site, os.path.realpath(root), str(output))
    _check_free(site, str(output))
    state = os.path.join(parent, f".okrsite-{name}")
    try:
        os.makedirs(parent, exist_ok=True)
        _own(state)
    except OSError as failure:
        why = (failure.strerror or str(failure)).lower()
        raise Refused(f"the next site cannot be made ready beside {output}: {why}") from failure
    return Output(site, state)


def find(output: Path) -> Output | None:
    """The output folder of an earlier build with okrsite's own beside it; None where there is none."""
    parent, name = os.path.split(os.path.abspath(output))
    parent = os.path.realpath(parent)
    state = os.path.join(parent, f".okrsite-{name}")
    return Output(os.path.join(parent, name), state) if is_folder(state) and is_ours(state) else None


def recover(output: Path) -> None:
    """Bring the last site back if a build was stopped between two renames; to be called when okrsite starts."""
    place = find(output)
    if place:
        mend(place)


def mend(place: Output) -> None:
    """Finish or undo a swap that was cut short."""
    if not is_folder(place.old):
        return
    if lstat(place.site) is None:
        os.rename(place.old, place.site)
    elif lstat(place.next) is None:
        os.rename(place.old, place.next)
    else:
        remove(place.old)


def swap(place: Output) -> None:
    """Put the next tree in the output's place; the last one becomes the next buffer and the way back."""
    if not is_folder(place.site) or not os.listdir(place.site):
        with suppress(FileNotFoundError):
            os.rmdir(place.site)
        os.rename(place.next, place.site)
    elif not exchange(place.next, place.site):
        os.rename(place.site, place.old)
        os.rename(place.next, place.site)
        os.rename(place.old, place.next)


def exchange(one: str, other: str) -> bool:
    """Exchange two names in one step; False where the system or the filesystem cannot."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    return int(call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)) == 0


def _check_place(site: str, root: str, shown: str) -> None:
    """Refuse the places that must never be an output, whatever lies there."""
    if os.path.islink(site):
        raise Refused(f"{shown} is a link; name the folder that it leads to as the output")
    if _within(root, [site]):
        raise Refused(f"{shown} cannot be the output: the project lies in it")
    if os.path.realpath(os.path.expanduser("~")) == site:
        raise Refused(f"{shown} cannot be the output: it is your home folder")
    if ".git" in site.split(os.sep):
        raise Refused(f"{shown} cannot be the output: it belongs to git")
    if _within(site, (os.path.join(root, name) for name in ("content", "themes", MARKER))):
        raise Refused(f"{shown} cannot be the output: it is where the site is made from")


def _check_free(site: str, shown: str) -> None:
    """Refuse what is neither absent, nor empty, nor made by okrsite."""
    if lstat(site) is None:
        return
    if not is_folder(site):
        raise Refused(f"{shown} cannot be the output: it is a file")
    if os.listdir(site) and not is_ours(site):
        raise Refused(f"{shown} cannot be the output: okrsite did not make that folder, and will not clear it")


def _own(state: str) -> None:
    """okrsite's own folder beside the output: a real one, with its mark."""
    with suppress(FileExistsError):
        os.mkdir(state)
    # The process may have been stopped while it wrote the mark, so a part of it is enough here.
    mark = load(os.path.join(state, MARKER))
    if not is_folder(state) or (os.listdir(state) and (mark is None or not MARK.startswith(mark))):
        raise Refused(f"{state} is needed to make the next site ready, and okrsite did not make it; remove it")
    with suppress(FileExistsError):
        write_fresh(os.path.join(state, MARKER), MARK)


def _within(path: str, folders: Iterable[str]) -> bool:
    """Whether a path is one of the folders or lies in one, as a disk that folds case would see it."""
    path = os.path.normcase(path).casefold() + os.sep
    return any(path.startswith(os.path.normcase(folder).casefold().rstrip(os.sep) + os.sep) for folder in folders)
