"""Remembered values of one function: a pack file, and an index of where each value begins in it.

In come keys of 20 bytes and values as bytes; out go the values again. New values are added to the end of the pack as
they come, so that they need no memory; the index is written as a whole when a build is done. Several processes may
add at once: whoever writes holds the store's lock and first takes over what others have written. The index keeps
its keys by when they were last asked for, in generations, of which the oldest falls away.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import re
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from typing import Protocol

GENERATIONS = 8
"""How many builds that wrote something a value outlives without being asked for."""

_SPILL = 1 << 20
_FIRST_LOOK = 4096
_MAC = 16
_KEY = 20
_HEAD = _MAC + _KEY + 4
_SLACK = 1 << 22
_LARGEST = 1 << 26


class Store(Protocol):
    """Where packs lie: a folder that knows only names and bytes (see `files.Cache`)."""

    @property
    def secret(self) -> bytes:
        """The key for seals; another one for another okrsite, other libraries, or another place."""

    def read(self, name: str) -> bytes | None:
        """A whole file."""

    def read_at(self, name: str, offset: int, length: int) -> bytes:
        """A stretch of a file, or less if it ends earlier."""

    def append(self, name: str, data: bytes) -> int:
        """Add to a file; out comes where the data begins."""

    def replace(self, name: str, data: bytes) -> None:
        """Write a whole file at once."""

    def names(self) -> list[str]:
        """All files."""

    def remove(self, name: str) -> None:
        """Delete a file."""

    def alone(self) -> AbstractContextManager[None]:
        """Nobody else writes meanwhile."""


@dataclass(slots=True)
class _Index:
    """Which pack file is meant, how large it was when it held nothing superfluous, and where its values begin."""

    file: str = ""
    base: int = 0
    generations: list[dict[bytes, int]] = field(default_factory=list)


class Pack:
    """The remembered values of one name."""

    def __init__(self, name: str, store: Store) -> None:
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", name):
            raise ValueError(f"not a name for a memo: {name!r}")
        self.name, self.found, self.missed = name, 0, 0
        self._store = store
        self._stamp = b""
        self._index = _Index()
        self._index = self._load()
        self._waiting: dict[bytes, bytes] = {}
        self._spilled: dict[bytes, int] = {}
        self._used: set[bytes] = set()
        self._aged = False  # whether an older generation was asked for
        self._size = 0

    def find(self, key: bytes) -> bytes | None:
        """A remembered value, or None. This may be a copy of the process, so that `asked` is another call."""
        data = self._waiting.get(key)
        return self._read(key) if data is None else data

    def asked(self, key: bytes) -> None:
        """A value was found and is of use: it lives on."""
        self.found += 1
        self._used.add(key)
        self._aged = self._aged or any(key in older for older in self._index.generations[1:])

    def add(self, key: bytes, data: bytes) -> None:
        """Remember a value, unless it is very large. Where nothing can be written, nothing is remembered."""
        self.missed += 1
        if len(data) > _LARGEST:
            return
        self._waiting[key] = data
        self._size += len(data)
        if self._size > _SPILL:
            with suppress(OSError), self._store.alone():
                self._spill()
            self._waiting.clear()
            self._size = 0

    def save(self) -> None:
        """Write what is new, and note what was asked for."""
        if self._waiting or self._spilled or self._aged:
            with suppress(OSError), self._store.alone():
                self._save()
        self._used.clear()
        self._aged = False

    def _save(self) -> None:
        self._spill()
        index = self._index
        newest = dict(self._spilled)
        for generation in index.generations:
            newest.update((key, generation[key]) for key in self._used & generation.keys() if key not in newest)
        older = [{k: at for k, at in g.items() if k not in newest} for g in index.generations]
        index.generations = [newest, *older][:GENERATIONS]
        self._spilled.clear()
        size = self._store.append(index.file, b"")
        index.base = index.base or size
        if size > 2 * index.base + _SLACK:
            self._compact()
        self._write_index()

    def _spill(self) -> None:
        """Put waiting values into the pack; the store is ours alone."""
        self._join()
        at = self._store.append(self._index.file, b"".join(self._sealed(k, v) for k, v in self._waiting.items()))
        for key, data in self._waiting.items():
            self._spilled[key] = at
            at += _HEAD + len(data)
        self._waiting.clear()

    def _join(self) -> None:
        """Take over the index as others left it; if they began a new pack, what we put into the old one is lost."""
        index = self._load()
        if not index.file or not self._store.read_at(index.file, 0, 1):
            index = _Index(self._new_file())
            self._tidy(index.file)
            self._store.replace(index.file, b"\n")
            self._index = index
            self._spilled.clear()
            self._write_index()
        if index.file != self._index.file:
            self._spilled.clear()
        self._index = index

    def _compact(self) -> None:
        """Begin a new pack that holds nothing superfluous, and delete the old one."""
        index, chunk, size = self._index, [b"\n"], 1
        fresh = _Index(self._new_file(), 0, [{} for _ in index.generations])
        self._store.replace(fresh.file, b"")
        places = sorted((at, key, age) for age, g in enumerate(index.generations) for key, at in g.items())
        for at, key, age in places:
            data = self._read_at(at, key)
            if data is None:
                continue
            fresh.generations[age][key] = size
            chunk.append(self._sealed(key, data))
            size += len(chunk[-1])
            if len(chunk) > 1000:
                self._store.append(fresh.file, b"".join(chunk))
                chunk.clear()
        self._store.append(fresh.file, b"".join(chunk))
        fresh.base = size
        self._index = fresh
        self._tidy(fresh.file)

    def _read(self, key: bytes) -> bytes | None:
        for places in (self._spilled, *self._index.generations):
            at = places.get(key)
            if at is not None:
                data = self._read_at(at, key)
                if data is None:
                    del places[key]
                return data
        return None

    def _read_at(self, at: int, key: bytes) -> bytes | None:
        """The value that begins there, if it is the one with this key and whole."""
        file = self._index.file
        data = self._store.read_at(file, at, _FIRST_LOOK)
        end = _HEAD + int.from_bytes(data[_MAC + _KEY : _HEAD], "little")
        if end > len(data) >= _FIRST_LOOK:
            data += self._store.read_at(file, at + len(data), min(end - len(data), _LARGEST))
        data = data[:end]
        if data[_MAC : _MAC + _KEY] != key or self._mac(data[_MAC:]) != data[:_MAC]:
            return None
        return data[_HEAD:]

    def _sealed(self, key: bytes, data: bytes) -> bytes:
        body = key + len(data).to_bytes(4, "little") + data
        return self._mac(body) + body

    def _mac(self, data: bytes) -> bytes:
        return hashlib.blake2b(data, key=self._store.secret, digest_size=_MAC).digest()

    def _load(self) -> _Index:
        """The index as it lies in the store; an empty one if it is absent, damaged or not ours."""
        data = self._store.read(f"{self.name}.index") or b""
        if self._mac(data[_MAC:]) != data[:_MAC]:
            return _Index()
        if self._stamp == data[:_MAC]:
            return self._index
        self._stamp = data[:_MAC]
        return _Index(*marshal.loads(data[_MAC:]))  # noqa: S302 (sealed by us)

    def _write_index(self) -> None:
        index = self._index
        data = marshal.dumps((index.file, index.base, index.generations), 4)
        self._stamp = self._mac(data)
        self._store.replace(f"{self.name}.index", self._stamp + data)

    def _new_file(self) -> str:
        return f"{self.name}.{os.urandom(6).hex()}.pack"

    def _tidy(self, kept: str) -> None:
        """Remove this name's packs but one."""
        for name in self._store.names():
            if name.startswith(f"{self.name}.") and name.endswith(".pack") and name != kept:
                self._store.remove(name)
