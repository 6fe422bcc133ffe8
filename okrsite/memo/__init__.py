"""Remembers what pure functions returned, by the hash of all their arguments.

In come a function's name, the function and its arguments; out goes its value, computed or remembered. What is
remembered lies in a store (`files.Cache`) whose secret also stands for the versions of okrsite, Python and the
libraries. A store that is damaged, cut short, foreign or gone only costs the time to compute its values again.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

from okrsite.memo.pack import Pack, Store
from okrsite.memo.plain import digest, fingerprint
from okrsite.memo.recent import Recent

__all__ = ["Memo", "Recent", "Store", "digest"]

A = TypeVar("A")
R = TypeVar("R")
T = TypeVar("T")


class Each(Protocol):
    """`[work(item) for item in items]`, wherever that is done."""

    def __call__(self, work: Callable[[A], R], items: Sequence[A]) -> list[R]: ...


class Memo:
    """Remembers in a store; without one (`Memo(None)`) it computes everything."""

    def __init__(self, store: Store | None) -> None:
        self._store = store
        self._packs: dict[str, Pack] = {}

    def call(
        self,
        name: str,
        fn: Callable[..., T],
        *args: object,
        pack: Callable[[T], Any] | None = None,
        unpack: Callable[[Any], T] | None = None,
    ) -> T:
        """The value of `fn(*args)`, a pure function that `name` stands for.

        Arguments are plain data or frozen dataclasses of it (see `digest`). The value is remembered as `marshal`
        takes it: None, numbers, text, bytes, and tuples, lists, dicts and sets of these; `pack` and `unpack` turn
        any other value into that and back.
        """
        if self._store is None:
            return fn(*args)
        kept = self._pack(name, self._store)
        key = fingerprint(args)
        data = kept.find(key)
        if data is not None:
            kept.asked(key)
            plain = marshal.loads(data)  # noqa: S302 (sealed by us)
            return unpack(plain) if unpack else plain
        value = fn(*args)
        fresh: Any = pack(value) if pack else value
        kept.add(key, marshal.dumps(fresh, 4))
        return value

    def call_all(
        self,
        name: str,
        fn: Callable[..., T],
        items: Sequence[A],
        arguments: Callable[[A], tuple[object, ...]],
        each: Each,
        *,
        pack: Callable[[T], Any],
        unpack: Callable[[Any], T],
    ) -> list[tuple[T, bool]]:
        """For every item the value of `fn(*arguments(item))`, and whether it was computed.

        `each` may share all of this among processes: making the arguments, looking for a value, computing it.
        """
        if self._store is None:
            return [(value, True) for value in each(lambda item: fn(*arguments(item)), items)]
        kept = self._pack(name, self._store)

        def ask(item: A) -> tuple[bytes, bool, bytes]:
            args = arguments(item)
            key = fingerprint(args)
            data = kept.find(key)
            return key, data is None, marshal.dumps(pack(fn(*args)), 4) if data is None else data

        values: list[tuple[T, bool]] = []
        for key, computed, data in each(ask, items):
            kept.add(key, data) if computed else kept.asked(key)
            values.append((unpack(marshal.loads(data)), computed))  # noqa: S302 (made or sealed by us)
        return values

    def counts(self) -> dict[str, tuple[int, int]]:
        """For each name that was called: how often the value was remembered, and how often computed."""
        return {name: (kept.found, kept.missed) for name, kept in sorted(self._packs.items())}

    def save(self) -> None:
        """Write what is new; to be called once when a build is done, in each process that computed anything.

        Values that several such builds did not ask for are dropped. A full disk is no reason to fail a build.
        """
        for kept in self._packs.values():
            kept.save()

    def _pack(self, name: str, store: Store) -> Pack:
        kept = self._packs.get(name)
        if kept is None:
            kept = self._packs[name] = Pack(name, store)
        return kept
