"""What a check-in says of a key result, in the type of that key result.

In: an entry as it was written, and the key result. Out: the `Entry` of the model, and what cannot be meant.
"""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import get_args

from okrsite.diagnostics import Diagnostic, Place, did_you_mean, error
from okrsite.okr.model import Entry, KeyResult, Value
from okrsite.okr.records import KeyResultEntry
from okrsite.source import scalars

_LEVELS = ("commit", "target", "stretch", "none")
_NUMBER: scalars.Scalar[Decimal] = get_args(scalars.Number)[1]
_SHARE: scalars.Scalar[Decimal] = get_args(scalars.Share)[1]


def entry(key_result: KeyResult, record: KeyResultEntry, place: Place, faults: list[Diagnostic]) -> Entry:
    """The entry with its value in the key result's type; what does not fit is reported and left out."""
    done = frozenset(record.done) if record.done is not None else None
    progress = record.progress
    value = _value(key_result, record.value, place, faults) if record.value is not None else None
    if key_result.type == "judged" and isinstance(value, Decimal):
        progress = _only_one(value, progress, place, faults)
        value = None
    elif key_result.type == "milestones" and record.value is not None:
        done = _with_value(done, record.value, place, faults)
    if done is not None:
        done = _known_milestones(key_result, done, place, faults)
    if progress is not None and key_result.type != "judged":
        progress = None
        faults.append(_foreign("progress", key_result, place))
    return Entry(
        key_result.id, value, done, progress, record.confidence, record.health, record.note, record.ask, record.final,
        place,
    )  # fmt: skip


def _value(key_result: KeyResult, text: str, place: Place, faults: list[Diagnostic]) -> Value | None:
    """The value in its type, None where it is not of it."""
    value: Value | None
    match key_result.type:
        case "increase" | "decrease" | "maintain" | "baseline":
            value = _NUMBER.read(text)
        case "binary":
            value = {"true": True, "false": False}.get(text)
        case "levels":
            value = text if text in _LEVELS else None
        case "milestones":
            return None
        case "judged":
            value = _SHARE.read(text)
    if value is not None:
        return value
    if key_result.record.redacted:
        return text
    faults.append(_wrong_value(key_result, text, place))
    return None


def _wrong_value(key_result: KeyResult, text: str, place: Place) -> Diagnostic:
    expected, hint = "a number", _NUMBER.hint(text)
    match key_result.type:
        case "binary":
            expected, hint = "true or false", ""
        case "levels":
            expected, hint = "commit, target, stretch or none", did_you_mean(text, _LEVELS)
        case "judged":
            expected, hint = "40%, 6/10 or a number from 0 to 1", _SHARE.hint(text)
    name = key_result.id.rpartition("/")[2]
    message = f"{name} is {_MEASURED[key_result.type]}: expected {expected}, not {scalars.shown(text)}"
    return error("wrong-value-type", place / "value", message, hint)


_MEASURED: dict[str, str] = {
    "increase": "measured by a number",
    "decrease": "measured by a number",
    "maintain": "measured by a number",
    "baseline": "measured by a number",
    "binary": "reached or not",
    "levels": "measured by levels",
    "milestones": "measured by milestones",
    "judged": "judged by its owner",
}


def _only_one(value: Decimal, progress: Decimal | None, place: Place, faults: list[Diagnostic]) -> Decimal:
    """The value of a judged key result is its progress, so that both together say it twice."""
    if progress is not None and progress != value:
        message = "value and progress say the same thing here; keep one of them"
        faults.append(error("wrong-value-type", place / "progress", message))
    return value


def _with_value(done: frozenset[str] | None, text: str, place: Place, faults: list[Diagnostic]) -> frozenset[str]:
    """One milestone written as a value is a list of one."""
    if done is not None:
        message = "value and done say the same thing here; keep done"
        faults.append(error("wrong-value-type", place / "value", message))
        return done
    return frozenset((text,))


def _known_milestones(
    key_result: KeyResult, done: Collection[str], place: Place, faults: list[Diagnostic]
) -> frozenset[str] | None:
    """The milestones that the key result has."""
    if key_result.type != "milestones":
        faults.append(_foreign("done", key_result, place))
        return None
    ids = [milestone.id for milestone in key_result.record.milestones]
    name = key_result.id.rpartition("/")[2]
    for wrong in sorted(set(done).difference(ids)):
        hint = did_you_mean(wrong, ids) or f"{name} has {', '.join(ids)}; write [] while none is done"
        faults.append(error("unknown-milestone", place / "done", f'no milestone "{wrong}" in {name}', hint))
    return frozenset(done).intersection(ids)


def _foreign(field: str, key_result: KeyResult, place: Place) -> Diagnostic:
    name = key_result.id.rpartition("/")[2]
    owner = {"progress": "judged key results", "done": "milestones"}[field]
    message = f"{field} is for {owner}, and {name} is {_MEASURED[key_result.type]}"
    return error("wrong-value-type", place / field, message, f"write value: instead of {field}:")
