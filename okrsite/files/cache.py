"""Where the memo keeps what it remembers: a folder that can be deleted at any time.

In come a project's folder, names and bytes; out go the bytes again, or nothing when they are not there. Files are
added to or replaced as a whole; `secret` fits only what was written in this folder, by this very okrsite with these
very libraries, so that nothing stale and nothing foreign is ever believed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from okrsite.files.disk import SAFE, Busy, is_folder, load, lock, read_at, replace, secret


class Cache:
    """The files in a project's `.okrsite`. Failing to read is like finding nothing; failing to write raises."""

    def __init__(self, root: Path) -> None:
        self._folder = os.path.join(root, ".okrsite")
        self._handles: dict[str, int] = {}

    @cached_property
    def secret(self) -> bytes:
        """The key for the seals of everything in here; where nothing can be written, one that fits nothing."""
        try:
            self._make()
            return secret(self._folder, edition())
        except OSError:
            return os.urandom(32)

    def read(self, name: str) -> bytes | None:
        """A whole file."""
        return load(self._path(name)) if is_folder(self._folder) else None

    def read_at(self, name: str, offset: int, length: int) -> bytes:
        """A stretch of a file: shorter or empty where it ends. Files that were replaced since are still read."""
        try:
            handle = self._handles.get(name)
            if handle is None:
                handle = self._handles[name] = os.open(self._path(name), os.O_RDONLY | SAFE)
            return read_at(handle, offset, length)
        except OSError:
            return b""

    def append(self, name: str, data: bytes) -> int:
        """Put bytes at the end of a file, new or old; out comes where they begin."""
        handle = os.open(self._path(name), os.O_WRONLY | os.O_CREAT | os.O_APPEND | SAFE, 0o666)
        try:
            offset = os.fstat(handle).st_size
            view = memoryview(data)
            while view:
                view = view[os.write(handle, view) :]
            return offset
        finally:
            os.close(handle)

    def replace(self, name: str, data: bytes) -> None:
        """Write a whole file."""
        self._make()
        replace(self._path(name), data)

    def names(self) -> list[str]:
        """All files."""
        return os.listdir(self._folder) if is_folder(self._folder) else []

    def remove(self, name: str) -> None:
        """Delete a file, if it is there."""
        with suppress(OSError):
            os.unlink(self._path(name))

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else writes meanwhile; reading goes on. Raises OSError where that cannot be."""
        self._make()
        with ExitStack() as stack:
            try:
                stack.enter_context(lock(self._path("lock"), "the cache", wait=10.0))
            except Busy as busy:
                raise TimeoutError(str(busy)) from busy
            yield

    def close(self) -> None:
        """Let go of open files."""
        while self._handles:
            os.close(self._handles.popitem()[1])

    def _make(self) -> None:
        with suppress(FileExistsError):
            os.makedirs(self._folder)
        if not is_folder(self._folder):
            raise NotADirectoryError(self._folder)

    def _path(self, name: str) -> str:
        return os.path.join(self._folder, name)


def edition() -> str:
    """Names this okrsite, its own code included, and the Python and the libraries it runs with."""
    package = Path(__file__).resolve().parent.parent
    known = [sys.version]
    for place in sys.path:
        with suppress(OSError):
            known += sorted(name for name in os.listdir(place or ".") if name.endswith(".dist-info"))
    seen = sha256("\n".join(known).encode("utf-8", "surrogateescape"))
    for path in sorted(package.rglob("*.py")):
        seen.update(f"\n{path.relative_to(package).as_posix()}\n".encode())
        seen.update(path.read_bytes())
    return seen.hexdigest()
