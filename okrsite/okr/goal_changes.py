"""What a change means for goals: what moved, whose health flipped, which goal posts were moved.

In: `Pairs`. Out: changes of objectives and key results.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

from okrsite.okr.changes import (
    Added,
    Change,
    Flipped,
    Graded,
    Moved,
    Pairs,
    Phase,
    Removed,
    Reworded,
    Shifted,
    Shown,
)
from okrsite.okr.display import percent
from okrsite.okr.figures import KeyResultFigures
from okrsite.okr.model import KeyResult, Objective, Owner, Target
from okrsite.okr.turns import turn, way

Goal: TypeAlias = Objective | KeyResult
Read: TypeAlias = Callable[[Any], tuple[Shown, ...]]

GRADES = ("outcome", "score")
UNTOLD = ("plan", "levels")
"""Fields that are too long for a sentence; that they are others is told."""
NO_FIGURES = ("owners", "state", "weight")
"""Fields that tell nothing of a redacted number, and that move no progress."""
NUMBERS = ("baseline", "target", "min", "max", "tolerance", "commit", "stretch")
ASIDE = {"id", "key_results", "owners", "amended", "redacted", "visibility"}
"""Fields that are no words of a goal: they are told of in their own way, or not at all."""


@dataclass(frozen=True, slots=True)
class _Both:
    """One goal before and after."""

    target: Target
    before: Goal
    after: Goal
    phase: Phase

    @property
    def secret(self) -> bool:
        """Whether its numbers are nobody's business on one of the sides."""
        return self.before.record.redacted is not None or self.after.record.redacted is not None


def goal_changes(pairs: Pairs) -> Iterator[Change]:
    """All changes of objectives and of their key results."""
    after = pairs.after.company.objectives
    for id, objective in after.items():
        before = pairs.earlier.get(id)
        if before is not None:
            yield from _objective(pairs, before, objective)
        elif objective.path not in pairs.unread:
            phase = pairs.phase(objective.cycle)
            yield Added(Target("objective", id), phase, len(objective.key_results))
    for id, before in pairs.earlier.items():
        if id not in after and before.path not in pairs.broken:
            yield Removed(Target("objective", before.id), pairs.phase(before.cycle), len(before.key_results))


def _objective(pairs: Pairs, before: Objective, after: Objective) -> Iterator[Change]:
    """What is different in one objective."""
    target, phase = Target("objective", after.id), _phase(pairs, before, before)
    was = pairs.before.figures.objectives[before.id].verdict.shown
    now = pairs.after.figures.objectives[after.id].verdict.shown
    if was != now:
        parents = (parent.target for parent in after.supports if parent.target.kind != "pillar")
        yield Flipped(target, was, now, tuple(dict.fromkeys(parents)))
    yield from _item(pairs, _Both(target, before, after, phase), OBJECTIVE)
    earlier = {kr.slug: kr for kr in before.key_results}
    for key_result in after.key_results:
        same = earlier.pop(key_result.slug, None)
        if same is None:
            yield Added(Target("key-result", key_result.id), phase)
        else:
            yield from _key_result(pairs, same, key_result, _phase(pairs, before, same))
    yield from (Removed(Target("key-result", gone.id), phase) for gone in earlier.values())


def _phase(pairs: Pairs, objective: Objective, goal: Goal) -> Phase:
    """A draft has no goal posts yet."""
    return "ahead" if "draft" in (objective.record.state, goal.record.state) else pairs.phase(objective.cycle)


def _key_result(pairs: Pairs, before: KeyResult, after: KeyResult, phase: Phase) -> Iterator[Change]:
    target = Target("key-result", after.id)
    was, now = pairs.before.figures.key_results[before.id], pairs.after.figures.key_results[after.id]
    both = _Both(target, before, after, phase)
    yield from _moved(target, (before, was), (after, now), secret=both.secret)
    figures = (percent(was.raw), percent(now.raw)) if was.raw != now.raw and not both.secret else ("", "")
    yield from _item(pairs, both, KEY_RESULT, figures)


Measured: TypeAlias = tuple[KeyResult, KeyResultFigures]


