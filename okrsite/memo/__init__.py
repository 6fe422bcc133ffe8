"""Remembers what pure functions returned, by the hash of all their arguments.

In come a function's name, the function and its arguments; out goes its value, computed or remembered. What is
remembered lies in a store (`files.Cache`) whose secret also stands for the versions of okrsite, Python and the
libraries. A store that is damaged, cut short, foreign or gone only costs the time to compute its values again.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable
from typing import Any, TypeVar

from okrsite.memo.pack import Pack, Store
from okrsite.memo.plain import digest, fingerprint

__all__ = ["Memo", "Store", "digest"]

T = TypeVar("T")


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
        key = fingerprint(args)
        kept = self._pack(name, self._store)
        known = kept.find(key)
        if known is not None:
            value = marshal.loads(known)  # noqa: S302 (sealed by us)
            return unpack(value) if unpack else value
        result = fn(*args)
        plain: Any = pack(result) if pack else result
        kept.add(key, marshal.dumps(plain, 4))
        return result

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
