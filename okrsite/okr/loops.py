"""Loops: things that belong to themselves in the end.

In: who points at whom. Out: every loop once, as a closed path, whatever the order of the files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

Path = tuple[str, ...]


def loops(edges: Mapping[str, Sequence[str]]) -> Iterator[Path]:
    """Closed paths `(a, b, a)`; where the last step of each is left out, no loop is left."""
    done: set[str] = set()
    for start in sorted(edges):
        if start not in done:
            yield from _from(start, edges, done)


def _from(start: str, edges: Mapping[str, Sequence[str]], done: set[str]) -> Iterator[Path]:
    """The loops that a walk from `start` runs into; the walk keeps its own stack, for trees may be deep."""
    path, on_path = [start], {start}
    steps = [iter(edges.get(start, ()))]
    while steps:
        following = next(steps[-1], None)
        if following is None:
            steps.pop()
            left = path.pop()
            on_path.discard(left)
            done.add(left)
        elif following in on_path:
            yield (*path[path.index(following) :], following)
        elif following not in done:
            path.append(following)
            on_path.add(following)
            steps.append(iter(edges.get(following, ())))
