"""How a key result is measured: its type, inferred where it was left out, and what contradicts it.

In: the record of a key result and whether its check-ins say `true` or `false`. Out: its type, and everything that
does not fit, each with the field it stands in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from okrsite.diagnostics import Diagnostic, Place, Related, error
from okrsite.okr.records import KeyResult, KeyResultType

_NUMERIC = frozenset({"baseline", "target", "commit", "stretch", "plan"})
_BAND = frozenset({"min", "max", "tolerance", "over", "baseline", "commit", "stretch"})

FIELDS: Mapping[KeyResultType, frozenset[str]] = {
    "increase": _NUMERIC,
    "decrease": _NUMERIC,
    "maintain": _BAND,
    "milestones": frozenset({"milestones"}),
    "binary": frozenset(),
    "levels": frozenset({"levels"}),
    "baseline": frozenset({"baseline"}),
    "judged": frozenset(),
}
"""The fields of measurement that a type knows."""

_ALL = ("baseline", "target", "commit", "stretch", "min", "max", "tolerance", "over", "milestones", "levels", "plan")

_NEEDED: Mapping[KeyResultType, tuple[str, ...]] = {
    "increase": ("target",),
    "decrease": ("target",),
    "maintain": ("min", "max"),
    "milestones": ("milestones",),
    "levels": ("levels",),
}


def type_of(record: KeyResult, says_flags: bool) -> KeyResultType:
    """The type as it was written, else as the other fields tell it; `says_flags`: a check-in says true or false."""
    if record.type:
        return record.type
    written = _written(record)
    if "target" in written:
        return _direction(record)
    if written & {"min", "max"}:
        return "maintain"
    if "milestones" in written:
        return "milestones"
    if "levels" in written:
        return "levels"
    if "baseline" in written:
        return "baseline"
    return "binary" if says_flags else "judged"


def contradictions(record: KeyResult, type_: KeyResultType, place: Place) -> Iterator[Diagnostic]:
    """Fields that do not belong to the type or do not agree, and what is missing."""
    written = _written(record)
    yield from _missing_fields(record, type_, written, place)
    yield from _foreign_fields(record, type_, written, place)
    if type_ in ("increase", "decrease") and record.target is not None:
        yield from _direction_faults(record, type_, place)
    yield from _limit_faults(record, place)
    if record.milestones and not any(milestone.weight for milestone in record.milestones):
        yield error("no-weight", place / "milestones", "the weights of the milestones add up to 0", "leave them out")


def _written(record: KeyResult) -> frozenset[str]:
    return frozenset(name for name in _ALL if getattr(record, name) not in (None, ()))


def _direction(record: KeyResult) -> KeyResultType:
    """Up or down, from where it starts to where it goes; without a baseline it starts at 0."""
    target = record.target or Decimal(0)
    return "decrease" if target < (record.baseline or Decimal(0)) else "increase"


def _missing_fields(
    record: KeyResult, type_: KeyResultType, written: frozenset[str], place: Place
) -> Iterator[Diagnostic]:
    """A type that was written and has nothing to be measured by."""
    needed = _NEEDED.get(type_, ())
    if record.type and needed and not written & set(needed):
        yield error("missing-measure", place / "type", f"type {type_} needs {' or '.join(needed)}")
    if type_ == "decrease" and record.target is not None and record.baseline is None:
        message = "to decrease something, its value at the start must be known"
        yield error("decrease-without-baseline", place / "target", message, "add baseline")


def _foreign_fields(
    record: KeyResult, type_: KeyResultType, written: frozenset[str], place: Place
) -> Iterator[Diagnostic]:
    """Fields that belong to another type than the one that was written or inferred."""
    for name in _ALL:
        if name in written and name not in FIELDS[type_]:
            owner = next(kind for kind in _OWNER_ORDER if name in FIELDS[kind])
            if record.type:
                message = f"{name} does not belong to type {type_}"
                yield error("contradicting-measure", place / name, message, f"it belongs to type {owner}")
            else:
                yield from _two_measures(name, type_, written, place)


_OWNER_ORDER: tuple[KeyResultType, ...] = ("increase", "maintain", "milestones", "levels", "baseline")


def _two_measures(name: str, type_: KeyResultType, written: frozenset[str], place: Place) -> Iterator[Diagnostic]:
    """Two ways to measure in one key result, none of them chosen."""
    chosen = next((field for field in _NEEDED.get(type_, ("baseline",)) if field in written), "")
    if chosen:
        message = f"a key result is measured in one way, and {chosen} and {name} are two"
        first = Related(place / chosen, f"{chosen} is written here")
        yield error("contradicting-measure", place / name, message, "make two key results of it", first)
    else:
        needed = next(kind for kind in _OWNER_ORDER if name in FIELDS[kind])
        fields = " or ".join(_NEEDED.get(needed, ()))
        yield error("contradicting-measure", place / name, f"{name} means nothing without {fields}", f"add {fields}")


def _direction_faults(record: KeyResult, type_: KeyResultType, place: Place) -> Iterator[Diagnostic]:
    """A type that says the opposite of the numbers."""
    baseline, target = record.baseline, record.target
    if baseline is None or target is None:
        return
    if record.type and baseline != target and type_ != _direction(record):
        other = "increase" if type_ == "decrease" else "decrease"
        message = f"type {type_} contradicts the way from {baseline} to {target}"
        yield error("contradicting-measure", place / "type", message, f"write type: {other}, or leave type out")


def _limit_faults(record: KeyResult, place: Place) -> Iterator[Diagnostic]:
    if record.min is not None and record.max is not None and record.min > record.max:
        message = f"min {record.min} is above max {record.max}"
        yield error("contradicting-measure", place / "min", message, "exchange the two")
    if record.tolerance is not None and record.tolerance < 0:
        yield error("contradicting-measure", place / "tolerance", "a tolerance cannot be below 0")
