"""Single files and folders on the disk, done safely.

In come absolute paths; out go bytes, locks, and files that are either old or new and never half written. What
okrsite writes for itself is sealed: a hostile commit could bring a cache along, and `marshal` must not read what
somebody else wrote, so a seal is keyed with the inode and the change time of a file made here, which nobody can
know in advance. Whatever fails the check counts as absent.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

SAFE = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
"""Flags for every opening: no links, and bytes as they are."""

MAC = 16


class Refused(Exception):
    """A folder that okrsite will not or cannot write to or clear; the text is a sentence for the operator."""


class Busy(Exception):
    """Another build holds the output for longer than we wait; the text says who."""


def lstat(path: str) -> os.stat_result | None:
    """What lies at a path, without following a link; None when nothing does."""
    try:
        return os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None


def is_folder(path: str) -> bool:
    """Whether a real folder is there, not a link to one."""
    found = lstat(path)
    return found is not None and stat.S_ISDIR(found.st_mode)


def load(path: str) -> bytes | None:
    """A regular file's bytes, or None when it is not there or cannot be read."""
    try:
        handle = os.open(path, os.O_RDONLY | SAFE)
    except OSError:
        return None
    with os.fdopen(handle, "rb") as file, suppress(OSError):
        return file.read()
    return None


def replace(path: str | os.PathLike[str], data: bytes) -> None:
    """Write a file so that a reader sees the old bytes or the new ones, whenever the power fails on the process."""
    path = os.fspath(path)
    folder, name = os.path.split(path)
    fresh = os.path.join(folder, f".okrsite-{os.getpid()}-{os.urandom(4).hex()}-{name[:100]}")
    write_fresh(fresh, data)
    try:
        os.replace(fresh, path)
    except OSError:
        os.unlink(fresh)
        raise


def write_fresh(path: str, data: bytes) -> os.stat_result:
    """Write a file that must not exist yet, following no link; out comes its status."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | SAFE, 0o666)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view) :]
        return os.fstat(handle)
    finally:
        os.close(handle)


def read_all(handle: int, size: int) -> bytes:
    """All of a file that had this size a moment ago."""
    data = os.read(handle, size + 1)
    if len(data) == size:
        return data
    parts = [data]
    while parts[-1]:
        parts.append(os.read(handle, 1 << 20))
    return b"".join(parts)


def read_at(handle: int, offset: int, length: int) -> bytes:
    """A stretch of an open file, whoever else reads from the same handle; Windows has only the two-step way."""
    if hasattr(os, "pread"):
        return os.pread(handle, length, offset)
    os.lseek(handle, offset, os.SEEK_SET)
    return os.read(handle, length)


def remove(path: str) -> None:
    """Remove whatever lies at a path, following no link."""
    found = lstat(path)
    if found is None:
        return
    if stat.S_ISDIR(found.st_mode):
        import shutil

        shutil.rmtree(path)
    else:
        os.unlink(path)


def secret(folder: str, *more: str) -> bytes:
    """The key for what okrsite seals in one of its own folders: it fits only files that were sealed here."""
    path = os.path.join(folder, "home")
    with suppress(FileExistsError):
        write_fresh(path, b"Marks the folder in which these files were made.\n")
    made = os.lstat(path)
    words = "\0".join((str(made.st_ino), str(made.st_ctime_ns), *more))
    return hashlib.sha256(words.encode("utf-8", "surrogateescape")).digest()


def mac(key: bytes, data: bytes) -> bytes:
    """The seal of some bytes."""
    return hashlib.blake2b(data, key=key, digest_size=MAC).digest()


def seal(key: bytes, value: Any) -> bytes:
    """Plain data as bytes that only this folder's okrsite will read again."""
    data = marshal.dumps(value, 4)
    return mac(key, data) + data


def unseal(key: bytes, data: bytes | None) -> Any:
    """The plain data again, or None when the bytes are damaged, foreign or absent."""
    if data is None or mac(key, data[MAC:]) != data[:MAC]:
        return None
    return marshal.loads(data[MAC:])  # noqa: S302 (sealed)


@contextmanager
def lock(path: str, what: str, wait: float = 60.0, tell: Callable[[str], None] | None = None) -> Iterator[None]:
    """Hold a lock file: released by the system when the process dies, with the holder's pid and start time inside.

    Waits up to `wait` seconds, telling once who is in the way, and then raises Busy.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | SAFE, 0o666)
    try:
        _take(handle, what, time.monotonic() + wait, tell)
        os.ftruncate(handle, 0)
        now = time.strftime("%Y-%m-%d %H:%M:%S")
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, f"process {os.getpid()}, since {now}".encode())
        yield
        os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def _take(handle: int, what: str, until: float, tell: Callable[[str], None] | None) -> None:
    while not _try_lock(handle):
        holder = read_at(handle, 0, 100).decode("utf-8", "replace") or "another process"
        if time.monotonic() >= until:
            raise Busy(f"another build is writing {what} ({holder})")
        if tell:
            tell(f"waits for another build that is writing {what} ({holder})")
            tell = None
        time.sleep(0.02)


if sys.platform == "win32":

    def _try_lock(handle: int) -> bool:
        import msvcrt

        os.lseek(handle, 1 << 20, os.SEEK_SET)  # far behind the text, which others shall be able to read
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:

    def _try_lock(handle: int) -> bool:
        import fcntl

        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
