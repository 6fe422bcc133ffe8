"""New files: a kind of content and what is known of it become a path and a text.

In: the kind's name, the ids that its path needs, and its fields as they would be written. Out: a `Proposal`. The
fields, their order and what they are for come from the models, so that a new field is offered as soon as it exists.
Whether the text is sound is not decided here: the would-be project is checked as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from okrsite.okr.kinds import KINDS, Kind
from okrsite.okr.records import Objective
from okrsite.source.hints import slug
from okrsite.source.writing import Value, block
from okrsite.work.insert import appended, entry
from okrsite.work.schemas import schema_line

Fields = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Making:
    """How a kind is made: `model` has its fields, `title` names the field that ids are made from, `asks` those that a
    terminal asks for besides."""

    kind: Kind
    model: type[BaseModel]
    title: str
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One file as it would be; `snippet` is the new part of it where it exists already."""

    path: str
    data: bytes | None
    snippet: str = ""


def _making(name: str, title: str, *asks: str) -> Making:
    kind = next(kind for kind in KINDS if kind.name == name)
    return Making(kind, kind.model, title, asks)


MAKINGS: Mapping[str, Making] = {
    "objective": Making(
        next(kind for kind in KINDS if kind.name == "okrs"), Objective, "title", ("owner", "supports", "why")
    ),
    "team": _making("team", "name", "parent", "lead"),
    "cycle": _making("cycle", "title", "start", "end", "parent"),
    "lesson": _making("lesson", "title", "cycle", "teams", "about", "kind", "happened", "learned", "next_time"),
    "training": _making("training", "title", "kind", "audience", "owner", "review_by"),
    "onboarding": _making("onboarding", "title", "role", "owner", "review_by"),
    "page": _making("page", "title", "owner", "review_by"),
    "kpi": _making("kpi", "title", "unit", "direction", "owner"),
    "wave": _making("wave", "title", "order", "cycle", "teams", "hypothesis"),
    "pulse": _making("pulse", "title", "cycle"),
    "review": _making("review", "title", "went_well", "went_badly", "try_next"),
}
"""All kinds that `okrsite new` makes, besides check-ins, which have their own module."""


def names_of(making: Making) -> tuple[str, ...]:
    """What its path needs besides the id: a team, a cycle."""
    return tuple(name for name in ("team", "cycle") if f"<{name}>" in making.kind.path)


def has_id(making: Making) -> bool:
    """Whether it has an id of its own."""
    return "<slug>" in making.kind.path or making.model is Objective


def id_of(title: str) -> str:
    """The id that a title suggests; empty where it suggests none."""
    return slug(title)


def path_of(making: Making, names: Mapping[str, str]) -> str:
    """The file's path in the project; an id such as `hr/benefits` lies in a folder where the kind has folders."""
    path = making.kind.path.replace("<**>/", "")
    for name, value in names.items():
        path = path.replace(f"<{name}>", value)
    return f"content/{path}"


def field_of(making: Making, name: str) -> FieldInfo | None:
    """A field by the name that is written: `owner` is the short form of `owners`, `from` an alias."""
    fields = making.model.model_fields
    aliased = {info.alias: info for info in fields.values() if info.alias}
    return fields.get(name) or aliased.get(name) or fields.get(f"{name}s")


def required(making: Making) -> tuple[str, ...]:
    """The fields that cannot be left out, but for the title and the id."""
    fields = making.model.model_fields.items()
    return tuple(name for name, info in fields if info.is_required() and name not in (making.title, "id"))


def propose(
    making: Making, names: Mapping[str, str], fields: Fields, *, body: str = "", present: bytes | None = None
) -> Proposal:
    """The file; `present` is what lies at its path already, into which only an objective can be put."""
    path = path_of(making, names)
    if making.model is not Objective:
        return Proposal(path, whole(making.kind, making.model, path, fields, body).encode())
    item = {"id": names.get("slug", ""), **ordered(Objective, fields)}
    lines = entry(item, 2)
    snippet = "".join(f"{line}\n" for line in lines)
    if present is None:
        head = f"{schema_line(making.kind, path)}\nobjectives:\n"
        return Proposal(path, f"{head}{snippet}".encode())
    return Proposal(path, appended(present, "objectives", item), snippet)


def whole(kind: Kind, model: type[BaseModel], path: str, fields: Fields, body: str) -> str:
    """The text of a new file: the schema line, the fields, and as comments what else could be said."""
    said = ordered(model, fields)
    lines = [schema_line(kind, path), *block(said), *_unsaid(model, said)]
    if kind.form == "markdown":
        lines = ["---", *lines, "---", *([body.strip("\n")] if body.strip() else [])]
    return "".join(f"{line}\n" for line in lines)


def ordered(model: type[BaseModel], fields: Fields) -> dict[str, Value]:
    """Fields in the order of the model; what it does not know stands at the end, and the check will say so."""
    names = [name for field, info in model.model_fields.items() for name in _spellings(field, info)]
    known = {name: fields[name] for name in names if name in fields}
    return {**known, **{name: value for name, value in fields.items() if name not in known}}


def _spellings(field: str, info: FieldInfo) -> Iterator[str]:
    if field == "owners":
        yield "owner"
    yield info.alias or field


def _unsaid(model: type[BaseModel], said: Mapping[str, Any]) -> Iterator[str]:
    """A comment for each field that was left out."""
    for field, info in model.model_fields.items():
        if not any(name in said for name in _spellings(field, info)):
            yield f"# {info.alias or field}:  # {info.description}"
