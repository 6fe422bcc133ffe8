"""A project's own files: everything under `content/` and `themes/`.

In comes the project's folder; out go `Sources`: the files in order, by their path with forward slashes, and what is
wrong with those that were left out. Content is untrusted: only regular files whose real path is inside the project
are opened, hidden files never, and a link cannot lead to them.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha1
from pathlib import Path

from okrsite.diagnostics import Diagnostic, Place, error
from okrsite.files.disk import SAFE, read_all
from okrsite.files.names import check_names, is_text, normal
from okrsite.files.output import MARKER, is_ours

FOLDERS = ("content", "themes")
LARGEST = 64 * 1024 * 1024
"""Bytes in one file; a site is no place for larger ones, and they must not fill the memory."""

TOOLS = {"__pycache__", "node_modules"}
"""Folders that tools leave behind."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file: its path from the project with forward slashes, in one Unicode spelling, its bytes and their sha1."""

    path: str
    data: bytes
    digest: str


@dataclass(frozen=True, slots=True)
class Sources:
    """All files in the order of their paths, what kept others out, and the day on which each was last changed, as far
    as that is known.
    """

    files: tuple[Source, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    changed: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Found:
    """A file that may be opened: its path in the project and the real one."""

    path: str
    real: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it was read: its place on the disk with its size and times, and whether these can be believed."""

    mark: tuple[int, ...]
    settled: bool
    source: Source


Seen = MutableMapping[str, Kept]
"""What was read before, by path: for a process that reads a project again and again."""

SETTLED = 2_000_000_000
"""A file that was written less than this before it was read (ns) may be written again without a new time."""


def read(root: Path, seen: Seen | None = None) -> Sources:
    """Read a project. The same files give the same value, whatever the order, mode and age they have on the disk.

    A file that is as it was `seen` is not opened again, and one with the same bytes is the very same `Source`.
    """
    top = os.path.realpath(root)
    files, faults = [], []
    with suppress(FileNotFoundError), os.scandir(top) as entries:
        folders = sorted((entry for entry in entries if entry.name in FOLDERS), key=_by_name)
        for found in _walk("", folders, (top,), top):
            outcome = found if isinstance(found, Diagnostic) else _open(found) if seen is None else _seen(found, seen)
            if isinstance(outcome, Diagnostic):
                faults.append(outcome)
            elif outcome:
                files.append(outcome)
    files.sort(key=lambda source: source.path)
    return Sources(tuple(files), tuple(faults))


def _walk(
    folder: str, entries: Sequence[os.DirEntry[str]], above: tuple[str, ...], top: str
) -> Iterator[_Found | Diagnostic]:
    """Files and faults among what lies in a folder; `above` are the real folders on the way here."""
    yield from check_names(folder, [entry.name for entry in entries])
    for entry in entries:
        if not is_text(entry.name):
            continue
        path, real = folder + normal(entry.name), entry.path
        try:
            if entry.is_symlink():
                real = os.path.realpath(real, strict=True)
                if fault := _astray(path, real, above, top):
                    yield fault
                    continue
            if entry.is_dir():
                yield from _walk(path + "/", _entries(real), (*above, real), top)
            else:
                yield _Found(path, real)
        except OSError as failure:
            yield _unreadable(path, failure)


def _entries(folder: str) -> list[os.DirEntry[str]]:
    """What lies in a folder, without hidden files, editors' and tools' leavings, and sites that okrsite made."""
    with os.scandir(folder) as found:
        entries = list(found)
    if any(entry.name == MARKER for entry in entries) and is_ours(folder):
        return []
    shown = [e for e in entries if e.name[0] not in ".#" and e.name[-1] != "~" and e.name not in TOOLS]
    return sorted(shown, key=_by_name)


def _by_name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _astray(path: str, real: str, above: tuple[str, ...], top: str) -> Diagnostic | None:
    """Why a link's goal must not be read, or None."""
    inside = os.path.relpath(real, top)
    parts = inside.split(os.sep)
    if parts[0] == ".." or os.path.isabs(inside):
        hint = "copy the file into the project; links may lead only to files inside it"
        return error("outside-project", Place(path), "the link leads out of the project", hint)
    if parts[0] not in FOLDERS or any(part.startswith(".") for part in parts):
        hint = "links may lead only to files that are published anyway, under content/ and themes/"
        return error("outside-project", Place(path), "the link leads to a file that is not content", hint)
    if real in above:
        return error("outside-project", Place(path), "the link leads back to a folder that it lies in", "remove it")
    return None


def _seen(found: _Found, seen: Seen) -> Source | Diagnostic | None:
    """One file, opened only if something about it has changed since it was seen."""
    try:
        status = os.stat(found.real)
    except OSError:
        return _open(found)
    mark = (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    kept = seen.get(found.path)
    if kept and kept.settled and kept.mark == mark:
        return kept.source
    settled = time.time_ns() - max(status.st_mtime_ns, status.st_ctime_ns) > SETTLED
    source = _open(found)
    if isinstance(source, Source):
        source = kept.source if kept and kept.source == source else source
        seen[found.path] = Kept(mark, settled, source)
    return source


def _open(found: _Found) -> Source | Diagnostic | None:
    """One file's bytes; None when it has just gone."""
    try:
        handle = os.open(found.real, os.O_RDONLY | SAFE | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        return None
    except OSError as failure:
        return _unreadable(found.path, failure)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            return error("unreadable-file", Place(found.path), "this is not a regular file", "remove it")
        if status.st_size > LARGEST:
            return too_large(found.path, status.st_size)
        data = read_all(handle, status.st_size)
    except OSError as failure:
        return _unreadable(found.path, failure)
    finally:
        os.close(handle)
    return Source(found.path, data, sha1(data, usedforsecurity=False).hexdigest())


def too_large(path: str, size: int) -> Diagnostic:
    """What is said of a file that must not fill the memory."""
    message = f"the file has {size >> 20} MB, and the most is {LARGEST >> 20} MB"
    return error("file-too-large", Place(path), message, "keep large files elsewhere and link to them")


def _unreadable(path: str, failure: OSError) -> Diagnostic:
    why = (failure.strerror or str(failure)).lower()
    return error("unreadable-file", Place(path), f"the file cannot be read: {why}", "mend or remove it")
