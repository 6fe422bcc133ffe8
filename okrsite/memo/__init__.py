"""Remembers what pure functions returned, by the hash of all their arguments.

In come a function's name, the function and its arguments; out goes its value, computed or remembered. What is
remembered lies in a store (`files.Cache`) whose secret also stands for the versions of okrsite, Python and the
libraries. A store that is damaged, cut short, foreign or gone only costs the time to compute its values again.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from okrsite.memo.pack import Pack, Store
from okrsite.memo.plain import digest, fingerprint
from okrsite.memo.recent import Recent

__all__ = ["Memo", "Recent", "Store", "digest"]

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
        return self.call_each(name, lambda calls: [fn(*call) for call in calls], [args], pack=pack, unpack=unpack)[0]

    def call_each(
        self,
        name: str,
        compute: Callable[[Sequence[tuple[Any, ...]]], Sequence[T]],
        calls: Sequence[tuple[object, ...]],
        *,
        pack: Callable[[T], Any] | None = None,
        unpack: Callable[[Any], T] | None = None,
    ) -> list[T]:
        """The values of many calls of one function; `compute` gets those that are not remembered, all at once."""
        if self._store is None:
            return list(compute(calls))
        kept = self._pack(name, self._store)
        keys = [fingerprint(call) for call in calls]
        values: list[Any] = [kept.find(key) for key in keys]
        missing = [place for place, value in enumerate(values) if value is None]
        for place, value in enumerate(values):
            if value is not None:
                plain = marshal.loads(value)  # noqa: S302 (sealed by us)
                values[place] = unpack(plain) if unpack else plain
        results = compute([calls[place] for place in missing]) if missing else ()
        for place, result in zip(missing, results, strict=True):
            fresh: Any = pack(result) if pack else result
            kept.add(keys[place], marshal.dumps(fresh, 4))
            values[place] = result
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