def _moved(target: Target, before: Measured, after: Measured, *, secret: bool) -> Iterator[Change]:
    """Whether something was said that moved it; a key result that only its goal posts moved has not."""
    (old, was), (new, now) = before, after
    same_posts = all(read(old) == read(new) for name, read in KEY_RESULT.items() if name not in NO_FIGURES)
    said = _heard(old, was) != _heard(new, now) or (same_posts and was.raw != now.raw)
    found = turn(now, was)
    if found and (said or found == "word"):
        yield Moved(target, found, way(new, now, was), was.verdict.shown, now.verdict.shown, secret)


def _heard(key_result: KeyResult, figures: KeyResultFigures) -> tuple[object, ...]:
    """What check-ins said, whatever baseline and target make of it."""
    judged: Fraction | None = figures.raw if key_result.type == "judged" else None
    return figures.value, figures.done, judged


def _item(
    pairs: Pairs, both: _Both, posts: Mapping[str, Read], figures: tuple[str, str] = ("", "")
) -> Iterator[Change]:
    """What objectives and key results have in common: goal posts, grades, words."""
    yield from (_shifted(both, *shift, figures) for shift in _shifts(pairs, both, posts))
    yield from _graded(both)
    before, after = both.before.record, both.after.record
    told = {*posts, *ASIDE, *GRADES}
    words = [name for name in type(after).model_fields if name not in told]
    fields = tuple(name for name in words if getattr(before, name) != getattr(after, name))
    if fields:
        yield Reworded(both.target, Target(both.target.kind, both.before.id), fields)


Values: TypeAlias = tuple[Shown, ...]


def _shifts(pairs: Pairs, both: _Both, posts: Mapping[str, Read]) -> Iterator[tuple[str, Values, Values]]:
    """The goal posts that stand elsewhere: field, old and new values."""
    for name, read in posts.items():
        old, new = tuple(map(pairs.carried, read(both.before))), read(both.after)
        if old != new:
            yield name, old, new


def _shifted(both: _Both, name: str, old: Values, new: Values, figures: tuple[str, str]) -> Shifted:
    """One of them, with what it does to the progress and with the reason that is given."""
    hidden = name in UNTOLD or (both.secret and name not in NO_FIGURES)
    was, now = ("", "") if name in NO_FIGURES else figures
    reasons = _reasons(both)
    return Shifted(
        both.target,
        name,
        both.phase,
        () if hidden else old,
        () if hidden else new,
        untold=hidden,
        unit=both.after.record.unit if isinstance(both.after, KeyResult) and name in NUMBERS else None,
        was=was,
        now=now,
        reason=reasons.get(name) or reasons.get(name.removesuffix("s")) or "",
        path=both.after.path if isinstance(both.after, Objective) else both.after.place.path,
    )


def _graded(both: _Both) -> Iterator[Change]:
    old, new = both.before.record, both.after.record
    if (old.outcome, old.score) != (new.outcome, new.score):
        yield Graded(both.target, new.outcome, new.score, old.outcome, old.score)


def _reasons(both: _Both) -> dict[str, str]:
    """Why fields were changed, by the entries of `amended` that are new."""
    known = both.before.record.amended
    return {one.field: one.reason for one in both.after.record.amended if one not in known and one.reason}


def _one(name: str) -> Read:
    """A field of the record."""

    def read(goal: Any) -> tuple[Shown, ...]:
        value = getattr(goal.record, name)
        return () if value is None else (value,)

    return read


def _names(goal: Any) -> tuple[Shown, ...]:
    owners: Iterable[Owner] = goal.owners
    return tuple(Target("person", owner.person) if owner.person else owner.name for owner in owners)


def _all(name: str) -> Read:
    return lambda goal: tuple(map(repr, getattr(goal.record, name)))


_COMMON: Mapping[str, Read] = {"owners": _names, "weight": _one("weight"), "state": _one("state")}

OBJECTIVE: Mapping[str, Read] = {
    **_COMMON,
    "ambition": _one("ambition"),
    "progress_from": _one("progress_from"),
    "supports": lambda goal: tuple(parent.target for parent in goal.supports),
}
"""What decides what an objective means."""

KEY_RESULT: Mapping[str, Read] = {
    **_COMMON,
    "type": lambda goal: (goal.type,),
    **{name: _one(name) for name in ("unit", "baseline", "target", "min", "max", "tolerance", "over")},
    **{name: _one(name) for name in ("commit", "stretch")},
    "milestones": lambda goal: tuple(step.id for step in goal.record.milestones),
    "levels": lambda goal: (repr(goal.record.levels),),
    "plan": _all("plan"),
}
"""What decides what a key result means."""
