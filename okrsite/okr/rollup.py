"""Weighted means, over items and over time, and the order in which objectives are added up.

In: items (key results, contributing objectives) with weights, progress, curves and their progress by day. Out: one
exact mean, one curve, one history. A mean of fractions is taken over one common denominator in whole numbers, so
that the mean of three equal numbers is that number, and six sixths are one.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby
from math import lcm
from operator import itemgetter, mul
from typing import TypeVar

from okrsite.okr.expected import Curve, nothing, remembered
from okrsite.okr.metrics import ZERO, whole_weights
from okrsite.okr.model import Objective
from okrsite.okr.readings import Series

T = TypeVar("T")
History = tuple[tuple[date, Fraction, Fraction | None], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """What an objective may count: its weight, progress now (None: no data) and by day, and what is expected of it.

    `obliged` items count as 0 while they have no data, others are left out until they have; `undated` is a progress
    that holds on every day without a word (a closing score).
    """

    id: str
    weight: Fraction
    progress: Fraction | None
    curve: Curve
    series: Series
    obliged: bool
    undated: Fraction | None = None

    @property
    def counts(self) -> bool:
        """Whether it is part of the mean, provided that there is one."""
        return self.obliged or self.progress is not None


def weighted_mean(pairs: Iterable[tuple[Fraction, Fraction]]) -> Fraction | None:
    """Σ w·p ÷ Σ w of pairs (w, p), exact; None where nothing has a weight."""
    ratios = [(*weight.as_integer_ratio(), *value.as_integer_ratio()) for weight, value in pairs]
    light, fine = lcm(*(r[1] for r in ratios)), lcm(*(r[3] for r in ratios))
    weights = [n * (light // d) for n, d, _, _ in ratios]
    total = sum(weights)
    if not total:
        return None
    return Fraction(sum(w * r[2] * (fine // r[3]) for w, r in zip(weights, ratios, strict=True)), total * fine)


def mean_curve(items: Sequence[Item]) -> Curve:
    """The weighted mean of what is expected of the items, of those of which something is expected."""
    curves = [item.curve for item in items]
    if not curves:
        return nothing
    if all(curve is curves[0] for curve in curves):
        return curves[0]
    return remembered(lambda on: _expected(items, on))


def _expected(items: Iterable[Item], on: date) -> Fraction | None:
    asked = ((item.weight, item.curve(on)) for item in items)
    return weighted_mean((weight, value) for weight, value in asked if value is not None)


def history(items: Sequence[Item]) -> History:
    """The mean after each day on which one of the items said something, with what was expected then, oldest first.

    Each point is what `measure` says with that day as its `as_of`.
    """
    weights = whole_weights([item.weight for item in items])
    said = sorted((day, place, *p.as_integer_ratio()) for place, item in enumerate(items) for day, p in item.series)
    start = [(item.undated or ZERO).as_integer_ratio() for item in items]
    fine = lcm(*{parts for *_, parts in said}, *(parts for _, parts in start))
    now = [share * (fine // parts) for share, parts in start]
    absent = {place for place, item in enumerate(items) if not item.obliged and item.undated is None}
    curve, total, points = mean_curve(_without(items, absent)), sum(_without(weights, absent)), []
    for day, words in groupby(said, key=itemgetter(0)):
        for _, place, share, parts in words:
            now[place] = share * (fine // parts)
            if place in absent:
                absent.remove(place)
                curve, total = mean_curve(_without(items, absent)), sum(_without(weights, absent))
        points.append((day, Fraction(sum(map(mul, weights, now)), fine * total), curve(day)))
    return tuple(points)


def _without(every: Sequence[T], absent: Collection[int]) -> list[T]:
    return [one for place, one in enumerate(every) if place not in absent]


def contributors(objectives: Mapping[str, Objective]) -> dict[str, tuple[str, ...]]:
    """The children of each objective that takes its progress from aligned ones, each once, in the order of objectives.

    A link to a key result contributes to its objective; a child of several parents belongs to each.
    """
    children: dict[str, list[str]] = {
        parent.id: [] for parent in objectives.values() if parent.record.progress_from != "key-results"
    }
    for child in objectives.values():
        links = [link.target for link in child.supports if link.contributes]
        ids = [t.id if t.kind == "objective" else t.id.partition(".")[0] for t in links if t.kind in _COUNTED_TARGETS]
        for parent_id in dict.fromkeys(ids):
            if parent_id in children:
                children[parent_id].append(child.id)
    return {parent: tuple(found) for parent, found in children.items()}


_COUNTED_TARGETS = ("objective", "key-result")


def in_order(ids: Iterable[str], children: Mapping[str, Sequence[str]]) -> tuple[list[str], frozenset[str]]:
    """All ids, children before their parents; and those that cannot be put in order, because they hang on a loop.

    The latter come last. A loop is an error that is reported elsewhere; among them no link counts.
    """
    every = list(ids)
    waiting = {parent: len(found) for parent, found in children.items()}
    parents: defaultdict[str, list[str]] = defaultdict(list)
    for parent, found in children.items():
        for child in found:
            parents[child].append(parent)
    ready = deque(one for one in every if not waiting.get(one))
    order: list[str] = []
    while ready:
        child = ready.popleft()
        order.append(child)
        for parent in parents[child]:
            waiting[parent] -= 1
            if not waiting[parent]:
                ready.append(parent)
    done = set(order)
    rest = [one for one in every if one not in done]
    return order + rest, frozenset(rest)
