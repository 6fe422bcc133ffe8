"""What a change means, in sentences.

In: changes (`okr/changes.py`), the contexts of both sides and a `Language`. Out: plain sentences in groups, the most
telling first. Nothing here is safe to print as HTML or Markdown; the formats see to that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from okrsite.okr.changes import (
    Added,
    Change,
    Flipped,
    Graded,
    Moved,
    Removed,
    Renamed,
    Reworded,
    Shifted,
    Shown,
    Spoken,
)
from okrsite.okr.model import Target
from okrsite.pages import naming
from okrsite.pages.language import Language
from okrsite.pages.movement import movement, turned, was_and_is
from okrsite.pages.naming import Sides


@dataclass(frozen=True, slots=True)
class Told:
    """One change and its sentence; `url` is where it can be seen, relative to the site's root, or empty."""

    change: Change
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Changes of one sort; `folded` ones are only to be looked up."""

    key: str
    heading: str
    told: tuple[Told, ...]
    folded: bool = False


GROUPS = ("goal-posts", "history", "moved", "health", "goals", "grades", "check-ins", "added", "removed", "reworded")


def tell(changes: Iterable[Change], sides: Sides) -> tuple[Group, ...]:
    """All changes in groups; groups without any are left out."""
    found: dict[str, list[Told]] = {key: [] for key in GROUPS}
    for change in changes:
        found[group_of(change)].append(Told(change, sentence(change, sides), sides.url(change.target)))
    words = headings(sides.language)
    return tuple(Group(key, words[key], tuple(told), key == "reworded") for key, told in found.items() if told)


def group_of(change: Change) -> str:
    """The group that a change belongs to."""
    if isinstance(change, Shifted):
        return "goal-posts" if change.late else "goals"
    if isinstance(change, Spoken):
        return "check-ins" if change.what == "new" else "history"
    return _GROUP[type(change)]


_GROUP: Mapping[type, str] = {
    Moved: "moved",
    Flipped: "health",
    Graded: "grades",
    Added: "added",
    Removed: "removed",
    Renamed: "goals",
    Reworded: "reworded",
}


def headings(language: Language) -> dict[str, str]:
    """What stands above each group."""
    return {
        "goal-posts": language.gettext("Goal posts that moved after the cycle began"),
        "history": language.gettext("Check-ins that were written otherwise before"),
        "moved": language.gettext("Key results that moved"),
        "health": language.gettext("Objectives whose health changed"),
        "goals": language.gettext("Also changed"),
        "grades": language.gettext("Graded"),
        "check-ins": language.gettext("New check-ins"),
        "added": language.gettext("New"),
        "removed": language.gettext("Removed"),
        "reworded": language.gettext("Reworded"),
    }


def sentence(change: Change, sides: Sides) -> str:
    """One change as a sentence."""
    said = _SENTENCES[type(change)](change, sides)
    return said[:1].upper() + said[1:]


def _moved(change: Moved, sides: Sides) -> str:
    language = sides.language
    shown = turned(language, change.turn) if change.redacted else movement(language, change.turn, change.way)
    said = f"{sides.with_team(change.target)}: {shown}."
    return f"{said} {was_and_is(language, change.before, change.health)}" if change.before != change.health else said


def _flipped(change: Flipped, sides: Sides) -> str:
    language = sides.language
    said = f"{sides.with_team(change.target)}: {was_and_is(language, change.was, change.now)}"
    if not change.parents:
        return said
    parents = language.both([sides.with_team(parent) for parent in change.parents])
    return f"{said} {language.gettext('It supports %(parents)s.') % {'parents': parents}}"


def _shifted(change: Shifted, sides: Sides) -> str:
    gettext = sides.language.gettext
    words = {
        "item": sides.with_team(change.target),
        "field": naming.fields(sides.language).get(change.field, change.field.replace("_", " ")),
        "old": _values(change, change.old, sides),
        "new": _values(change, change.new, sides),
    }
    if change.untold:
        said = gettext("%(item)s: %(field)s changed.") % words
    elif not change.old:
        said = gettext("%(item)s: %(field)s is now %(new)s.") % words
    elif not change.new:
        said = gettext("%(item)s: %(field)s was %(old)s and is left out now.") % words
    else:
        said = gettext("%(item)s: %(field)s was %(old)s, is %(new)s.") % words
    return " ".join([said, *_beside(change, sides)])


def _beside(change: Shifted, sides: Sides) -> Iterable[str]:
    """What belongs to a goal post: its effect, its reason, and that the cycle is over."""
    language = sides.language
    if change.was != change.now:
        way = f"{language.percent(change.was)} {language.onwards} {language.percent(change.now)}"
        yield language.gettext("Progress %(way)s.") % {"way": way}
    if change.reason:
        reason = naming.cut(sides.inline(change.path, change.reason), naming.LONG).rstrip(".")
        yield language.gettext("Reason: %(reason)s.") % {"reason": reason}
    elif change.late and change.field in ("target", "baseline", "min", "max", "type", "milestones"):
        yield language.gettext("No reason is written under amended.")
    if change.phase == "closed":
        yield language.gettext("The cycle is closed.")


def _values(change: Shifted, values: tuple[Shown, ...], sides: Sides) -> str:
    return sides.language.both([_value(change, value, sides) for value in values])


def _value(change: Shifted, value: Shown, sides: Sides) -> str:
    if isinstance(value, Decimal):
        return sides.language.quantity(value, change.unit)
    return sides.quoted(value) if isinstance(value, Target) else naming.cut(value)


def _graded(change: Graded, sides: Sides) -> str:
    language = sides.language
    now, was = (
        _grade(language, change.outcome, change.score),
        _grade(language, change.old_outcome, change.old_score),
    )
    words = {"item": sides.with_team(change.target), "now": now, "was": was}
    if not now:
        return language.gettext("%(item)s: no outcome any more, was %(was)s.") % words
    said = language.gettext("%(item)s: %(now)s, was %(was)s.") if was else "%(item)s: %(now)s."
    return said % words


def _grade(language: Language, outcome: str | None, score: Decimal | None) -> str:
    return ", ".join(filter(None, (outcome, language.number(score) if score is not None else "")))


def _spoken(change: Spoken, sides: Sides) -> str:
    gettext = sides.language.gettext
    words = {"team": sides.title(Target("team", change.team)), "when": sides.check_in(change.path)}
    if change.what == "new":
        said = gettext("%(team)s: %(when)s.") % words
    elif change.what == "removed":
        said = gettext("%(team)s: the check-in of %(when)s is gone.") % words
    else:
        said = gettext("%(team)s: the check-in of %(when)s says something else now.") % words
    return f"{said} {gettext('The cycle is closed.')}" if change.phase == "closed" else said


def _added(change: Added | Removed, sides: Sides) -> str:
    language, count = sides.language, change.key_results
    words = {"kind": naming.kinds(language).get(change.target.kind, ""), "item": sides.with_team(change.target)}
    if change.target.kind in naming.NAMELESS:
        words["kind"] = ""
    said = ("%(kind)s %(item)s" if words["kind"] else "%(item)s") % words
    if count:
        more = language.ngettext("with one key result", "with %(num)s key results", count) % {"num": count}
        said = f"{said}, {more}"
    if change.phase == "closed":
        return f"{said}. {language.gettext('The cycle is closed.')}"
    begun = change.phase == "running" and change.target.kind in ("objective", "key-result")
    return f"{said}. {language.gettext('The cycle has begun.')}" if begun else f"{said}."


def _renamed(change: Renamed, sides: Sides) -> str:
    gettext = sides.language.gettext
    was, now = sides.title(change.was, earlier=True), sides.title(change.target)
    said = gettext("The team %(was)s is called %(now)s now.") % {"was": was, "now": now} if was != now else ""
    if change.was.id == change.target.id:
        return said
    moved = gettext("The team %(was)s has the id %(now)s now.") % {"was": change.was.id, "now": change.target.id}
    return f"{said} {moved}".strip()


def _reworded(change: Reworded, sides: Sides) -> str:
    language = sides.language
    was, now = sides.title(change.was, earlier=True), sides.title(change.target)
    fields = [naming.fields(language).get(name, name.replace("_", " ")) for name in change.fields]
    if was != now and change.was.kind not in naming.NAMELESS:
        words = {"item": sides.with_team(change.target), "was": f"“{was}”"}
        others = [name for name, key in zip(fields, change.fields, strict=True) if key != "title"]
        said = language.gettext("%(item)s was called %(was)s") % words
        return f"{said}: {language.both(others)}." if others else f"{said}."
    return f"{sides.with_team(change.target)}: {language.both(fields)}."


_SENTENCES: Mapping[type, Callable[[Any, Sides], str]] = {
    Moved: _moved,
    Flipped: _flipped,
    Shifted: _shifted,
    Graded: _graded,
    Spoken: _spoken,
    Added: _added,
    Removed: _added,
    Renamed: _renamed,
    Reworded: _reworded,
}
