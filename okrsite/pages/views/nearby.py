"""Which lessons lie beside one another. In: all lessons, newest first. Out: for each, the ids of its neighbours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from okrsite.okr.model import Lesson

WEIGHTS = {"about": 4, "team": 2, "cycle": 1}
"""How near two lessons are that share something of this sort."""

MOST = 100
"""Of so many lessons that share one thing, the newest are looked at."""

Key = tuple[str, object]


@dataclass(frozen=True, slots=True)
class Nearby:
    """The places of all lessons, newest first, and the lessons that share a goal, a team, a cycle or a cause."""

    places: Mapping[str, int]
    sharing: Mapping[Key, tuple[str, ...]]

    def others(self, lesson: Lesson) -> list[str]:
        """The nearest first: about the same goals before the same teams before the same cycle, then the newest."""
        nearness: Counter[str] = Counter()
        for key in _keys(lesson):
            if key[0] in WEIGHTS:
                nearness.update(dict.fromkeys(self.sharing[key][:MOST], WEIGHTS[key[0]]))
        del nearness[lesson.id]
        return sorted(nearness, key=lambda id: (-nearness[id], self.places[id]))

    def same_cause(self, lesson: Lesson) -> list[str]:
        """The lessons with the same root cause."""
        return [id for id in self.sharing.get(("cause", lesson.record.root_cause), ()) if id != lesson.id]


def nearby(lessons: Iterable[Lesson]) -> Nearby:
    """What lessons share, in one pass over them."""
    places: dict[str, int] = {}
    sharing: dict[Key, list[str]] = {}
    for place, lesson in enumerate(lessons):
        places[lesson.id] = place
        for key in _keys(lesson):
            sharing.setdefault(key, []).append(lesson.id)
    return Nearby(places, {key: tuple(ids) for key, ids in sharing.items()})


def _keys(lesson: Lesson) -> Iterator[Key]:
    """By what a lesson is found beside others."""
    yield from (("about", target) for target in lesson.about)
    yield from (("team", team) for team in lesson.record.teams)
    if lesson.record.cycle:
        yield "cycle", lesson.record.cycle
    if lesson.record.root_cause:
        yield "cause", lesson.record.root_cause
