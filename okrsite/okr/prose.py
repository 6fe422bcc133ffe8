"""All Markdown of all files, rendered once, with its links resolved; and every name of a person.

In: the records, and two functions that render Markdown. A walk over the annotated fields of the models finds every
`Inline`, `Markdown` and `Who`, so that a field added to a record cannot be forgotten. Out: texts by file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import groupby
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from okrsite.diagnostics import Checked, Diagnostic, Keys, Place
from okrsite.okr.again import Again
from okrsite.okr.inventory import Loaded
from okrsite.okr.links import Links
from okrsite.okr.model import Linked, Target
from okrsite.okr.records import PersonName
from okrsite.source import scalars
from okrsite.source.markdown import Prose

Role = Literal["block", "inline", "person"]
Leaf = tuple[Role, Keys, str]
Visit = Callable[[Any, Keys, list[Leaf]], None]
Render = Callable[[str], Checked[Prose]]

_ROLES: Mapping[int, Role] = {id(get_args(scalars.Inline)[1]): "inline", id(get_args(scalars.Markdown)[1]): "block"}


def leaves(record: BaseModel) -> list[Leaf]:
    """Every text of a record that is Markdown or names a person, with the keys that lead to it."""
    found: list[Leaf] = []
    visit = _model(type(record))
    if visit:
        visit(record, (), found)
    return found


@cache
def _model(model: type[BaseModel]) -> Visit | None:
    """How to walk a model; None where nothing is to be found in it."""
    steps = [
        (name, () if name == "root" else (field.alias or name,), visit)
        for name, field in model.model_fields.items()
        if (visit := _annotated(field.annotation, field.metadata))
    ]

    def walk(record: Any, keys: Keys, found: list[Leaf]) -> None:
        for name, step, visit in steps:
            value = getattr(record, name)
            if value:
                visit(value, keys + step, found)

    return walk if steps else None


def _annotated(annotation: Any, metadata: list[Any] | tuple[Any, ...]) -> Visit | None:
    """How to walk a value of this type."""
    for meta in metadata:
        role: Role | None = "person" if isinstance(meta, PersonName) else _ROLES.get(id(meta))
        if role:
            return _leaf(role)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _annotated(arguments[0], arguments[1:])
    if origin in (Union, UnionType):
        return next((visit for part in arguments if part is not NoneType and (visit := _annotated(part, ()))), None)
    if origin is tuple:
        return _many(_annotated(arguments[0], ()), enumerate)
    if origin is dict:
        return _many(_annotated(arguments[1], ()), dict.items)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _model(annotation)
    return None


def _leaf(role: Role) -> Visit:
    def walk(value: Any, keys: Keys, found: list[Leaf]) -> None:
        found.append((role, keys, value))

    return walk


def _many(visit: Visit | None, pairs: Callable[[Any], Any]) -> Visit | None:
    if visit is None:
        return None

    def walk(value: Any, keys: Keys, found: list[Leaf]) -> None:
        for key, item in pairs(value):
            if item:
                visit(item, (*keys, key), found)

    return walk


@dataclass(frozen=True, slots=True)
class Texts:
    """Markdown by (path, text), and the names of people with the first place of each."""

    blocks: dict[tuple[str, str], Linked]
    inlines: dict[tuple[str, str], Linked]
    names: dict[str, Place]


@dataclass(frozen=True, slots=True)
class _Open:
    """A text whose links lead somewhere, which only all files together can say, or in which something is wrong."""

    path: str
    role: Role
    keys: Keys
    text: str
    start: int
    checked: Checked[Prose]


def render(
    files: Iterable[Loaded], block: Render, inline: Render, links: Links, faults: list[Diagnostic], again: Again
) -> Texts:
    """All texts of the files."""
    blocks: dict[tuple[str, str], Linked] = {}
    inlines: dict[tuple[str, str], Linked] = {}
    names: dict[str, Place] = {}
    for _, together in groupby(files, key=_unit):
        unit = tuple(together)
        own, waiting = again("texts", unit, partial(_rendered, unit, block, inline))
        blocks.update(own.blocks)
        inlines.update(own.inlines)
        for name, place in own.names.items():
            names.setdefault(name, place)
        for one in waiting:
            texts = inlines if one.role == "inline" else blocks
            texts[one.path, one.text] = _linked(one.checked, one.path, one.keys, one.start, links, faults)
    return Texts(blocks, inlines, names)


def _unit(file: Loaded) -> str:
    """Whose texts are kept together: there are ten times as many check-ins as other files."""
    return file.path.rpartition("/")[0] if file.kind.name == "check-in" else file.path


def _rendered(files: Iterable[Loaded], block: Render, inline: Render) -> tuple[Texts, tuple[_Open, ...]]:
    """The texts of some files, as far as they need no other."""
    own, waiting = Texts({}, {}, {}), []
    for path, record, role, keys, text, start in _written(files):
        if role == "person":
            own.names.setdefault(text, _person_place(Place(path, keys), record))
            continue
        checked = inline(text) if role == "inline" else block(text)
        prose = checked.value or Prose(("",))
        if prose.slots or checked.diagnostics:
            waiting.append(_Open(path, role, keys, text, start, checked))
        else:
            (own.inlines if role == "inline" else own.blocks)[path, text] = Linked(prose)
    return own, tuple(waiting)


def _written(files: Iterable[Loaded]) -> Iterator[tuple[str, BaseModel, Role, Keys, str, int]]:
    """Every text with its file, its keys, and the characters of the file before it where that is known."""
    for file in files:
        yield from ((file.path, file.record, *leaf, 0) for leaf in leaves(file.record))
        if file.body:
            yield file.path, file.record, "block", (), file.body, file.body_start


def texts_of(path: str, record: BaseModel, body: str) -> Iterator[tuple[str, str]]:
    """The keys under which the texts of one file are kept."""
    for role, _, text in leaves(record):
        if role != "person":
            yield path, text
    if body:
        yield path, body


def _linked(
    checked: Checked[Prose], path: str, keys: Keys, start: int, links: Links, faults: list[Diagnostic]
) -> Linked:
    """Rendered text with its links resolved; faults inside it are placed in the file."""
    prose = checked.value or Prose(("",))
    if not prose.slots and not checked.diagnostics:
        return Linked(prose)
    place = Place(path, keys)
    faults.extend(
        replace(fault, place=_inside(place, start, fault.place.start, fault.place.end)) for fault in checked.diagnostics
    )
    aims = [links.target(path, s, _inside(place, start, s.start, s.end), faults) for s in prose.slots]
    return linked(prose, aims)


def linked(prose: Prose, targets: Sequence[Target | None]) -> Linked:
    """Prose with its targets; where there is none the link becomes plain text."""
    parts, left = [prose.parts[0]], []
    for part, slot, target in zip(prose.parts[1:], prose.slots, targets, strict=True):
        if target:
            parts.append(part)
            left.append((slot, target))
        else:  # the part before ends with ` href="`, the part behind begins with the closing quotation mark
            parts[-1] = parts[-1].rpartition(" ")[0] + part.partition('"')[2]
    if len(left) == len(targets):
        return Linked(prose, tuple(target for _, target in left))
    return Linked(replace(prose, parts=tuple(parts), slots=tuple(slot for slot, _ in left)), tuple(t for _, t in left))


def _inside(place: Place, shift: int, start: int, end: int) -> Place:
    """A stretch of the text that stands at `place`; the whole text where the stretch is not known."""
    return place if start < 0 else replace(place, start=start + shift, end=end + shift)


def _person_place(place: Place, record: BaseModel) -> Place:
    """`owner: ann` is read as `owners: [ann]`; the message points at what was most likely written."""
    match place.keys:
        case (*before, "owners", 0) if not _has_more(record, (*before, "owners")):
            return replace(place, keys=(*before, "owner"))
    return place


def _has_more(record: Any, keys: Keys) -> bool:
    value = record
    for key in keys:
        value = getattr(value, key) if isinstance(value, BaseModel) and isinstance(key, str) else value[key]
    return len(value) > 1
